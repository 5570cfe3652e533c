import type { Diagnostic } from "@sigwright/core";
import { disagreement, type ExpectedVerdict, type RuleVerdict } from "@sigwright/engines";
import { type CheckedRule, findingsByRule, withRuleFindings } from "@sigwright/review";
import type { EngineQuestion, Judged } from "./engine-judge.ts";
import { firstLine } from "./rule-lines.ts";

/**
 * Puts what an engine says of the rules of a file, each for itself, beside what the check said of them.
 *
 * @param engine for people: `Suricata 7.0.10`
 * @param ask    gives the verdicts on rules, in their order
 */
export async function judgeRules({ file, isAsked = () => true }: EngineQuestion, engine: string, ask: (rules: readonly CheckedRule[]) => Promise<readonly RuleVerdict[]>): Promise<Judged> {
  const indexes = [...file.rules.keys()].filter((index) => isAsked(file.rules[index]!));
  const verdicts = await ask(indexes.map((index) => file.rules[index]!));
  const found = findingsByRule(file);
  const differences = new Map<number, Diagnostic>();
  let asked = 0;
  let loaded = 0;
  for (const [at, verdict] of verdicts.entries()) {
    if (verdict.verdict === "barred") continue;
    asked++;
    if (verdict.verdict === "accept") loaded++;
    const index = indexes[at]!;
    const own = found.get(index) ?? [];
    if (verdict.verdict === "reject" && own.some(isOfFilesBeside)) continue;
    const difference = disagreement(expectedVerdict(own), verdict, { engine, about: "rule" }, firstLine(file.rules[index]!.range, file.source));
    if (difference !== undefined) differences.set(index, difference);
  }
  return { file: withRuleFindings(file, differences), asked, loaded, disagreements: differences.size };
}

/**
 * Findings that depend on other rules or on files beside the rules: an engine, which is given each rule alone, would not
 * agree and would not be wrong.
 */
const BESIDE_THE_RULE = /\/(?:duplicate-sid|missing-file)$/;

/** What the check would say of a rule that stands alone. */
function expectedVerdict(findings: readonly Diagnostic[]): ExpectedVerdict {
  const own = findings.filter(({ code }) => !BESIDE_THE_RULE.test(code));
  if (own.some(({ rejects }) => rejects)) return "reject";
  return own.some(({ skips }) => skips === true) ? "skip" : "accept";
}

/** Whether a finding says that a file which the rule names is not there. */
function isOfFilesBeside({ code }: Diagnostic): boolean {
  return code.endsWith("/missing-file");
}
