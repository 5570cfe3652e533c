import type { CorpusRule, CorpusSet, Series } from "./corpus-rules.ts";

/** What our checker says of one rule: the codes of its rejects, none when it would load. */
export type Judge = (rule: string) => readonly string[];

/** A rule on which we and the engine differ. */
export interface Disagreement<Rule extends CorpusRule<never> = CorpusRule> {
  readonly rule: Rule;
  /** The codes of our rejects; none when we let the rule pass. */
  readonly codes: readonly string[];
  /** What the engine said; empty when it loads the rule. */
  readonly words: string;
}

/** Rules of one kind, counted. */
export interface KindCounts {
  readonly accepted: number;
  readonly refused: number;
}

/** How far our checker and one release of the engine agree on one half of a corpus. */
export interface Agreement<Set extends string = CorpusSet, Key extends string = Series, Rule extends CorpusRule<never> = CorpusRule> {
  readonly set: Set;
  readonly series: Key;
  readonly accepted: number;
  readonly refused: number;
  /** Rules about which the engine's verdict says nothing. */
  readonly leftOut: number;
  /** Rules that the engine loads and we refuse. */
  readonly falseRejects: readonly Disagreement<Rule>[];
  /** Rules that the engine refuses and we let pass. */
  readonly missed: readonly Disagreement<Rule>[];
  readonly kinds: ReadonlyMap<string, KindCounts>;
}

/** Judges every rule that the engine has a verdict on, and compares. */
export function agreement<Set extends string, Key extends string, Rule extends CorpusRule<Key>>(
  set: Set,
  series: Key,
  rules: readonly Rule[],
  judge: Judge,
): Agreement<Set, Key, Rule> {
  let leftOut = 0;
  const total = { accepted: 0, refused: 0 };
  const falseRejects: Disagreement<Rule>[] = [];
  const missed: Disagreement<Rule>[] = [];
  const kinds = new Map<string, { accepted: number; refused: number }>();
  for (const rule of rules) {
    const { verdict, words } = rule.answers[series];
    if (verdict !== "accept" && verdict !== "reject") {
      leftOut++;
      continue;
    }
    const codes = judge(rule.text);
    const ofKind = kinds.get(rule.kind) ?? { accepted: 0, refused: 0 };
    kinds.set(rule.kind, ofKind);
    const outcome = verdict === "accept" ? "accepted" : "refused";
    total[outcome]++;
    ofKind[outcome]++;
    if (verdict === "accept" && codes.length > 0) falseRejects.push({ rule, codes, words });
    if (verdict === "reject" && codes.length === 0) missed.push({ rule, codes, words });
  }
  return { set, series, ...total, leftOut, falseRejects, missed, kinds };
}

/** Counts by a key, most first. */
export function tally<Item>(items: readonly Item[], key: (item: Item) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
}

/** The first of the engine's messages without what is particular to one rule: texts, file names and numbers. */
export function shapeOf(words: string): string {
  const first = words.split(" | ")[0] ?? "";
  return first
    .replaceAll(/".*$/gs, "…")
    .replaceAll(/'[^']*'/g, "…")
    .replaceAll(/[\w/-]+\.[a-z]{2,4}\b/g, "FILE")
    .replaceAll(/\d+/g, "N")
    .slice(0, 110)
    .trimEnd();
}
