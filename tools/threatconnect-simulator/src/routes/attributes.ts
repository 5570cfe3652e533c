import { notFound } from "../api-error.ts";
import type { Attribute, Group, Indicator } from "../model.ts";
import { isId, maySee, requireWrite, timestamp, type Platform } from "../platform.ts";
import { printAttribute } from "../representation.ts";
import { jsonBody } from "../request.ts";
import { keepOneDefault, updateAttribute } from "../writing/collections.ts";
import { createNested } from "../writing/nested.ts";
import { transact } from "../writing/transaction.ts";
import type { Route } from "./route.ts";

/** Calls of /v3/groupAttributes and /v3/indicatorAttributes: one attribute at a time. */
export const ATTRIBUTE_ROUTES: readonly Route[] = (["group", "indicator"] as const).flatMap((kind): readonly Route[] => [
  {
    method: "GET",
    path: `v3/${kind}Attributes/*`,
    handle: (_, { platform, wildcards: [key = ""] }) => {
      const { attribute } = find(platform, kind, key);
      return { status: 200, body: { data: printAttribute(platform, attribute), status: "Success" } };
    },
  },
  {
    method: "PUT",
    path: `v3/${kind}Attributes/*`,
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const { attribute, entity } = find(platform, kind, key);
      requireWrite(platform, entity.ownerId, kind, "updated");
      const change = updateAttribute(platform, attribute, jsonBody(request), timestamp(platform));
      transact(platform, createNested, change);
      if (attribute.default) keepOneDefault(entity, attribute);
      entity.lastModified = timestamp(platform);
      return { status: 200, body: { data: printAttribute(platform, attribute), message: "Updated", status: "Success" } };
    },
  },
  {
    method: "DELETE",
    path: `v3/${kind}Attributes/*`,
    handle: (_, { platform, wildcards: [key = ""] }) => {
      const { attribute, entity } = find(platform, kind, key);
      requireWrite(platform, entity.ownerId, kind, "updated");
      transact(platform, createNested, () => {
        entity.attributes = entity.attributes.filter((candidate) => candidate !== attribute);
        entity.lastModified = timestamp(platform);
      });
      return { status: 200, body: { message: "Deleted", status: "Success" } };
    },
  },
]);

function find(
  platform: Platform,
  kind: "group" | "indicator",
  key: string,
): { readonly attribute: Attribute; readonly entity: Group | Indicator } {
  const found = isId(key) ? platform.store.attribute(BigInt(key)) : undefined;
  if (found === undefined || found.entity.kind !== kind || !maySee(platform, found.entity)) throw notFound();
  return found;
}
