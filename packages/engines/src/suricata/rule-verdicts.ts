import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { DUPLICATE_REASON, type LoadReport } from "./engine-log.ts";
import { type BatchedRule, ruleBatches } from "./rule-batches.ts";
import { ruleLines } from "./rule-lines.ts";
import { barReason, placeLists } from "./rule-set.ts";
import type { RuleVerdict } from "./rule-verdict.ts";
import { type RunFolder, withRunFolder } from "./run-folder.ts";
import { findSuricata } from "./suricata-engine.ts";
import { runSuricata, type SuricataOptions, type SuricataRun } from "./suricata-run.ts";

/** How to judge rules one by one. */
export interface RuleVerdictOptions extends SuricataOptions {
  /** Folder that relative names of lists are looked up in. Default: an empty one with `lists`. */
  readonly folder?: string;
  /** Lists that the rules name, by relative name. Only without `folder`. */
  readonly lists?: Readonly<Record<string, string | Uint8Array>>;
}

type Verdicts = Map<number, RuleVerdict>;

const FILE_PREFIX = "rule-";

/**
 * What the engine says of each rule alone: no rule changes the verdict on another, though thousands share a run. Each
 * text is one rule, which may go on over several lines; of a text that the engine takes for several the worst counts.
 *
 * @throws EngineError when the engine is missing, takes too long, or gives up for something that is no rule's fault.
 */
export async function ruleVerdicts(
  rules: readonly (string | Uint8Array)[],
  options: RuleVerdictOptions = {},
): Promise<readonly RuleVerdict[]> {
  const engine = options.engine ?? (await findSuricata());
  return await withRunFolder(async (run) => {
    await placeLists(options.lists ?? {}, run.rules);
    const folder = options.folder ?? run.rules;
    const verdicts: Verdicts = new Map();
    const texts: BatchedRule[] = [];
    for (const [index, rule] of rules.entries()) {
      const text = Buffer.from(rule).toString("latin1");
      const verdict = await verdictWithoutEngine(text, folder);
      if (verdict === undefined) texts.push({ index, text });
      else verdicts.set(index, verdict);
    }
    const bench: Bench = { run, folder, options: { ...options, engine } };
    const batches = [...ruleBatches(texts)];
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      batches.push(...(await judgeBatch(batch, verdicts, bench)));
    }
    return rules.map((_, index) => verdicts.get(index)!);
  });
}

/** Where and how a batch is run. */
interface Bench {
  readonly run: RunFolder;
  readonly folder: string;
  readonly options: SuricataOptions;
}

async function verdictWithoutEngine(text: string, folder: string): Promise<RuleVerdict | undefined> {
  const lines = ruleLines(text);
  if (lines.length === 0) {
    return { verdict: "skip", reasons: ["the engine reads no rule from this text"], warnings: [] };
  }
  for (const line of lines) {
    const reason = await barReason(line.text, folder);
    if (reason !== undefined) return { verdict: "barred", reasons: [reason], warnings: [] };
  }
  return undefined;
}

/**
 * Reads the batch, going on behind a rule that ends the engine; then builds the detection engine from what it took.
 * Returns what has to be asked again in smaller batches.
 */
async function judgeBatch(
  batch: readonly BatchedRule[],
  verdicts: Verdicts,
  bench: Bench,
): Promise<readonly (readonly BatchedRule[])[]> {
  let rest = batch;
  let built = false;
  while (rest.length > 0) {
    const { exitCode, report, died } = await load(rest, bench);
    if (died === undefined) {
      if (!isAccountedFor(rest, report)) return askAgain(rest, verdicts);
      record(rest, report, verdicts);
      built = exitCode === 0 && rest === batch;
      break;
    }
    const seen = rest.slice(0, rest.findIndex((rule) => rule.index === died) + 1);
    record(seen, report, verdicts);
    verdicts.set(died, endedVerdict(report));
    rest = rest.slice(seen.length);
  }
  if (!built) await build(batch.filter((rule) => verdicts.get(rule.index)!.verdict === "accept"), verdicts, bench);
  // A sid written so that only the engine sees the clash: the first of its rules is judged, the others wait.
  const clashing = batch.filter((rule) => verdicts.get(rule.index)!.reasons.includes(DUPLICATE_REASON));
  return clashing.length > 0 && clashing.length < batch.length ? [clashing] : [];
}

