import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineError } from "../suricata/engine-error.ts";
import { engineText } from "../suricata/engine-text.ts";
import { runProcess } from "../suricata/process.ts";
import { type BatchedRule, ruleBatches } from "../suricata/rule-batches.ts";
import type { RuleVerdict } from "../suricata/rule-verdict.ts";
import { snort3Configuration, type SensorNames } from "./configuration.ts";
import type { Snort3Options } from "./replay-snort3.ts";
import type { Snort3Engine } from "./snort3-engine.ts";

/** How to judge rules one by one in Snort 3. */
export interface Snort3VerdictOptions extends Snort3Options {
  /** What the configuration defines for rules. */
  readonly names: SensorNames;
}

type Verdicts = Map<number, RuleVerdict>;

/** What would make the engine read another file: a statement, at the beginning of a line or behind a rule. */
const INCLUDE = /(?:^|\))\s{0,99}include\b/m;
const FAULT = /^(?:ERROR|FATAL): (.*)$/gm;
/** A fault and the file, one for each rule, that it is in. */
const FAULT_IN_RULE = /^(?:ERROR|FATAL): rules\/(\d{1,9})\.rules:\d{1,9} (.*)$/gm;
const LOADED = /^\s{1,40}text rules: (\d{1,9})$/m;
/** A fault that has to do with a rule before. */
const OF_TWO = /duplicates previous/;
/** What does not end may take the rule behind it along. */
const OPEN = /incomplete rule/;
const MOST_REASONS = 5;
/** Runs for all rules together; each takes a tenth of a second. */
const MOST_RUNS = 1000;

/**
 * What Snort 3 says of each rule alone, though thousands share a run. Each text is one rule, which may go on over several
 * lines, and has a file of its own, so that what does not end takes no other along. The engine names the faults of all at
 * once; a rule counts as loaded when it was in a run without any.
 *
 * @throws EngineError when the engine takes too long or fails for something that is no rule's fault.
 */
