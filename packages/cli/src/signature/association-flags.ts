import type { GroupReference, IndicatorReference } from "@sigwright/core";
import { UsageError } from "../usage-error.ts";
import type { ChangeFlags } from "./change-signature.ts";
import { parseGroup, parseIndicator } from "./reference-flags.ts";

/** Flags of `signature associate` and `signature dissociate`. */
export interface AssociationFlags extends ChangeFlags {
  readonly group?: readonly string[];
  readonly indicator?: readonly string[];
  readonly owner?: string;
}

/**
 * The groups and indicators that are named.
 *
 * @throws UsageError when none is, or one is not written as it should be.
 */
export function associationsOf({ group = [], indicator = [], owner }: AssociationFlags): {
  readonly groups: readonly GroupReference[];
  readonly indicators: readonly IndicatorReference[];
} {
  if (group.length + indicator.length === 0) {
    throw new UsageError("no group and no indicator is named", "give --group incident/54321 or --indicator Host=bad.example");
  }
  return { groups: group.map(parseGroup), indicators: indicator.map((each) => parseIndicator(each, owner)) };
}
