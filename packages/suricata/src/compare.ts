import type { PlacedView, RuleComparison } from "@sigwright/core";
import type { Rule, RuleFile } from "@sigwright/rule-language";
import { compareMeanings, refusalChange, type ComparisonWords, type RuleChecker, type RuleInText } from "@sigwright/rule-language/dialect";
import { stockChecker } from "./stock-checkers.ts";
import { engineVersion, SURICATA_TARGETS } from "./targets.ts";

const WORDS: ComparisonWords = {
  lists: new Set(["flow"]),
  directions: new Map([
    ["to_server", "to_server"],
    ["from_client", "to_server"],
    ["to_client", "to_client"],
    ["from_server", "to_client"],
  ]),
  rates: new Map([
    ["threshold", { count: "count", seconds: "seconds" }],
    ["detection_filter", { count: "count", seconds: "seconds" }],
  ]),
  actions: new Set(["flowbits", "xbits", "hostbits", "filestore"]),
  placeFlags: "UVWZHIDMCPQSY",
  bookkeeping: new Set(["sid", "gid", "rev", "metadata"]),
};

/** Says what two states of a rule differ in, as the first version of the engine sees them that loads both. */
export function compare(before: PlacedView<RuleFile>, after: PlacedView<RuleFile>): RuleComparison {
  // A flow bit that is named after the sid is another one only by its name.
  if (before.rule.fingerprint === after.rule.fingerprint) return { areRelated: true, changes: [] };
  const [old, young] = [ruleInText(before), ruleInText(after)];
  const checkers = SURICATA_TARGETS.map((target) => stockChecker(engineVersion(target)));
  const [oldLoads, youngLoads] = [checkers.map((each) => loads(old, each)), checkers.map((each) => loads(young, each))];
  const checker = checkers.find((_, index) => oldLoads[index] === true && youngLoads[index] === true) ?? checkers[0]!;
  const { areRelated, changes } = compareMeanings(old, young, checker, WORDS);
  return { areRelated, changes: [...refusalChange(oldLoads.includes(true), youngLoads.includes(true)), ...changes] };
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

function loads({ rule, text }: RuleInText, checker: RuleChecker): boolean {
  return rule.diagnostics.every(({ rejects }) => !rejects) && checker.check(rule, text).diagnostics.every(({ rejects }) => !rejects);
}