/** Whether the engine loaded as many rules as it did not complain of. Some it leaves out, or replaces, in silence. */
function isAccountedFor(rules: readonly BatchedRule[], report: LoadReport): boolean {
  const read = rules.reduce((sum, { text }) => sum + ruleLines(text).length, 0);
  return report.counts?.loaded === read - report.rules.length;
}

/** Halves of the batch, so that what happens in silence is found; a rule alone was left out. */
function askAgain(rules: readonly BatchedRule[], verdicts: Verdicts): readonly (readonly BatchedRule[])[] {
  if (rules.length === 1) {
    const reasons = ["the engine does not load it and says nothing"];
    verdicts.set(rules[0]!.index, { verdict: "skip", reasons, warnings: [] });
    return [];
  }
  const half = rules.length >>> 1;
  return [rules.slice(0, half), rules.slice(half)];
}

function endedVerdict({ errors }: LoadReport): RuleVerdict {
  return errors.length > 0
    ? { verdict: "reject", reasons: errors, warnings: [] }
    : { verdict: "crash", reasons: ["the engine ends while it reads the rule"], warnings: [] };
}

/** Loads rules that were accepted together to the end; where that fails, halves them until the culprit stands alone. */
async function build(accepted: readonly BatchedRule[], verdicts: Verdicts, bench: Bench): Promise<void> {
  const waiting = [accepted];
  for (let rules = waiting.pop(); rules !== undefined; rules = waiting.pop()) {
    if (rules.length === 0) continue;
    const { exitCode, report, died } = await load(rules, bench);
    if (exitCode === 0 && died === undefined) continue;
    if (rules.length === 1) {
      verdicts.set(rules[0]!.index, endedVerdict(report));
    } else {
      const half = rules.length >>> 1;
      waiting.push(rules.slice(half), rules.slice(0, half));
    }
  }
}

/** One run with a file for each rule, so that whatever the engine says can be laid to one of them. */
async function load(
  rules: readonly BatchedRule[],
  { run, folder, options }: Bench,
): Promise<SuricataRun & { readonly died: number | undefined }> {
  const files = join(run.root, "one-by-one");
  await rm(files, { recursive: true, force: true });
  await mkdir(files);
  for (const { index, text } of rules) await writeFile(join(files, fileName(index)), text, "latin1");
  await rm(run.output, { recursive: true, force: true });
  await mkdir(run.output);
  const ended = await runSuricata(run, { file: join(files, `${FILE_PREFIX}*.rules`), folder }, ["-T"], options);
  const { unfinishedFile } = ended.report;
  return { ...ended, died: unfinishedFile === undefined ? undefined : fileIndex(unfinishedFile) };
}

function record(rules: readonly BatchedRule[], report: LoadReport, verdicts: Verdicts): void {
  for (const { index } of rules) verdicts.set(index, { verdict: "accept", reasons: [], warnings: [] });
  for (const { file, verdict, reasons } of report.rules) {
    const index = fileIndex(file);
    if (verdicts.get(index)?.verdict !== "reject") verdicts.set(index, { verdict, reasons, warnings: [] });
  }
  for (const { file, message } of report.warnings) {
    const index = fileIndex(file);
    const verdict = verdicts.get(index);
    if (verdict !== undefined) verdicts.set(index, { ...verdict, warnings: [...verdict.warnings, message] });
  }
}

function fileName(index: number): string {
  return `${FILE_PREFIX}${String(index).padStart(9, "0")}.rules`;
}

function fileIndex(path: string): number {
  return Number(basename(path).slice(FILE_PREFIX.length, -".rules".length));
}