export async function snort3Verdicts(rules: readonly (string | Uint8Array)[], engine: Snort3Engine, options: Snort3VerdictOptions): Promise<readonly RuleVerdict[]> {
  const folder = await mkdtemp(join(tmpdir(), "sigwright-snort3-"));
  try {
    await writeFile(join(folder, "snort.lua"), snort3Configuration(options.names));
    const verdicts: Verdicts = new Map();
    const texts: BatchedRule[] = [];
    for (const [index, rule] of rules.entries()) {
      const text = Buffer.from(rule).toString("latin1");
      if (INCLUDE.test(text)) verdicts.set(index, { verdict: "barred", reasons: ["it includes another file"], warnings: [] });
      else texts.push({ index, text });
    }
    const bench = { engine, folder, options };
    await mustLoadNothing(bench);
    const waiting = [...ruleBatches(texts)];
    let runs = 0;
    for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
      if (++runs > MOST_RUNS) throw new EngineError("timeout", `Snort 3 was asked ${MOST_RUNS} times and has not judged every rule: too many of them end it, or share a sid`);
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
      waiting.push(...judgeBatch(batch, verdicts, await load(batch, bench)));
    }
    return rules.map((_, index) => verdicts.get(index)!);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the engine says without any rule is no rule's fault. */
async function mustLoadNothing(bench: Bench): Promise<void> {
  const { isGood, reasons, endedBy } = await load([], bench);
  if (isGood) return;
  throw new EngineError("crashed", `Snort 3 does not load the configuration that rules are judged with${endedBy === undefined ? "" : `, ended by ${endedBy}`}`, { output: reasons.join("\n") });
}

/** Notes what is sure of a batch that was loaded; returns what has to be asked again, in batches that are smaller. */
function judgeBatch(batch: readonly BatchedRule[], verdicts: Verdicts, loaded: Loaded): readonly (readonly BatchedRule[])[] {
  const { isGood, faults } = loaded;
  if (isGood && loaded.rules === batch.length) {
    for (const { index } of batch) verdicts.set(index, { verdict: "accept", reasons: [], warnings: [] });
    return [];
  }
  const [first] = batch;
  if (batch.length === 1) {
    verdicts.set(first!.index, aloneVerdict(loaded));
    return [];
  }
  const suspects: BatchedRule[] = [];
  const others: BatchedRule[] = [];
  let isBehindOpen = false;
  for (const rule of batch) {
    const own = faults.get(rule.index);
    const isDoubtful = isBehindOpen || own?.some((reason) => OF_TWO.test(reason)) === true;
    isBehindOpen = own?.some((reason) => OPEN.test(reason)) === true;
    if (own === undefined) others.push(rule);
    else if (isDoubtful) suspects.push(rule);
    else verdicts.set(rule.index, { verdict: "reject", reasons: own, warnings: [] });
  }
  const left = [...suspects, ...others];
  if (left.length === batch.length && (suspects.length === 0 || others.length === 0)) return halves(batch);
  return [...(suspects.length > 1 ? halves(suspects) : [suspects]), others].filter(({ length }) => length > 0);
}

function aloneVerdict({ isGood, reasons, endedBy }: Loaded): RuleVerdict {
  if (isGood) return { verdict: "skip", reasons: ["the engine does not load it and says nothing"], warnings: [] };
  if (endedBy !== undefined || reasons.length === 0) return { verdict: "crash", reasons: ["the engine ends while it reads the rule"], warnings: [] };
  return { verdict: "reject", reasons, warnings: [] };
}

function halves<T>(rules: readonly T[]): readonly (readonly T[])[] {
  const half = rules.length >>> 1;
  return [rules.slice(0, half), rules.slice(half)];
}

/** What came of loading a batch. */
interface Loaded {
  readonly isGood: boolean;
  /** Number of rules in force. */
  readonly rules: number;
  /** What is said of each rule, by its index. */
  readonly faults: ReadonlyMap<number, readonly string[]>;
  /** All that is said. */
  readonly reasons: readonly string[];
  readonly endedBy: string | undefined;
}

/** Where and how batches are loaded. */
interface Bench {
  readonly engine: Snort3Engine;
  readonly folder: string;
  readonly options: Snort3VerdictOptions;
}

async function load(batch: readonly BatchedRule[], { engine, folder, options }: Bench): Promise<Loaded> {
  const files = join(folder, "rules");
  await rm(files, { recursive: true, force: true });
  await mkdir(files);
  // oxlint-disable-next-line no-await-in-loop -- as many open files at once as there are rules may be too many
  for (const { index, text } of batch) await writeFile(join(files, `${index}.rules`), `${text}\n`, "latin1");
  await writeFile(join(folder, "rules.rules"), batch.map(({ index }) => `include rules/${index}.rules\n`).join(""));
  const limits = { seconds: options.timeout ?? 120, megabytes: options.memory ?? 8192, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  // What is kept of output is its beginning, and what counts is at its end.
  const { exitCode, endedBy } = await runProcess(["/bin/sh", "-c", 'exec "$0" -c snort.lua -R rules.rules -T > said 2>&1', engine.path], folder, limits);
  const said = await readFile(join(folder, "said"), "latin1");
  const faults = new Map<number, string[]>();
  for (const [, file, reason] of said.matchAll(FAULT_IN_RULE)) {
    const owner = Number(file);
    const known = faults.get(owner);
    const text = engineText(reason!);
    if (known === undefined) faults.set(owner, [text]);
    else if (known.length < MOST_REASONS && !known.includes(text)) known.push(text);
  }
  const all = Array.from(said.matchAll(FAULT), ([, text]) => engineText(text!));
  const reasons = [...faults.values()].flat().slice(0, MOST_REASONS);
  return {
    isGood: exitCode === 0,
    rules: Number(LOADED.exec(said)?.[1] ?? 0),
    faults,
    reasons: reasons.length > 0 ? reasons : all.slice(0, MOST_REASONS),
    endedBy,
  };
}
