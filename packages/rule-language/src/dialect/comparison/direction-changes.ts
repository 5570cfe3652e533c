import type { MeaningChange } from "@sigwright/core";
import { valueText } from "./compared-rule.ts";
import type { ComparisonWords, SoundRule } from "./comparison-words.ts";

/** What two rules differ in as to which side of a flow they look at. */
export function directionChanges(before: SoundRule, after: SoundRule, words: ComparisonWords): readonly MeaningChange[] {
  const [old, young] = [sidesOf(before, words), sidesOf(after, words)];
  const gained = young.filter((side) => !old.includes(side));
  const lost = old.filter((side) => !young.includes(side));
  if (gained.length > 0 && lost.length > 0) return [{ message: `it now looks at traffic ${young.join(" and ")} instead of ${old.join(" and ")}`, effect: "other" }];
  if (gained.length > 0) return [{ message: `it now also looks at traffic ${gained.join(" and ")}`, effect: "wider" }];
  if (lost.length > 0) return [{ message: `it no longer looks at traffic ${lost.join(" and ")}`, effect: "narrower" }];
  return [];
}

/** Both sides when the rule does not say. */
function sidesOf({ rule, state }: SoundRule, { lists, directions }: ComparisonWords): readonly string[] {
  let { toServer, toClient } = state;
  for (const option of rule.options) {
    if (!lists.has(option.name.toLowerCase())) continue;
    for (const word of valueText(option).split(",")) {
      const side = directions.get(word.trim().toLowerCase());
      toServer ||= side === "to_server";
      toClient ||= side === "to_client";
    }
  }
  const isAny = !toServer && !toClient;
  return [...(toServer || isAny ? ["to the server"] : []), ...(toClient || isAny ? ["to the client"] : [])];
}
