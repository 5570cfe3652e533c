import type { PlacedView, RuleComparison } from "@sigwright/core";
import type { Rule, RuleFile } from "@sigwright/rule-language";
import { compareMeanings, refusalChange, type ComparisonWords, type RuleChecker, type RuleInText } from "@sigwright/rule-language/dialect";

/** Says what two states of a rule differ in, as the engine of a checker sees them. */
export function compareViews(before: PlacedView<RuleFile>, after: PlacedView<RuleFile>, checker: RuleChecker, words: ComparisonWords): RuleComparison {
  // A flow bit that is named after the sid is another one only by its name.
  if (before.rule.fingerprint === after.rule.fingerprint) return { areRelated: true, changes: [] };
  const [old, young] = [ruleInText(before), ruleInText(after)];
  const { areRelated, changes } = compareMeanings(old, young, checker, words);
  return { areRelated, changes: [...refusalChange(loads(old, checker), loads(young, checker)), ...changes] };
}

function loads({ rule, text }: RuleInText, checker: RuleChecker): boolean {
  return rule.diagnostics.every(({ rejects }) => !rejects) && checker.check(rule, text).diagnostics.every(({ rejects }) => !rejects);
}

function ruleInText({ document, rule: { range } }: PlacedView<RuleFile>): RuleInText {
  return { rule: ruleAt(document, range.start), text: document.source.text };
}

/** The rule that starts at a place; the rules of a file are in the order of its text. */
function ruleAt({ rules }: RuleFile, start: number): Rule {
  let low = 0;
  let high = rules.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rules.at(middle)!.range.start < start) low = middle + 1;
    else high = middle;
  }
  return rules.at(low)!;
}
