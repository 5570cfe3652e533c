import type { Indicator, Range } from "@sigwright/core";
import type { Comparison, Filter, FilterExpression } from "./ast.ts";
import { compileComparison } from "./comparison.ts";
import { FALSE, TRUE } from "./truth.ts";
import type { Truth } from "./truth.ts";

/** What an evaluation depends on beside filter and indicator. */
export interface EvaluationContext {
  /** The moment that `now` and `today` mean. */
  readonly now: Date;
}

/** An indicator passes, or one clause of the filter keeps it out. */
export type FilterVerdict =
  | { readonly passes: true }
  | {
      readonly passes: false;
      /** The smallest part of the filter that is to blame, as it is written there; long ones are cut. */
      readonly clause: string;
      /** Where that part stands in the filter's text. */
      readonly range: Range;
      /** True when the clause does not fail but can't be answered, because something is not known. */
      readonly unknown: boolean;
      /** What the indicator has in place of what the clause asks: `rating is unknown`, `confidence is 20`. */
      readonly reason: string;
    };

/** A filter made ready to be applied to many indicators. */
export type CompiledFilter = (indicator: Indicator) => FilterVerdict;

const PASSES: FilterVerdict = Object.freeze({ passes: true });

/** Longer clauses (lists of values) are cut in verdicts, of which there is one for each indicator removed. */
const MAX_CLAUSE_LENGTH = 200;

/** At most this many reasons are given for one disjunction. */
const MAX_REASONS = 3;

/**
 * Makes a filter ready. An indicator passes only when the filter is true of it: what is not known is neither true nor
 * false, also under `not`.
 *
 * @throws RangeError when `now` is not a date: a mistake of the caller.
 */
export function compileFilter(filter: Filter, context: EvaluationContext): CompiledFilter {
  const now = context.now.getTime();
  if (Number.isNaN(now)) throw new RangeError("the moment of evaluation is an invalid date");
  const conjuncts: Conjunct[] = [];
  collectConjuncts(filter.expression, false, filter, now, conjuncts);
  return (indicator) => {
    for (const conjunct of conjuncts) {
      const truth = conjunct.truth(indicator);
      if (truth === TRUE) continue;
      const { clause, range } = conjunct;
      return { passes: false, clause, range, unknown: truth !== FALSE, reason: conjunct.reason(indicator) };
    }
    return PASSES;
  };
}

/** Applies a filter to one indicator; for many, {@link compileFilter} once. */
export function evaluateFilter(filter: Filter, indicator: Indicator, context: EvaluationContext): FilterVerdict {
  return compileFilter(filter, context)(indicator);
}

interface Conjunct extends Judge {
  readonly clause: string;
  readonly range: Range;
}

/** Splits a filter into the parts that must all hold. Under `not` these are the parts of a disjunction, each negated. */
function collectConjuncts(
  expression: FilterExpression,
  negated: boolean,
  filter: Filter,
  now: number,
  conjuncts: Conjunct[],
): void {
  if (expression.type !== "not" && expression.type !== "comparison" && (expression.type === "or") === negated) {
    for (const operand of expression.operands) collectConjuncts(operand, negated, filter, now, conjuncts);
    return;
  }
  if (expression.type === "not" && (negated || splits(expression.operand, true))) {
    collectConjuncts(expression.operand, !negated, filter, now, conjuncts);
    return;
  }
  const text = filter.text.slice(expression.range.start, expression.range.end);
  const judge = compileExpression(expression, negated, now);
  const clause = negated ? (expression.type === "comparison" ? `not ${text}` : `not (${text})`) : text;
  conjuncts.push({ clause: cut(clause), range: expression.range, truth: judge.truth, reason: judge.reason });
}

/** Whether an expression falls into several conjuncts; a negation that does not keeps its own place in the text. */
function splits(expression: FilterExpression, negated: boolean): boolean {
  if (expression.type === "not") return splits(expression.operand, !negated);
  return expression.type === (negated ? "or" : "and");
}

function cut(clause: string): string {
  return clause.length <= MAX_CLAUSE_LENGTH ? clause : `${clause.slice(0, MAX_CLAUSE_LENGTH - 1)}…`;
}

/** An expression as two functions: is it true, and if not, what does the indicator have instead. */
interface Judge {
  readonly truth: (indicator: Indicator) => Truth;
  readonly reason: (indicator: Indicator) => string;
}

function compileExpression(expression: FilterExpression, negated: boolean, now: number): Judge {
  switch (expression.type) {
    case "comparison":
      return compileComparison(negated ? negate(expression) : expression, now);
    case "not":
      return compileExpression(expression.operand, !negated, now);
    case "and":
    case "or": {
      const judges = expression.operands.map((operand) => compileExpression(operand, negated, now));
      // De Morgan: negations have been pushed down to the comparisons.
      const isConjunction = (expression.type === "and") !== negated;
      return isConjunction ? allOf(judges) : anyOf(judges);
    }
  }
}

function negate(comparison: Comparison): Comparison {
  return { ...comparison, negated: !comparison.negated };
}

function allOf(judges: readonly Judge[]): Judge {
  return {
    truth: (indicator) => {
      let least: Truth = TRUE;
      for (const judge of judges) {
        const truth = judge.truth(indicator);
        if (truth === FALSE) return FALSE;
        if (truth < least) least = truth;
      }
      return least;
    },
    reason: (indicator) => judges.find((judge) => judge.truth(indicator) !== TRUE)?.reason(indicator) ?? "",
  };
}

function anyOf(judges: readonly Judge[]): Judge {
  return {
    truth: (indicator) => {
      let most: Truth = FALSE;
      for (const judge of judges) {
        const truth = judge.truth(indicator);
        if (truth === TRUE) return TRUE;
        if (truth > most) most = truth;
      }
      return most;
    },
    reason: (indicator) => {
      const reasons = new Set<string>();
      for (const judge of judges) {
        if (reasons.size === MAX_REASONS) break;
        reasons.add(judge.reason(indicator));
      }
      return [...reasons].join(", ");
    },
  };
}
