import type { MeaningChange, RuleComparison } from "@sigwright/core";
import type { Rule } from "../../tree.ts";
import type { RuleChecker } from "../checker.ts";
import type { ComparedRule } from "./compared-rule.ts";
import type { ComparisonWords, SoundRule } from "./comparison-words.ts";
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
  const isSameMessage = before.rule.msg !== undefined && before.rule.msg === after.rule.msg;
  const [header, conditions] = [headerChanges(old, young), conditionChanges(old, young, words)];
  if (!isSound(old) || !isSound(young)) return { areRelated: true, changes: [...header, ...conditions] };
  const [olds, youngs] = [inspectionsOf(old, words), inspectionsOf(young, words)];
  const { changes, shared } = inspectionChanges(olds, youngs);
  return {
    areRelated: isSameMessage || shared > 0 || (olds.length === 0 && youngs.length === 0),
    changes: [...header, ...directionChanges(old, young, words), ...changes, ...conditions],
  };
}

function isSound(rule: ComparedRule): rule is SoundRule {
  return rule.state !== undefined;
}

function comparedRule({ rule, text }: RuleInText, checker: RuleChecker): ComparedRule {
  const hasSoundSyntax = rule.diagnostics.every(({ rejects }) => !rejects);
  const { diagnostics, state } = checker.check(rule, text, hasSoundSyntax ? "sound" : "faulty");
  const isLoaded = hasSoundSyntax && diagnostics.every(({ rejects }) => !rejects);
  return { rule, text, state: isLoaded ? state : undefined, keyword: checker.keyword };
}

/** What is told first of a rule that the engine loads in one of two states. */
export function refusalChange(before: boolean, after: boolean): readonly MeaningChange[] {
  if (before === after) return [];
  const message = after ? "it loads now: it was refused before, so that only texts are compared" : "it does not load any more, so that only texts are compared";
  return [{ message, effect: after ? "wider" : "narrower" }];
}
