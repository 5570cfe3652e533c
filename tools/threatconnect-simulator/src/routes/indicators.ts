import { INDICATOR_FIELDS, readFields } from "../fields.ts";
import { confinedIds, linkedIds, list } from "../listing.ts";
import type { Indicator } from "../model.ts";
import { findIndicator, maySee, requestedOwner, requireWrite, type Platform } from "../platform.ts";
import { printIndicator } from "../representation.ts";
import { jsonBody } from "../request.ts";
import { mentions } from "../tql/evaluator.ts";
import type { Expression } from "../tql/expression.ts";
import { INDICATORS } from "../tql/keywords.ts";
import { bodyOwner } from "../writing/groups.ts";
import { saveIndicator, updateIndicator } from "../writing/indicators.ts";
import { createNested } from "../writing/nested.ts";
import { transact } from "../writing/transaction.ts";
import type { Route } from "./route.ts";

/** Calls of /v3/indicators. */
export const INDICATOR_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "v3/indicators",
    handle: (request, { platform, cache }) => {
      const fields = readFields(request, INDICATOR_FIELDS, platform.switches);
      const owner = requestedOwner(platform, request);
      return list(platform, request, cache, {
        endpoint: INDICATORS,
        candidates: (query) => {
          const both = query !== undefined && mentions(query, "indicatorActive");
          return candidateIndicators(platform, query).filter(
            (indicator) =>
              (both || indicator.active) &&
              maySee(platform, indicator) &&
              (owner === undefined || indicator.ownerId === owner.id),
          );
        },
        print: (indicator) => printIndicator(platform, indicator, fields, "list"),
      });
    },
  },
  {
    method: "POST",
    path: "v3/indicators",
    handle: (request, { platform }) => {
      const fields = readFields(request, INDICATOR_FIELDS, platform.switches);
      const body = jsonBody(request);
      const ownerId = bodyOwner(platform, body, requestedOwner(platform, request)?.id);
      const { indicator, created } = transact(platform, createNested, (transaction) => saveIndicator(transaction, body, ownerId));
      const status = created ? 201 : platform.switches.repostedIndicator;
      const data = printIndicator(platform, indicator, fields, "single");
      return { status, body: { data, message: status === 201 ? "Created" : "Updated", status: "Success" } };
    },
  },
  {
    method: "GET",
    path: "v3/indicators/*",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const fields = readFields(request, INDICATOR_FIELDS, platform.switches);
      const data = printIndicator(platform, findIndicator(platform, request, key), fields, "single");
      return { status: 200, body: { data, status: "Success" } };
    },
  },
  {
    method: "PUT",
    path: "v3/indicators/*",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const fields = readFields(request, INDICATOR_FIELDS, platform.switches);
      const indicator = findIndicator(platform, request, key);
      const body = jsonBody(request);
      transact(platform, createNested, (transaction) => updateIndicator(transaction, indicator, body));
      return {
        status: 200,
        body: { data: printIndicator(platform, indicator, fields, "single"), message: "Updated", status: "Success" },
      };
    },
  },
  {
    method: "DELETE",
    path: "v3/indicators/*",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const indicator = findIndicator(platform, request, key);
      requireWrite(platform, indicator.ownerId, "indicator", "deleted");
      platform.store.remove(indicator);
      platform.onWrite();
      return { status: 200, body: { message: "Deleted", status: "Success" } };
    },
  },
];

function candidateIndicators({ store }: Platform, query: Expression | undefined): Indicator[] {
  const ids = confinedIds(query);
  if (ids !== undefined) return ids.flatMap((id) => store.indicators.get(id) ?? []);
  const groups = linkedIds(query, "hasGroup", "associatedGroup");
  if (groups !== undefined) {
    const linked = new Set(groups.flatMap((id) => [...(store.groups.get(id)?.indicators ?? [])]));
    return [...linked].flatMap((id) => store.indicators.get(id) ?? []);
  }
  return [...store.indicators.values()];
}
