import { applyEdits, type Fix, type RuleView, type SignatureFormat, SourceText, type Target, type TextEdit } from "@sigwright/core";
import { checkFile, type CheckOptions } from "../check-file.ts";
import type { CheckedFile, Verdict } from "../checked-file.ts";
import { type FindRule, ruleExtents } from "../rule-extents.ts";

/** A file to mend, and how it is checked. */
export interface MendRequest {
  readonly path: string;
  readonly source: SourceText;
  readonly format: SignatureFormat;
  readonly targets: readonly Target[];
  readonly options: CheckOptions;
  /** The findings among these that are to be mended: not those that are suppressed, for example. Default: all. */
  wanted?(files: readonly CheckedFile[]): readonly CheckedFile[] | Promise<readonly CheckedFile[]>;
}

/** A fix that was not made. */
export interface UnmadeFix {
  readonly title: string;
  readonly code: string;
  /** 1-based, in the mended text. */
  readonly line: number;
  /** Completes "not made, because …". */
  readonly reason: string;
}

/** A file after its fixes. */
export interface MendedFile {
  /** The text as it is now; the one given when nothing was mended. */
  readonly source: SourceText;
  /** What is found in it, for each target. */
  readonly files: readonly CheckedFile[];
  /** Number of fixes that were made. */
  readonly made: number;
  readonly unmade: readonly UnmadeFix[];
}

/** A text that was checked, with its rules. */
interface State {
  readonly source: SourceText;
  readonly files: readonly CheckedFile[];
  readonly document: unknown;
  readonly rules: readonly RuleView[];
  readonly ruleAt: FindRule;
  /** How often each code is given in each rule, for all targets. */
  readonly counts: ReadonlyMap<string, number>;
}

/** The fixes of one rule that can be made at once. */
interface RuleFixes {
  readonly rule: number;
  readonly fixes: { readonly fix: Fix; readonly code: string }[];
}

/** Fixes can make room for others that overlap them; more rounds than this no rule needs. */
const MOST_ROUNDS = 10;

/**
 * Makes the safe fixes of what is found in a file, and checks the result: a fix is not made that would have the engine
 * refuse or leave out what it loaded, that would change what a rule means, or that would not mend what it is for. Fixes
 * keep to one rule each, and everything around their edits stays byte for byte. Mending what was mended changes nothing.
 */
export async function mendFile(request: MendRequest): Promise<MendedFile> {
  let state = check(request, request.source);
  const unmade = new Map<string, UnmadeFix>();
  let made = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // oxlint-disable-next-line no-await-in-loop -- each round builds on the one before
    const wanted = (await request.wanted?.(state.files)) ?? state.files;
    let candidates = candidatesOf(wanted, state, unmade);
    while (candidates.length > 0) {
      const young = check(request, edited(state.source, candidates));
      const faults = faultsOf(state, young, candidates, request.format);
      for (const [{ rule, fixes }, reason] of faults) {
        for (const { fix, code } of fixes) unmade.set(keyOf(rule, code, fix), { title: fix.title, code, line: lineOf(state, rule), reason });
      }
      candidates = candidates.filter((each) => !faults.has(each));
      if (faults.size > 0) continue;
      made += candidates.reduce((sum, { fixes }) => sum + fixes.length, 0);
      state = young;
      break;
    }
    if (candidates.length === 0) break;
  }
  return { source: state.source, files: state.files, made, unmade: [...unmade.values()] };
}

