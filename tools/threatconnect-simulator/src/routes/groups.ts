import { ApiError, malformed, notFound, notInList } from "../api-error.ts";
import { GROUP_FIELDS, readFields } from "../fields.ts";
import { confinedIds, linkedIds, list } from "../listing.ts";
import type { Group } from "../model.ts";
import { findGroup, maySee, requestedOwner, requireWrite, type Platform } from "../platform.ts";
import { printGroup } from "../representation.ts";
import { jsonBody, parameter, type ApiRequest, type Reply } from "../request.ts";
import type { Expression } from "../tql/expression.ts";
import { GROUPS, GROUPS_WITH_XID } from "../tql/keywords.ts";
import { bodyOwner, createGroup, updateGroup } from "../writing/groups.ts";
import { createNested } from "../writing/nested.ts";
import { transact } from "../writing/transaction.ts";
import type { Route } from "./route.ts";

/** Calls of /v3/groups. */
export const GROUP_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "v3/groups",
    handle: (request, { platform, cache }) => {
      const fields = readFields(request, GROUP_FIELDS, platform.switches);
      const owner = requestedOwner(platform, request);
      return list(platform, request, cache, {
        endpoint: platform.switches.xidKeyword ? GROUPS_WITH_XID : GROUPS,
        candidates: (query) =>
          candidateGroups(platform, query).filter(
            (group) => maySee(platform, group) && (owner === undefined || group.ownerId === owner.id),
          ),
        print: (group) => printGroup(platform, group, fields, "list"),
      });
    },
  },
  {
    method: "POST",
    path: "v3/groups",
    handle: (request, { platform }) => {
      const fields = readFields(request, GROUP_FIELDS, platform.switches);
      const body = jsonBody(request);
      const ownerId = bodyOwner(platform, body, requestedOwner(platform, request)?.id);
      const { group, created } = transact(platform, createNested, (transaction) => createGroup(transaction, body, ownerId));
      const data = printGroup(platform, group, fields, "single");
      return { status: created ? 201 : 200, body: { data, message: created ? "Created" : "Updated", status: "Success" } };
    },
  },
  {
    method: "GET",
    path: "v3/groups/*",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const fields = readFields(request, GROUP_FIELDS, platform.switches);
      return success(platform, findGroup(platform, request, key), fields);
    },
  },
  {
    method: "PUT",
    path: "v3/groups/*",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const fields = readFields(request, GROUP_FIELDS, platform.switches);
      const group = findGroup(platform, request, key);
      const body = jsonBody(request);
      transact(platform, createNested, (transaction) => updateGroup(transaction, group, body));
      return success(platform, group, fields, "Updated");
    },
  },
  {
    method: "DELETE",
    path: "v3/groups/*",
    handle: (request, { platform, wildcards: [key = ""] }) => {
      const group = findGroup(platform, request, key);
      requireWrite(platform, group.ownerId, "group", "deleted");
      platform.store.remove(group);
      platform.onWrite();
      return { status: 200, body: { message: "Deleted", status: "Success" } };
    },
  },
  ...(["POST", "PUT"] as const).map((method): Route => ({
    method,
    path: "v3/groups/*/upload",
    handle: (request, { platform, wildcards: [key = ""] }) => upload(platform, request, key),
  })),
  {
    method: "GET",
    path: "v3/groups/*/download",
    handle: (request, { platform, wildcards: [key = ""] }) => download(platform, findGroup(platform, request, key)),
  },
];

function success(platform: Platform, group: Group, fields: ReturnType<typeof readFields>, message?: string): Reply {
  return { status: 200, body: { data: printGroup(platform, group, fields, "single"), message, status: "Success" } };
}

function candidateGroups({ store }: Platform, query: Expression | undefined): Group[] {
  const ids = confinedIds(query);
  if (ids !== undefined) return ids.flatMap((id) => store.groups.get(id) ?? []);
  const indicators = linkedIds(query, "hasIndicator", "associatedIndicator");
  if (indicators !== undefined) {
    const linked = new Set(indicators.flatMap((id) => [...(store.indicators.get(id)?.groups ?? [])]));
    return [...linked].flatMap((id) => store.groups.get(id) ?? []);
  }
  return [...store.groups.values()];
}

function upload(platform: Platform, request: ApiRequest, key: string): Reply {
  const group = findGroup(platform, request, key);
  requireWrite(platform, group.ownerId, "group", "updated");
  if (group.type !== "Document" && group.type !== "Report") throw notInList("type", "Group", ["Document", "Report"]);
  if (request.body.length === 0) throw malformed("the file is empty");
  if (group.content !== undefined && request.method === "POST" && parameter(request, "updateIfExists") !== "true") {
    throw new ApiError(400, `A file for this ${group.type} already exists`, "0x100A");
  }
  const fileName = parameter(request, "filename") ?? group.fields["fileName"];
  group.content = new Uint8Array(request.body);
  group.fields = { ...group.fields, fileName, status: "Success", fileSize: String(request.body.length) };
  platform.store.version++;
  platform.onWrite();
  return { status: 200, body: { message: "Upload successful", status: "Success" } };
}

function download({ switches }: Platform, group: Group): Reply {
  const { fileText } = group.fields;
  if (group.type === "Signature" && switches.v3SignatureDownload && typeof fileText === "string") {
    return { status: 200, body: Buffer.from(fileText), headers: { "Content-Type": "application/octet-stream" } };
  }
  if (group.content === undefined) throw notFound();
  return { status: 200, body: group.content, headers: { "Content-Type": "application/octet-stream" } };
}
