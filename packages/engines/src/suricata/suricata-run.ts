import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type SensorSettings, suricataConfiguration } from "./configuration.ts";
import { EngineError } from "./engine-error.ts";
import { type LoadReport, type LogLine, parseLog, readLoadReport } from "./engine-log.ts";
import { engineText } from "./engine-text.ts";
import { type ProcessLimits, type ProcessResult, runProcess } from "./process.ts";
import type { RunFolder } from "./run-folder.ts";
import { findSuricata, type SuricataEngine } from "./suricata-engine.ts";

/** How to run the engine. */
export interface SuricataOptions {
  /** Default: {@link findSuricata}. */
  readonly engine?: SuricataEngine;
  readonly settings?: SensorSettings;
  /** Seconds one run may take. Default 120. */
  readonly timeout?: number;
  /** Mebibytes of address space one run may take. Default 8192. */
  readonly memory?: number;
  readonly signal?: AbortSignal;
}

/** One run of the engine that came to its end, good or bad. */
export interface SuricataRun {
  /** `undefined` when a signal ended it: the engine crashed or ran out of memory. */
  readonly exitCode: number | undefined;
  readonly log: readonly LogLine[];
  readonly report: LoadReport;
}

const DEFAULT_TIMEOUT = 120;
const DEFAULT_MEMORY = 8192;
const LAST_WORDS = 5;
/** Where the system keeps what comes with programs; `filemagic` needs its database. */
const PROGRAM_DATA = ["/usr/lib", "/usr/share"];

/** What to load: a file or a pattern, and where relative names are looked up. */
export interface LoadedRules {
  readonly file: string;
  readonly folder: string;
}

/**
 * Runs the engine once with our own configuration.
 *
 * @throws EngineError when it is missing, takes too long or does not come to load rules.
 */
export async function runSuricata(
  folder: RunFolder,
  rules: LoadedRules,
  mode: readonly string[],
  options: SuricataOptions,
): Promise<SuricataRun> {
  const engine = options.engine ?? (await findSuricata());
  const configuration = suricataConfiguration(
    {
      ruleFolder: rules.folder,
      ruleFiles: rules.file,
      dataFolder: folder.data,
      classificationFile: folder.classificationFile,
      referenceFile: folder.referenceFile,
      thresholdFile: folder.thresholdFile,
      readable: [...PROGRAM_DATA, folder.root, rules.folder],
    },
    options.settings,
  );
  await writeFile(folder.configuration, configuration);
  const limits: ProcessLimits = {
    seconds: options.timeout ?? DEFAULT_TIMEOUT,
    megabytes: options.memory ?? DEFAULT_MEMORY,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  // One packet thread, so that alerts come in the order of the capture.
  const common = ["-c", folder.configuration, "-l", folder.output, "--runmode", "single"];
  let ended: ProcessResult;
  try {
    ended = await runProcess([engine.path, ...common, ...mode], folder.data, limits);
  } catch (error) {
    throw error instanceof EngineError ? await withLastWords(error, folder) : error;
  }
  const log = await readLog(folder);
  const report = readLoadReport(log);
  if (log.length === 0) {
    const output = engineText(ended.stderr);
    throw new EngineError("crashed", "Suricata ended before it began to load rules", { output });
  }
  return { exitCode: ended.exitCode, log, report };
}

/** The engine's last errors, or its last lines when it named none. */
export function lastWords(log: readonly LogLine[]): string {
  const errors = log.filter((line) => line.level === "error");
  return (errors.length > 0 ? errors : log)
    .slice(-LAST_WORDS)
    .map((line) => engineText(line.text))
    .join("\n");
}

async function readLog(folder: RunFolder): Promise<readonly LogLine[]> {
  try {
    // Latin-1, since the engine repeats bytes of rules as they are and a cut may fall into a character.
    return parseLog(await readFile(join(folder.output, "suricata.log"), "latin1"));
  } catch {
    return [];
  }
}

async function withLastWords(error: EngineError, folder: RunFolder): Promise<EngineError> {
  const words = lastWords(await readLog(folder));
  if (words === "") return error;
  return new EngineError(error.kind, error.message, { output: words, cause: error });
}
