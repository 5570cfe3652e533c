import { list } from "../listing.ts";
import type { Owner } from "../model.ts";
import { printLabel, printTag } from "../representation.ts";
import { isVisible } from "../store.ts";
import { ATTRIBUTE_TYPES, OWNERS, SECURITY_LABELS, TAGS } from "../tql/keywords.ts";
import type { Route } from "./route.ts";

const PERMISSIONS_LIKE_GROUP = [
  "permArtifact",
  "permAttribute",
  "permAttributeType",
  "permCase",
  "permSecurityLabel",
  "permTag",
  "permTask",
  "permVictim",
];

/** Lists of what groups and indicators refer to: owners, tags, security labels, attribute types. */
export const CATALOGUE_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "v3/security/owners",
    handle: (request, { platform, cache }) =>
      list(platform, request, cache, {
        endpoint: OWNERS,
        candidates: () => [...platform.store.owners.values()].filter(isVisible),
        print: printOwner,
      }),
  },
  {
    method: "GET",
    path: "v3/tags",
    handle: (request, { platform, cache }) =>
      list(platform, request, cache, { endpoint: TAGS, candidates: () => platform.store.tags.values(), print: printTag }),
  },
  {
    method: "GET",
    path: "v3/securityLabels",
    handle: (request, { platform, cache }) =>
      list(platform, request, cache, {
        endpoint: SECURITY_LABELS,
        candidates: () => platform.store.securityLabels.values(),
        print: (label) => printLabel(platform, label),
      }),
  },
  {
    method: "GET",
    path: "v3/attributeTypes",
    handle: (request, { platform, cache }) =>
      list(platform, request, cache, {
        endpoint: ATTRIBUTE_TYPES,
        candidates: () => platform.store.attributeTypes.values(),
        print: ({ id, name, description, maxSize }) => ({ id, name, description, maxSize, allowMarkdown: true }),
      }),
  },
];

function printOwner({ id, name, type, permGroup, permIndicator }: Owner) {
  const role = permGroup === "READ" ? "Read Only User" : type === "Organization" ? "Standard User" : "Contributor";
  const others = Object.fromEntries(PERMISSIONS_LIKE_GROUP.map((permission) => [permission, permGroup]));
  return { id, name, type, ownerRole: role, permGroup, permIndicator, ...others };
}