function check({ path, format, targets, options }: MendRequest, source: SourceText): State {
  const files = checkFile(path, source, format, targets, options);
  const document = format.parse?.(source).document;
  const rules = document === undefined ? [] : (format.rules?.(document) ?? []);
  const ruleAt = ruleExtents(source, rules);
  const counts = new Map<string, number>();
  for (const { diagnostics } of files) {
    for (const { diagnostic } of diagnostics) {
      const key = `${ruleAt(diagnostic.range.start)} ${diagnostic.code}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return { source, files, document, rules, ruleAt, counts };
}

function edited(source: SourceText, candidates: readonly RuleFixes[]): SourceText {
  const text = applyEdits(source.text, candidates.flatMap(({ fixes }) => fixes.flatMap(({ fix }) => fix.edits)));
  return SourceText.fromBytes(source.encode(text), source.path === undefined ? {} : { path: source.path });
}

/** The safe fixes that were not given up yet, by rule; of those that overlap the first. */
function candidatesOf(wanted: readonly CheckedFile[], { rules, ruleAt }: State, unmade: ReadonlyMap<string, UnmadeFix>): RuleFixes[] {
  const byRule = new Map<number, RuleFixes>();
  for (const { diagnostics } of wanted) {
    for (const { diagnostic } of diagnostics) {
      const fix = diagnostic.fixes?.find(({ safe, edits }) => safe && edits.length > 0);
      if (fix === undefined) continue;
      const rule = ruleAt(diagnostic.range.start);
      if (rule === undefined || unmade.has(keyOf(rule, diagnostic.code, fix)) || !isWithin(fix, rules[rule]!)) continue;
      const known = byRule.get(rule) ?? { rule, fixes: [] };
      byRule.set(rule, known);
      // What several targets say of one rule is one fix; they overlap.
      if (!known.fixes.some((other) => overlap(other.fix.edits, fix.edits))) known.fixes.push({ fix, code: diagnostic.code });
    }
  }
  return [...byRule.values()];
}

function isWithin({ edits }: Fix, { range }: RuleView): boolean {
  return edits.every((edit) => edit.range.start >= range.start && edit.range.end <= range.end);
}

/** Whether edits touch: those that end where others begin might mean the same place, too. */
function overlap(a: readonly TextEdit[], b: readonly TextEdit[]): boolean {
  return a.some((one) => b.some((other) => one.range.start <= other.range.end && other.range.start <= one.range.end));
}

function keyOf(rule: number, code: string, { title }: Fix): string {
  return `${rule} ${code} ${title}`;
}

function lineOf({ source, rules }: State, rule: number): number {
  return source.positionAt(rules[rule]!.range.start).line;
}

/** The candidates that must not be made, and why. */
function faultsOf(old: State, young: State, candidates: readonly RuleFixes[], format: SignatureFormat): ReadonlyMap<RuleFixes, string> {
  const all = (reason: string): ReadonlyMap<RuleFixes, string> => new Map(candidates.map((each) => [each, reason]));
  if (old.rules.length !== young.rules.length) return all("the file would hold another number of rules");
  const faults = new Map<RuleFixes, string>();
  const worse = worseRules(old, young);
  for (const candidate of candidates) {
    const reason = faultOf(candidate, old, young, format, worse);
    if (reason !== undefined) faults.set(candidate, reason);
    worse.delete(candidate.rule);
  }
  return faults.size === 0 && worse.size > 0 ? all("another rule of the file would no longer load") : faults;
}

function faultOf({ rule, fixes }: RuleFixes, old: State, young: State, format: SignatureFormat, worse: ReadonlySet<number>): string | undefined {
  if (worse.has(rule)) return "the engine would no longer load the rule";
  const [before, after] = [old.rules[rule]!, young.rules[rule]!];
  if (before.enabled !== after.enabled || before.gid !== after.gid || before.sid !== after.sid || before.name !== after.name) return "it would be another rule";
  if (before.fingerprint !== after.fingerprint) {
    const comparison = format.compare?.({ document: old.document, rule: before }, { document: young.document, rule: after });
    if (comparison === undefined) return "what rules of this format mean can't be compared";
    const [change] = comparison.changes;
    if (change !== undefined) return `it would change what the rule means: ${change.message}`;
  }
  const countOf = ({ counts }: State, code: string): number => counts.get(`${rule} ${code}`) ?? 0;
  return fixes.some(({ code }) => countOf(young, code) >= countOf(old, code)) ? "it would not mend what it is for" : undefined;
}

const ORDER: readonly Verdict[] = ["accept", "skip", "reject"];

/** Rules that some target's engine thinks worse of than it did. */
function worseRules(old: State, young: State): Set<number> {
  const worse = new Set<number>();
  for (const [index, file] of young.files.entries()) {
    const before = verdictsOf(old.files[index]!, old.ruleAt);
    for (const [rule, verdict] of verdictsOf(file, young.ruleAt)) {
      if (ORDER.indexOf(verdict) > ORDER.indexOf(before.get(rule) ?? "accept")) worse.add(rule);
    }
  }
  return worse;
}

function verdictsOf({ rules }: CheckedFile, ruleAt: FindRule): ReadonlyMap<number, Verdict> {
  return new Map(rules.map(({ range, verdict }) => [ruleAt(range.start)!, verdict]));
}
