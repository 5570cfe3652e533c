import type { NewSignature } from "@sigwright/core";
import { members } from "./associations.ts";
import type { Client } from "./client.ts";
import { attributeKey, namedMembers, wireAttribute } from "./group-collections.ts";
import { membersToAdd } from "./member-change.ts";
import { PlatformError } from "./platform-error.ts";
import type { PlatformSignature } from "./platform-objects.ts";

/** One request with everything in it: it takes effect as a whole, or not at all. */
export async function createWhole(
  client: Client,
  owner: string,
  signature: NewSignature & { readonly xid: string },
  indicators: readonly string[],
): Promise<PlatformSignature> {
  const { xid, name, fileName, type, content, tags = [], labels = [], attributes = [], groups = [] } = signature;
  const body = {
    xid,
    name,
    fileName,
    fileType: type,
    fileText: content,
    ...(tags.length === 0 ? {} : { tags: namedMembers([...new Set(tags)], "append") }),
    ...(labels.length === 0 ? {} : { securityLabels: namedMembers([...new Set(labels)], "append") }),
    ...(attributes.length === 0
      ? {}
      : { attributes: { data: membersToAdd([], { add: attributes }, attributeKey).map(wireAttribute), mode: "append" } }),
    ...(groups.length === 0 ? {} : { associatedGroups: members([...new Set(groups.map(({ id }) => id))], "append") }),
    ...(indicators.length === 0 ? {} : { associatedIndicators: members(indicators, "append") }),
  };
  try {
    return await client.signatures.create(body, owner);
  } catch (error) {
    await takeBack(client, owner, xid, error);
    throw error;
  }
}

/**
 * Whether the platform takes back what a refused request has made is not documented. There was no group of this xid
 * before the request, so what is there after its refusal is a remnant of it; unless the refusal is about the xid: then
 * somebody else was faster, and it is theirs.
 */
async function takeBack(client: Client, owner: string, xid: string, error: unknown): Promise<void> {
  if (!(error instanceof PlatformError) || error.uncertain || (error.failure !== "invalid" && error.failure !== "not-found")) return;
  if (/\bxid\b/i.test(error.platformMessage ?? "")) return;
  const left = await client.signatures.getByXid(xid, owner).catch(() => undefined);
  if (left !== undefined) await client.signatures.delete(left.id).catch(() => undefined);
}

