import type { Indicator } from "@sigwright/core";
import { compileFilter, formatFilter } from "@sigwright/filter";
import type { Filter, FilterExpression } from "@sigwright/filter";

/** Whether an indicator passes a filter, and if not, which clause removed it and why. */
export type IndicatorVerdict =
  | { readonly passes: true }
  | { readonly passes: false; readonly clause: string; readonly reason: string };

/** Decides which indicators become signatures. */
export interface IndicatorFilter {
  /** The filter as it stands in the manifest. */
  readonly text: string;
  readonly evaluate: (indicator: Indicator) => IndicatorVerdict;
  /** The fields it speaks of; what it says of `active` and `expires` counts more than the template's life cycle. */
  readonly fields?: ReadonlySet<string>;
}

/**
 * A filter of the filter language, made ready. `now` is what relative dates are counted from.
 *
 * @throws RangeError when `now` is not a date.
 */
export function createFilter(filter: Filter, now: Date): IndicatorFilter {
  return { text: formatFilter(filter), evaluate: compileFilter(filter, { now }), fields: fieldsOf(filter.expression, new Set()) };
}

/** Nesting of filters is bounded, so recursion is safe. */
function fieldsOf(expression: FilterExpression, fields: Set<string>): ReadonlySet<string> {
  switch (expression.type) {
    case "comparison":
      return fields.add(expression.field.name);
    case "not":
      return fieldsOf(expression.operand, fields);
    case "and":
    case "or":
      for (const operand of expression.operands) fieldsOf(operand, fields);
      return fields;
  }
}
