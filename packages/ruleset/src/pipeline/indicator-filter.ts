import type { Indicator } from "@sigwright/core";
import { compileFilter, formatFilter } from "@sigwright/filter";
import type { Filter } from "@sigwright/filter";

/** Whether an indicator passes a filter, and if not, which clause removed it and why. */
export type IndicatorVerdict =
  | { readonly passes: true }
  | { readonly passes: false; readonly clause: string; readonly reason: string };

/** Decides which indicators become signatures. */
export interface IndicatorFilter {
  /** The filter as it stands in the manifest. */
  readonly text: string;
  readonly evaluate: (indicator: Indicator) => IndicatorVerdict;
}

/**
 * A filter of the filter language, made ready. `now` is what relative dates are counted from.
 *
 * @throws RangeError when `now` is not a date.
 */
export function createFilter(filter: Filter, now: Date): IndicatorFilter {
  return { text: formatFilter(filter), evaluate: compileFilter(filter, { now }) };
}
