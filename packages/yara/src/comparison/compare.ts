import type { MeaningChange, PlacedView, RuleComparison } from "@sigwright/core";
import type { Name, Rule, YaraFile } from "../nodes.ts";
import { conditionChanges } from "./condition-changes.ts";
import { descriptionChanges } from "./description-changes.ts";
import { pairPatterns, patternChanges } from "./pattern-changes.ts";

/** A rule in its file. */
export interface RuleInFile {
  readonly rule: Rule;
  readonly file: YaraFile;
}

/**
 * Says what two states of a rule differ in: what it looks for, when it matches, and what it says of itself. Patterns that
 * got another name, operands in another order, escapes and layout are no change. Of a broken rule only that it is another
 * one is certain.
 */
export function compare(before: PlacedView<YaraFile>, after: PlacedView<YaraFile>): RuleComparison {
  const [old, young] = [ruleOf(before), ruleOf(after)];
  const description = old.rule.broken || young.rule.broken ? [] : descriptionChanges(old, young);
  if (before.rule.fingerprint === after.rule.fingerprint) return { areRelated: true, changes: [], description };
  if (old.rule.broken || young.rule.broken) return { areRelated: true, changes: [brokenChange(old.rule, young.rule)] };
  const paired = pairPatterns(old, young);
  const condition = conditionChanges(old, young, paired);
  return {
    areRelated: paired.pairs.some(({ isSame }) => isSame) || condition.shared > 0 || old.rule.patterns.length === 0 || young.rule.patterns.length === 0,
    changes: [...modifierChanges(old.rule, young.rule), ...patternChanges(old, young, paired), ...condition.changes],
    description,
  };
}

/** The rule that starts where a view does; the rules of a file are in the order of its text. */
function ruleOf({ document, rule: { range } }: PlacedView<YaraFile>): RuleInFile {
  const { rules } = document;
  let low = 0;
  let high = rules.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rules[middle]!.range.start < range.start) low = middle + 1;
    else high = middle;
  }
  return { rule: rules[low]!, file: document };
}

function brokenChange(old: Rule, young: Rule): MeaningChange {
  const message = young.broken ? (old.broken ? "it can't be read, before and now: its text changed" : "it can't be read any more") : "it can be read now";
  return { message, effect: "other", before: old.range, after: young.range };
}

/** What the words before `rule` do, in the reviewer's terms: with them, and without them. */
const RULE_MODIFIERS: Readonly<Record<string, readonly [string, string]>> = {
  private: ["it is now private: it is not reported by itself", "it is no longer private: it is reported by itself"],
  global: ["it is now global: no rule of the set matches where it does not", "it is no longer global: other rules of the set match without it"],
};

function modifierChanges(old: Rule, young: Rule): readonly MeaningChange[] {
  return Object.entries(RULE_MODIFIERS).flatMap(([word, [gained, lost]]): readonly MeaningChange[] => {
    const [before, after] = [modifier(old, word), modifier(young, word)];
    if ((before === undefined) === (after === undefined)) return [];
    return [{ message: after === undefined ? lost : gained, effect: "other", before: before?.range ?? old.range, after: after?.range ?? young.range }];
  });
}

function modifier({ modifiers }: Rule, word: string): Name | undefined {
  return modifiers.find(({ text }) => text === word);
}

