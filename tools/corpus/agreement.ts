import type { CorpusRule, EngineVerdict } from "./corpus-rules.ts";

/** What our checker says of one rule: the codes of its rejects, none when it would load. */
export type Judge = (rule: string) => readonly string[];

/** A rule on which we and the engine differ. */
export interface Disagreement {
  readonly rule: CorpusRule;
  /** What we said. */
  readonly codes: readonly string[];
  /** What the engine said. */
  readonly error: string;
}

/** How far a checker and an engine agree on a set of rules. */
export interface Agreement {
  readonly accepted: number;
  readonly rejected: number;
  /** Rules about which the engine's verdict says nothing. */
  readonly leftOut: number;
  /** Rules that the engine loads and we refuse. */
  readonly falseRejects: readonly Disagreement[];
  /** Rules that the engine refuses and we let pass. */
  readonly missed: readonly Disagreement[];
}

/** Judges every rule and compares. */
export function agreement(rules: readonly CorpusRule[], engine: (rule: CorpusRule) => { verdict: EngineVerdict; error: string }, judge: Judge): Agreement {
  let accepted = 0;
  let rejected = 0;
  let leftOut = 0;
  const falseRejects: Disagreement[] = [];
  const missed: Disagreement[] = [];
  for (const rule of rules) {
    const { verdict, error } = engine(rule);
    if (verdict !== "accept" && verdict !== "reject") {
      leftOut++;
      continue;
    }
    const codes = judge(rule.rule);
    if (verdict === "accept") {
      accepted++;
      if (codes.length > 0) falseRejects.push({ rule, codes, error });
    } else {
      rejected++;
      if (codes.length === 0) missed.push({ rule, codes, error });
    }
  }
  return { accepted, rejected, leftOut, falseRejects, missed };
}

/** Counts by a key, most first. */
export function tally<Item>(items: readonly Item[], key: (item: Item) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
}
