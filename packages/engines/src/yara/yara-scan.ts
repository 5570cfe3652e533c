import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SourceText } from "@sigwright/core";
import { EngineError } from "../suricata/engine-error.ts";
import { engineText } from "../suricata/engine-text.ts";
import { type ProcessLimits, runProcess } from "../suricata/process.ts";
import type { YaraEngine } from "./yara-engine.ts";
import { INCLUDE } from "./yara-verdicts.ts";
import { YaraXProcess } from "./yara-x-process.ts";

/** How to scan. */
export interface YaraScanOptions {
  /** Seconds of wall time for one run of the engine. Default 120. */
  readonly seconds?: number;
  readonly signal?: AbortSignal;
}

const MEGABYTES = 4096;
/** Most bytes given to YARA-X at once: they travel as base64 in one line. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Most scans of one process of YARA-X: what it loses with each adds up. */
const MOST_SCANS = 300;
/** The rule, and the number that the sample has for a name. */
const MATCH = /^(\S+) samples\/(\d+)$/;

/**
 * Scans many samples with the rules of one file, compiled once, and says for each which rules match.
 *
 * @throws EngineError `rules-refused` when the engine does not compile the file, or the file includes others; `crashed` or
 * `timeout` when it gives up.
 */
export async function yaraScan(rules: Uint8Array, samples: readonly Uint8Array[], engine: YaraEngine, options: YaraScanOptions = {}): Promise<readonly (readonly string[])[]> {
  const { text } = SourceText.fromBytes(rules);
  if (INCLUDE.test(text)) throw new EngineError("rules-refused", "the rules include other files, and engines are not let read what a file names");
  return engine.kind === "yara-x" ? await scanWithYaraX(text, samples, options) : await scanWithYara(rules, samples, engine, options);
}

async function scanWithYaraX(text: string, samples: readonly Uint8Array[], { seconds = 120 }: YaraScanOptions): Promise<readonly (readonly string[])[]> {
  const matches: (readonly string[])[] = [];
  for (const batch of batchesOf(samples)) {
    const process = new YaraXProcess();
    try {
      // oxlint-disable-next-line no-await-in-loop -- one process after the other
      const answer = await process.ask({ text, externals: {}, samples: batch.map((sample) => Buffer.from(sample).toString("base64")) }, seconds);
      if (answer.crash !== undefined) throw new EngineError("crashed", `YARA-X gave up: ${engineText(answer.crash)}`);
      if (answer.errors.length > 0) throw refused("YARA-X", answer.errors[0]!);
      matches.push(...(answer.sampled ?? []));
    } finally {
      process.close();
    }
  }
  return matches;
}

function batchesOf(samples: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const batches: Uint8Array[][] = [];
  let bytes = 0;
  for (const sample of samples) {
    if (batches.length === 0 || bytes + sample.length > MOST_BYTES || batches.at(-1)!.length >= MOST_SCANS) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(sample);
    bytes += sample.length;
  }
  return batches;
}

async function scanWithYara(rules: Uint8Array, samples: readonly Uint8Array[], engine: YaraEngine, options: YaraScanOptions): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), "sigwright-yara-"));
  const limits: ProcessLimits = { seconds: options.seconds ?? 120, megabytes: MEGABYTES, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  try {
    await writeFile(join(folder, "rules.yar"), rules);
    await mkdir(join(folder, "samples"));
    for (const [index, sample] of samples.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- small files, one after the other
      await writeFile(join(folder, "samples", String(index)), sample);
    }
    const compiled = await runProcess([join(engine.folder, "yarac"), "-w", "rules.yar", "compiled"], folder, limits);
    if (compiled.exitCode !== 0) throw refused("YARA", compiled.stderr + compiled.stdout);
    // The output is bounded, so that it goes to a file.
    const scan = await runProcess(["/bin/sh", "-c", '"$0" -w -C compiled samples > matches', join(engine.folder, "yara")], folder, limits);
    if (scan.exitCode !== 0) throw new EngineError("crashed", "YARA gave up while it scanned", { output: engineText(scan.stderr) });
    return await readMatches(join(folder, "matches"), samples.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readMatches(path: string, count: number): Promise<readonly (readonly string[])[]> {
  const matches: string[][] = Array.from({ length: count }, () => []);
  for (const line of (await readFile(path, "latin1")).split("\n")) {
    const match = MATCH.exec(line);
    if (match !== null) matches[Number(match[2])]?.push(match[1]!);
  }
  return matches;
}

function refused(name: string, words: string): EngineError {
  return new EngineError("rules-refused", `${name} does not compile the rules`, { output: engineText(words.slice(0, 2000)) });
}
