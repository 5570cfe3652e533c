import { notFound } from "../api-error.ts";
import type { JsonObject } from "../json.ts";
import type { Group } from "../model.ts";
import { findGroup, maySee, requestedOwner, type Platform } from "../platform.ts";
import { parameter, type ApiRequest } from "../request.ts";
import type { Route } from "./route.ts";

/** The older tree, as far as it knows Signatures: list, one, and the text itself. */
export const SIGNATURE_V2_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "v2/groups/signatures",
    handle: (request, { platform }) => {
      const owner = requestedOwner(platform, request) ?? platform.store.organization;
      const all = [...platform.store.groups.values()].filter(({ type, ownerId }) => type === "Signature" && ownerId === owner.id);
      const start = Number(parameter(request, "resultStart") ?? 0);
      const page = all.slice(start, start + Number(parameter(request, "resultLimit") ?? 100));
      const data = { resultCount: start === 0 ? all.length : undefined, signature: page.map((group) => print(platform, group)) };
      return { status: 200, body: { status: "Success", data } };
    },
  },
  {
    method: "GET",
    path: "v2/groups/signatures/*",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const signature = print(platform, findSignature(platform, request, key));
      return { status: 200, body: { status: "Success", data: { signature } } };
    },
  },
  {
    method: "GET",
    path: "v2/groups/signatures/*/download",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const { fields } = findSignature(platform, request, key);
      return { status: 200, body: Buffer.from(String(fields["fileText"])), headers: { "Content-Type": "text/plain" } };
    },
  },
];

function findSignature(platform: Platform, request: ApiRequest, key: string): Group {
  const group = findGroup(platform, request, key);
  if (group.type !== "Signature" || !maySee(platform, group)) throw notFound();
  return group;
}

function print({ store, webOrigin }: Platform, group: Group): JsonObject {
  const owner = store.owners.get(group.ownerId)!;
  return {
    id: group.id,
    name: group.name,
    owner: { id: owner.id, name: owner.name, type: owner.type },
    dateAdded: group.dateAdded,
    lastModified: group.lastModified,
    webLink: `${webOrigin}/auth/signature/signature.xhtml?signature=${group.id}`,
    fileName: group.fields["fileName"],
    fileType: group.fields["fileType"],
  };
}
