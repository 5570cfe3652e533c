import type { Diagnostic, Parsed } from "@sigwright/core";
import type { Rule, RuleFile } from "@sigwright/rule-language";
import { type BitFact, bitsOf } from "./checks/flow-bits.ts";

/** What the rules of a file have to do with those of others. Plain data: files are many, and their trees large. */
export interface SetFacts {
  /** Of each rule that loads as far as its file alone tells {@link RULE_FACT_SIZE} numbers, in the order of the text. */
  readonly rules: Uint32Array;
  /** Where sids stand that the file itself has twice, the later ones with the higher rev. */
  readonly replacing: readonly number[];
  /** The flow bits that these rules name. */
  readonly bits: readonly BitFact[];
}

/**
 * Numbers of one rule: its range, gid, sid and rev, and the ranges of its option `sid` and of the value of its message. An
 * end of 0 says that there is none of them; so does the sid 0, which no rule that loads can have.
 */
export const RULE_FACT_SIZE = 9;

/** Notes of a file what matters among others. Rules that a finding refuses or leaves out, and disabled ones, don't. */
export function setFacts({ document, diagnostics }: Parsed<RuleFile>): SetFacts {
  const { text } = document.source;
  const rules = new Uint32Array(document.rules.length * RULE_FACT_SIZE);
  const bits: BitFact[] = [];
  let at = 0;
  for (const rule of loadedRules(document, diagnostics)) {
    bitsOf(rule, text, bits);
    const { range, gid = 1, sid = 0, rev = 0 } = rule;
    const sidRange = rule.option("sid")?.range;
    const message = rule.option("msg")?.valueRange;
    rules[at++] = range.start;
    rules[at++] = range.end;
    rules[at++] = gid;
    rules[at++] = sid;
    rules[at++] = rev;
    rules[at++] = sidRange?.start ?? 0;
    rules[at++] = sidRange?.end ?? 0;
    rules[at++] = message?.start ?? 0;
    rules[at++] = message?.end ?? 0;
  }
  const replacing = diagnostics.filter(({ code }) => code === "suricata/replaced-rule").map(({ range }) => range.start);
  return { rules: rules.slice(0, at), replacing, bits };
}

/** Rules that the engine loads as far as their file alone tells: one walk over rules and findings, both in order. */
function* loadedRules({ rules }: RuleFile, diagnostics: readonly Diagnostic[]): Generator<Rule> {
  const faults = diagnostics.filter(({ rejects, skips }) => rejects || skips === true).map(({ range }) => range.start).toSorted((a, b) => a - b);
  let next = 0;
  for (const rule of rules) {
    const { start, end } = rule.outerRange;
    while (next < faults.length && faults[next]! < start) next++;
    const isFaulty = next < faults.length && faults[next]! < end;
    if (rule.enabled && !isFaulty && rule.skipped === undefined) yield rule;
  }
}
