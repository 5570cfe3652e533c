import { SourceText } from "@sigwright/core";
import type { JudgeAnswer } from "./yara-x-judge.ts";
import { YaraXProcess } from "./yara-x-process.ts";
import { readYaraXReport } from "./yara-x-report.ts";
import type { YaraEngine } from "./yara-engine.ts";
import type { YaraVerdict, YaraVerdictOptions } from "./yara-verdict.ts";
import { runYarac } from "./yarac-run.ts";

/** Whatever looks like an `include`, in comments too: better not asked than another file read. */
export const INCLUDE: RegExp = /\binclude\b[^"\n]*"/;

/**
 * What an engine says of each file, each alone. YARA-X runs in a disposable process, as it has been seen to abort on some
 * input: such a file's verdict is `crash`, and the others are not touched. Bytes that are not UTF-8 are given to YARA-X as
 * Latin-1, as it takes text; YARA gets the bytes. A file that includes others is `barred`: engines read what they are told to.
 *
 * @throws EngineError when YARA can't be started, or takes too long.
 */
export async function yaraVerdicts(files: readonly (string | Uint8Array)[], engine: YaraEngine, options: YaraVerdictOptions = {}): Promise<readonly YaraVerdict[]> {
  const verdicts: YaraVerdict[] = [];
  const yaraX = engine.kind === "yara-x" ? new YaraXProcess() : undefined;
  try {
    for (const file of files) {
      options.signal?.throwIfAborted();
      const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
      const { text } = SourceText.fromBytes(bytes);
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
      verdicts.push(INCLUDE.test(text) ? BARRED : yaraX === undefined ? await runYarac(bytes, engine, options) : await askYaraX(text, yaraX, options));
    }
  } finally {
    yaraX?.close();
  }
  return verdicts;
}

const BARRED: YaraVerdict = {
  verdict: "barred",
  errors: [{ message: "it includes other files, and engines are not let read what a file names" }],
  warnings: [],
};

async function askYaraX(text: string, engine: YaraXProcess, { externals = {}, sample, seconds = 20 }: YaraVerdictOptions): Promise<YaraVerdict> {
  const encoded = sample === undefined ? {} : { sample: Buffer.from(sample).toString("base64") };
  return verdictOf(await engine.ask({ text, externals, ...encoded }, seconds));
}

function verdictOf({ errors, warnings, matches, crash }: JudgeAnswer): YaraVerdict {
  const told = { errors: errors.map(readYaraXReport), warnings: warnings.map(readYaraXReport) };
  if (crash !== undefined) return { verdict: "crash", errors: [...told.errors, { message: crash }], warnings: told.warnings };
  if (errors.length > 0) return { verdict: "reject", ...told };
  if (matches === undefined) return { verdict: "accept", ...told };
  return {
    verdict: "accept",
    ...told,
    matches: matches.map(({ identifier, patterns }) => ({
      rule: identifier,
      patterns: patterns.flatMap(({ identifier: name, matches: places }) => places.map(({ offset, length }) => ({ name, offset, length }))),
    })),
  };
}
