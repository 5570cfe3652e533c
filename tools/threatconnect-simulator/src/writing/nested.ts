import { malformed } from "../api-error.ts";
import { bodyOwner, createGroup } from "./groups.ts";
import { saveIndicator } from "./indicators.ts";
import type { Transaction } from "./transaction.ts";

/** How deep groups may be created inside groups: deeper than anybody means. */
const DEPTH_LIMIT = 20;

/**
 * How bodies create objects inside objects: a nested group is always a new one, a nested indicator is looked up in the
 * owner it names, else in the user's own organization, and made where it's missing.
 */
export const createNested: Transaction["createNested"] = {
  group: (transaction, body, outerOwner) => {
    if (++transaction.depth > DEPTH_LIMIT) throw malformed("groups are nested too deeply");
    const named = body["ownerName"] !== undefined || body["ownerId"] !== undefined;
    const ownerId = named ? bodyOwner(transaction.platform, body, undefined) : outerOwner;
    const { group } = createGroup(transaction, body, ownerId);
    transaction.depth--;
    return group;
  },
  indicator: (transaction, body) => {
    const { store } = transaction.platform;
    const ownerId = bodyOwner(transaction.platform, body, undefined);
    const type = typeof body["type"] === "string" ? store.indicatorTypes.get(body["type"]) : undefined;
    const known = type === undefined ? undefined : store.indicatorWith(ownerId, type, body);
    return known ?? saveIndicator(transaction, body, ownerId).indicator;
  },
};
