import type { RuleComparison } from "@sigwright/core";
import type { Rule } from "../../tree.ts";
import type { RuleChecker } from "../checker.ts";
import type { ComparedRule } from "./compared-rule.ts";
import type { ComparisonWords } from "./comparison-words.ts";
import { conditionChanges } from "./condition-changes.ts";
import { directionChanges } from "./direction-changes.ts";
import { headerChanges } from "./header-changes.ts";
import { inspectionChanges } from "./inspection-changes.ts";
import { inspectionsOf } from "./inspections.ts";

/** A rule and the text of the file it stands in. */
export interface RuleInText {
  readonly rule: Rule;
  readonly text: string;
}

/**
 * Says what two states of a rule differ in for the engine, whatever way they are written in: two spellings of one
 * meaning (a modifier of the older style and the buffer of the newer one) differ in nothing. Of a rule that the engine
 * refuses only the header and the options as they are written are compared.
 */
export function compareMeanings(before: RuleInText, after: RuleInText, checker: RuleChecker, words: ComparisonWords): RuleComparison {
  const [old, young] = [comparedRule(before, checker), comparedRule(after, checker)];
  const areCertain = old.state !== undefined && young.state !== undefined;
  const { changes, shared } = inspectionChanges(areCertain ? inspectionsOf(old) : [], areCertain ? inspectionsOf(young) : []);
  const isSameMessage = before.rule.msg !== undefined && before.rule.msg === after.rule.msg;
  return {
    areRelated: isSameMessage || shared > 0 || !areCertain || (inspectionsOf(old).length === 0 && inspectionsOf(young).length === 0),
    changes: [
      ...headerChanges(old, young),
      ...(areCertain ? directionChanges(old.state, young.state) : []),
      ...changes,
      ...conditionChanges(old, young, words),
    ],
  };
}

function comparedRule({ rule, text }: RuleInText, checker: RuleChecker): ComparedRule {
  const isSound = rule.diagnostics.every(({ rejects }) => !rejects);
  const { diagnostics, state } = checker.check(rule, text, isSound ? "sound" : "faulty");
  const isLoaded = isSound && diagnostics.every(({ rejects }) => !rejects);
  return { rule, text, state: isLoaded ? state : undefined, keyword: checker.keyword };
}
