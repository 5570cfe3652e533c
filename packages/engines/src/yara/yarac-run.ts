import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineText } from "../suricata/engine-text.ts";
import { type ProcessLimits, runProcess } from "../suricata/process.ts";
import type { YaraEngine } from "./yara-engine.ts";
import type { YaraMatch, YaraMessage, YaraVerdict, YaraVerdictOptions } from "./yara-verdict.ts";

/** `error: rule "a" in rules.yar(3): undefined identifier "foo"`; the rule is not always there. */
const MESSAGE = /^(error|warning): (?:rule "([^"]*)" in )?rules\.yar\((\d+)\): (.*)$/;
const MATCHED_PATTERN = /^0x([0-9a-f]+):(\d+):(\$\w*): /;
const MEGABYTES = 2048;

/** Compiles one file with `yarac`, and scans with `yara` when there is a sample. */
export async function runYarac(file: Uint8Array, engine: YaraEngine, options: YaraVerdictOptions): Promise<YaraVerdict> {
  const folder = await mkdtemp(join(tmpdir(), "sigwright-yara-"));
  const limits: ProcessLimits = { seconds: options.seconds ?? 20, megabytes: MEGABYTES, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  const externals = Object.entries(options.externals ?? {}).flatMap(([name, value]) => ["-d", `${name}=${value}`]);
  try {
    await writeFile(join(folder, "rules.yar"), file);
    const { exitCode, endedBy, stdout, stderr } = await runProcess([join(engine.folder, "yarac"), ...externals, "rules.yar", "compiled"], folder, limits);
    const { errors, warnings } = readMessages(stdout + stderr);
    if (endedBy !== undefined) return { verdict: "crash", errors: [...errors, { message: `ended by ${endedBy}` }], warnings };
    if (exitCode !== 0 || errors.length > 0) {
      const told = errors.length > 0 ? errors : [{ message: engineText(stderr + stdout) }];
      return { verdict: "reject", errors: told, warnings };
    }
    if (options.sample === undefined) return { verdict: "accept", errors, warnings };
    await writeFile(join(folder, "sample"), options.sample);
    const scan = await runProcess([join(engine.folder, "yara"), "-w", "-s", "-L", ...externals, "rules.yar", "sample"], folder, limits);
    if (scan.endedBy !== undefined) return { verdict: "crash", errors: [{ message: `ended by ${scan.endedBy} while it scanned` }], warnings };
    return { verdict: "accept", errors, warnings, matches: readMatches(scan.stdout) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What `yarac` says of the file `rules.yar`. */
export function readMessages(output: string): { readonly errors: readonly YaraMessage[]; readonly warnings: readonly YaraMessage[] } {
  const errors: YaraMessage[] = [];
  const warnings: YaraMessage[] = [];
  for (const line of output.split("\n")) {
    const match = MESSAGE.exec(line);
    if (match === null) continue;
    const [, kind, rule, number, message] = match;
    const told = { message: engineText(message!), line: Number(number), ...(rule === undefined ? {} : { rule: engineText(rule) }) };
    (kind === "error" ? errors : warnings).push(told);
  }
  return { errors, warnings };
}

/** What `yara -s -L` prints: the rule, then a line for each match of its patterns. */
export function readMatches(output: string): readonly YaraMatch[] {
  const matches: { rule: string; patterns: { name: string; offset: number; length: number }[] }[] = [];
  for (const line of output.split("\n")) {
    const pattern = MATCHED_PATTERN.exec(line);
    if (pattern !== null) matches.at(-1)?.patterns.push({ name: pattern[3]!, offset: Number.parseInt(pattern[1]!, 16), length: Number(pattern[2]) });
    else if (/^\w+ sample$/.test(line)) matches.push({ rule: line.slice(0, line.indexOf(" ")), patterns: [] });
  }
  return matches;
}
