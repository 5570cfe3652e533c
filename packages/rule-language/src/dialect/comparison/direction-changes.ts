import type { MeaningChange } from "@sigwright/core";
import type { RuleState } from "../rule-state.ts";

/** What two rules differ in as to which side of a flow they look at. */
export function directionChanges(before: RuleState, after: RuleState): readonly MeaningChange[] {
  const [old, young] = [sidesOf(before), sidesOf(after)];
  const gained = young.filter((side) => !old.includes(side));
  const lost = old.filter((side) => !young.includes(side));
  if (gained.length > 0 && lost.length > 0) return [{ message: `it now looks at traffic ${young.join(" and ")} instead of ${old.join(" and ")}`, effect: "other" }];
  if (gained.length > 0) return [{ message: `it now also looks at traffic ${gained.join(" and ")}`, effect: "wider" }];
  if (lost.length > 0) return [{ message: `it no longer looks at traffic ${lost.join(" and ")}`, effect: "narrower" }];
  return [];
}

function sidesOf({ toServer, toClient }: RuleState): readonly string[] {
  const isAny = !toServer && !toClient;
  return [...(toServer || isAny ? ["to the server"] : []), ...(toClient || isAny ? ["to the client"] : [])];
}
