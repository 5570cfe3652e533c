import { StoreError } from "@sigwright/core";
import type { SignatureChange } from "@sigwright/core";
import { members } from "./associations.ts";
import type { Client } from "./client.ts";
import { attributeKey, namedMembers, requireLabels } from "./group-collections.ts";
import { indicatorIds } from "./indicator-references.ts";
import { membersToAdd, membersToRemove } from "./member-change.ts";
import { readAssociatedGroups, readAttributes, readLabels, readTags } from "./platform-objects.ts";
import type { PlatformSignature } from "./platform-objects.ts";
import { isSameText } from "./signature-limits.ts";

/** Writes what is not so already; gives whether anything was written. */
export async function applyChange(client: Client, before: PlatformSignature, change: SignatureChange): Promise<boolean> {
  const { id } = before;
  const body = {
    ...(change.name === undefined || change.name === before.name ? {} : { name: change.name }),
    ...(change.fileName === undefined || change.fileName === before.fileName ? {} : { fileName: change.fileName }),
    ...(change.type === undefined || isSameFileType(change.type, before.fileType) ? {} : { fileType: change.type }),
    ...(await newText(client, before, change)),
  };
  const tags = readTags(before.fields);
  const isTagged = (name: string): boolean => tags.some((tag) => tag.techniqueId === name || sameTag(tag.name, name));
  const newTags = membersToAdd([], change.tags, tagKey).filter((name) => !isTagged(name));
  const labels = readLabels(before.fields).map(({ name }) => name);
  const newLabels = membersToAdd(labels, change.labels, String);
  if (newLabels.length > 0) requireLabels(newLabels, await client.securityLabels.available());
  const groups = readAssociatedGroups(before.fields);
  const newGroups = membersToAdd<{ readonly id: string }>(groups, change.groups, groupKey);
  const attributes = readAttributes(before.fields);
  const newAttributes = membersToAdd(attributes, change.attributes, attributeKey);

  const additions = {
    ...body,
    ...(newTags.length === 0 ? {} : { tags: namedMembers(newTags, "append") }),
    ...(newLabels.length === 0 ? {} : { securityLabels: namedMembers(newLabels, "append") }),
    ...(newGroups.length === 0 ? {} : { associatedGroups: members(newGroups.map(groupKey), "append") }),
  };
  let isWritten = false;
  const write = async (isNeeded: boolean, action: () => Promise<void>): Promise<void> => {
    if (!isNeeded) return;
    await action();
    isWritten = true;
  };

  const indicators = await indicatorIds(client, id, change.indicators);
  const textLength = (change.content ?? before.fileText ?? "").length;
  await write(Object.keys(additions).length > 0, () =>
    client.signatures.update(id, additions).catch((error: unknown) => {
      throw newGroups.length > 0 ? missingGroup(error, newGroups.map(groupKey)) : error;
    }),
  );
  await write(newAttributes.length > 0, () => client.attributes.add(id, newAttributes));
  await write(indicators.add.length > 0, () => client.associations.addIndicators(id, indicators.add, textLength));

  const oldAttributes = membersToRemove(attributes, change.attributes, attributeKey);
  const oldTags = membersToRemove(tags.map(({ name }) => name), change.tags, tagKey);
  const oldLabels = membersToRemove(labels, change.labels, String);
  const oldGroups = membersToRemove<{ readonly id: string }>(groups, change.groups, groupKey).map(groupKey);
  await write(oldAttributes.length > 0, () => client.attributes.remove(id, oldAttributes));
  await write(oldTags.length > 0, () => client.tags.remove(id, oldTags));
  await write(oldLabels.length > 0, () => client.securityLabels.remove(id, oldLabels));
  await write(oldGroups.length > 0, () => client.associations.removeGroups(id, oldGroups));
  await write(indicators.remove.length > 0, () => client.associations.removeIndicators(id, indicators.remove, textLength));
  return isWritten;
}

/** The signature was there a moment ago, so what the platform does not find is a group that was named. */
function missingGroup(error: unknown, ids: readonly string[]): unknown {
  if (!(error instanceof StoreError) || error.failure !== "not-found") return error;
  const named = ids.length === 1 ? `there is no group ${ids[0]!}` : `of the groups ${ids.join(", ")} one is not there`;
  return new StoreError("not-found", `${named}, or the API user may not see it`, {
    help: "compare the number with the address of the group's page",
    cause: error,
  });
}

/** Some instances take a type in any case and keep their own spelling. */
function isSameFileType(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function newText(client: Client, before: PlatformSignature, change: SignatureChange): Promise<{ fileText?: string }> {
  if (change.content === undefined) return {};
  const held = await client.signatures.text(before);
  if (isSameText(held, change.content)) return {};
  if (change.replaces !== undefined && !isSameText(held, change.replaces)) {
    throw new StoreError("conflict", `the content of signature ${before.id} was replaced by somebody else meanwhile`, {
      help: "read it again, and decide anew what it should be",
    });
  }
  return { fileText: change.content };
}

function groupKey({ id }: { readonly id: string }): string {
  return id;
}

/** What tells one tag from another: the platform has one for all spellings of a name. */
export function tagKey(name: string): string {
  return name.trim().toLowerCase();
}

function sameTag(a: string, b: string): boolean {
  return tagKey(a) === tagKey(b);
}
