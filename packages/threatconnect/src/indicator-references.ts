import { quoted, StoreError } from "@sigwright/core";
import type { IndicatorReference, MemberChange } from "@sigwright/core";
import type { Client } from "./client.ts";
import { valueOf } from "./indicators.ts";
import { isIdentifier } from "./json.ts";

/**
 * The identifiers of indicators. Those without one are looked up by type, value and owner: a platform that is told the
 * value would create an indicator that it does not find.
 *
 * @throws StoreError (`not-found`, or `invalid` when several owners have it).
 */
export async function resolveIndicators(client: Client, references: readonly IndicatorReference[]): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const reference of references) {
    ids.add(reference.id ?? (await lookUp(client, reference)));
  }
  for (const id of ids) {
    if (!isIdentifier(id)) throw new StoreError("not-found", `there is no indicator ${quoted(id)}: identifiers are digits`);
  }
  return [...ids];
}

async function lookUp(client: Client, { type, value, owner }: IndicatorReference): Promise<string> {
  const found = await client.indicators.find(type, value, owner);
  const [only] = found;
  const called = `${quoted(type)} ${quoted(value)}`;
  if (only === undefined) {
    throw new StoreError("not-found", `there is no indicator ${called}${owner === undefined ? "" : ` of ${quoted(owner)}`}`, {
      help: "create it on the platform first; associating never creates indicators",
    });
  }
  if (found.length === 1) return only.id;
  const owners = found.map((indicator) => quoted(indicator.ownerName ?? "?", 60)).join(", ");
  throw new StoreError("invalid", `several owners have the indicator ${called}: ${owners}`, { help: "say whose is meant" });
}

/** What is to be written of a change of a signature's indicators: only what is not so already. */
export async function indicatorIds(
  client: Client,
  id: string,
  change: MemberChange<IndicatorReference> | undefined,
): Promise<{ readonly add: readonly string[]; readonly remove: readonly string[] }> {
  const { add = [], remove = [] } = change ?? {};
  if (add.length === 0 && remove.length === 0) return { add: [], remove: [] };
  const added = new Set(await resolveIndicators(client, add));
  const removedIds = new Set(remove.flatMap((reference) => reference.id ?? []));
  const removedNames = new Set(remove.filter((reference) => reference.id === undefined).map(nameOf));
  const present = new Set<string>();
  const removed: string[] = [];
  for await (const indicator of client.associations.indicators(id)) {
    present.add(indicator.id);
    if (added.has(indicator.id)) continue;
    const names = removedNames.size === 0 ? [] : namesOf(indicator.type, valueOf(indicator), indicator.ownerName);
    if (removedIds.has(indicator.id) || names.some((name) => removedNames.has(name))) removed.push(indicator.id);
  }
  return { add: [...added].filter((each) => !present.has(each)), remove: removed };
}

function nameOf({ type, value, owner }: IndicatorReference): string {
  return JSON.stringify(owner === undefined ? [type, value] : [type, value, owner]);
}

/** What a reference to an indicator may look like: with its owner and without. */
function namesOf(type: string, value: string, owner: string | undefined): readonly string[] {
  const plain = nameOf({ type, value });
  return owner === undefined ? [plain] : [plain, nameOf({ type, value, owner })];
}
