import type { Indicator } from "@sigwright/core";

/** Whether an indicator passes a filter, and if not, which clause removed it and why. */
export type FilterVerdict =
  | { readonly passes: true }
  | { readonly passes: false; readonly clause: string; readonly reason: string };

/** Decides which indicators become signatures. */
export interface IndicatorFilter {
  /** The filter as it stands in the manifest. */
  readonly text: string;
  readonly evaluate: (indicator: Indicator) => FilterVerdict;
}
