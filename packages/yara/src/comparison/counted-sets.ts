import { expressionsIn } from "../children.ts";
import type { Expression, OfExpression, Quantifier, Rule } from "../nodes.ts";

/** A place of a condition where patterns are counted: `any of them`. */
export interface CountedSet {
  readonly quantifier: Quantifier["kind"];
  /** Whether it counts all patterns of the rule. */
  readonly isAll: boolean;
  /** Whether it chooses patterns by what their names begin with. */
  readonly hasWildcard: boolean;
  /** Whether the rule can't match unless it holds. */
  readonly isRequired: boolean;
}

/** All places of a rule's condition where patterns are counted. */
export function countedSets({ condition }: Rule): readonly CountedSet[] {
  if (condition === undefined) return [];
  const required = new Set(operandsOf(condition, "and"));
  const found: CountedSet[] = [];
  for (const node of expressionsIn(condition)) {
    if (node.kind !== "of" && node.kind !== "for-of") continue;
    const { quantifier, set } = node;
    const hasWildcard = set.kind === "patterns" && set.items.some(({ wildcard, text }) => wildcard && text !== "$");
    const isAll = set.kind === "them" || (set.kind === "patterns" && set.items.some(({ wildcard, text }) => wildcard && text === "$"));
    found.push({ quantifier: quantifier.kind, isAll, hasWildcard, isRequired: required.has(node) });
  }
  return found;
}

/** What an expression is made of as to one operator, parentheses taken away; the expression itself when it is no such one. */
export function operandsOf(expression: Expression, kind: "and" | "or"): readonly Expression[] {
  const found: Expression[] = [];
  const open = [expression];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "group") open.push(node.inner);
    else if (node.kind === kind) for (const operand of node.operands.toReversed()) open.push(operand);
    else found.push(node);
  }
  return found;
}

/** Whether an expression counts the patterns of a set. */
export function isCount(expression: Expression): expression is OfExpression {
  return expression.kind === "of";
}
