import { identityOf, type PlacedRule, type RuleFile } from "./rule-change.ts";

/** Two states of one rule. */
export interface RulePair {
  readonly before: PlacedRule;
  readonly after: PlacedRule;
}

/** Rules of two sides put together. */
export interface PairedRules {
  readonly pairs: readonly RulePair[];
  readonly added: readonly PlacedRule[];
  readonly removed: readonly PlacedRule[];
}

/**
 * Puts the rules of two sides together: those with one identity, and of the rest those that mean the same. Where several
 * share an identity, those that mean the same and stand in one file come first, then those that mean the same, then those
 * in one file, in the order they stand; what is left over was added or removed.
 */
export function pairRules(before: readonly RuleFile[], after: readonly RuleFile[]): PairedRules {
  const old = byKey(placed(before), identityOf);
  const young = byKey(placed(after), identityOf);
  const pairs: RulePair[] = [];
  const removed: PlacedRule[] = [...old.without];
  const added: PlacedRule[] = [...young.without];
  for (const [identity, olds] of old.groups) {
    const youngs = young.groups.get(identity) ?? [];
    const matched = matchAll(olds, youngs);
    append(pairs, matched.pairs);
    append(removed, matched.olds);
    append(added, matched.youngs);
  }
  for (const [identity, youngs] of young.groups) if (!old.groups.has(identity)) append(added, youngs);
  return pairByMeaning(pairs, removed, added);
}

/** One by one: a call takes only so many arguments, and a file may give any number of rules one sid. */
function append<Value>(to: Value[], values: readonly Value[]): void {
  for (const value of values) to.push(value);
}

function placed(files: readonly RuleFile[]): readonly PlacedRule[] {
  return files.flatMap((file) => file.rules.map((rule) => ({ file, rule })));
}

interface Grouped {
  readonly groups: ReadonlyMap<string, readonly PlacedRule[]>;
  readonly without: readonly PlacedRule[];
}

function byKey(rules: readonly PlacedRule[], keyOf: (rule: PlacedRule) => string | undefined): Grouped {
  const groups = new Map<string, PlacedRule[]>();
  const without: PlacedRule[] = [];
  for (const rule of rules) {
    const key = keyOf(rule);
    const group = key === undefined ? without : groups.get(key);
    if (group === undefined) groups.set(key!, [rule]);
    else group.push(rule);
  }
  return { groups, without };
}

function fingerprintOf({ file, rule }: PlacedRule): string {
  return `${file.format.id} ${rule.fingerprint}`;
}

/** What two rules have to have in common, from the strictest. */
const CRITERIA: readonly ((rule: PlacedRule) => string)[] = [
  (rule) => JSON.stringify([fingerprintOf(rule), rule.file.path, rule.rule.enabled]),
  (rule) => JSON.stringify([fingerprintOf(rule), rule.file.path]),
  fingerprintOf,
  (rule) => rule.file.path,
  () => "",
];

interface Matched {
  readonly pairs: readonly RulePair[];
  readonly olds: readonly PlacedRule[];
  readonly youngs: readonly PlacedRule[];
}

function matchAll(olds: readonly PlacedRule[], youngs: readonly PlacedRule[], criteria: typeof CRITERIA = CRITERIA): Matched {
  const pairs: RulePair[] = [];
  let leftOld = olds;
  let leftYoung = youngs;
  for (const criterion of criteria) {
    if (leftOld.length === 0 || leftYoung.length === 0) break;
    const waiting = byKey(leftOld, criterion).groups;
    const next = new Map<string, number>();
    const taken = new Set<PlacedRule>();
    leftYoung = leftYoung.filter((after) => {
      const key = criterion(after);
      const index = next.get(key) ?? 0;
      const before = waiting.get(key)?.[index];
      if (before === undefined) return true;
      next.set(key, index + 1);
      taken.add(before);
      pairs.push({ before, after });
      return false;
    });
    leftOld = leftOld.filter((rule) => !taken.has(rule));
  }
  return { pairs, olds: leftOld, youngs: leftYoung };
}

/** Of rules that found no partner, those that mean the same are one that got another identity. */
function pairByMeaning(pairs: readonly RulePair[], removed: readonly PlacedRule[], added: readonly PlacedRule[]): PairedRules {
  const { pairs: more, olds, youngs } = matchAll(removed, added, CRITERIA.slice(0, 3));
  return { pairs: [...pairs, ...more], removed: olds, added: youngs };
}
