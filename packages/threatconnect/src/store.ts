import { quoted, StoreError } from "@sigwright/core";
import type {
  IndicatorReference,
  NewSignature,
  SignatureAttribute,
  SignatureChange,
  SignatureKey,
  SignatureQuery,
  SignatureStore,
  SignatureSummary,
  StoredSignature,
} from "@sigwright/core";
import { ASSOCIATIONS_AT_A_TIME, members } from "./associations.ts";
import type { Client } from "./client.ts";
import { namedMembers, requireLabels, wireAttribute } from "./group-collections.ts";
import { isOwned, valueOf } from "./indicators.ts";
import { indicatorIds, resolveIndicators } from "./indicator-references.ts";
import { isIdentifier } from "./json.ts";
import { createOwnerName } from "./owner-name.ts";
import { PlatformError } from "./platform-error.ts";
import { readAssociatedGroups, readAttributes, readLabels, readTags } from "./platform-objects.ts";
import type { PlatformAttribute, PlatformGroup, PlatformSignature } from "./platform-objects.ts";
import { isSideFileOf, putSideFiles, readSideFiles } from "./side-files.ts";
import { isSameText, requireStorable } from "./signature-limits.ts";
import { membersToAdd, membersToRemove } from "./member-change.ts";
import { allOf, isSpeakable, tqlId, tqlString } from "./tql.ts";
import type { Tql } from "./tql.ts";
import { SIGNATURE_TYPES } from "./type-names.ts";

/** What a store depends on beside the client. */
export interface ThreatConnectStoreOptions {
  /** Where signatures are kept: an organization, community or source. Default: the API user's organization. */
  readonly owner?: string | undefined;
}

/** How often a change is read back before it is given up. */
const READINGS = 3;
const COLLECTIONS = ["tags", "securityLabels", "attributes", "associatedGroups"] as const;

/**
 * The Signature groups of one owner of the platform. Associations are by identifier, so that nothing is ever created by
 * associating it; side files are Documents that are associated with the signature.
 */
export function threatConnectStore(client: Client, options: ThreatConnectStoreOptions = {}): SignatureStore {
  const ownerName = createOwnerName(client, options.owner);

  const find = async (key: SignatureKey): Promise<PlatformSignature | undefined> => {
    const owner = await ownerName();
    const request = { fields: COLLECTIONS };
    if ("xid" in key) {
      return isIdentifier(key.xid) || key.xid === "" ? undefined : client.signatures.getByXid(key.xid, owner, request);
    }
    const found = await client.signatures.get(key.id, request);
    return found !== undefined && isOwned(found, owner) ? found : undefined;
  };

  const require = async (id: string): Promise<PlatformSignature> => {
    const found = await find({ id });
    if (found !== undefined) return found;
    throw new StoreError("not-found", `there is no signature ${quoted(id)} of ${quoted(await ownerName())}`, {
      help: "`sigwright signature list` tells those there are",
    });
  };

  const toStored = async (signature: PlatformSignature, xid?: string): Promise<StoredSignature> => ({
    ...summaryOf(signature),
    ...(signature.xid === undefined && xid !== undefined ? { xid } : {}),
    content: await client.signatures.text(signature),
    attributes: readAttributes(signature.fields).map(withoutId),
    tags: readTags(signature.fields).map(({ name }) => name),
    labels: readLabels(signature.fields).map(({ name }) => name),
    groups: readAssociatedGroups(signature.fields)
      .filter((group) => !isSideFileOf(group, signature.id))
      .map(groupReference),
  });

  return Object.freeze({
    spec: "threatconnect:",
    types: () => Promise.resolve(SIGNATURE_TYPES),
    async *list(query: SignatureQuery = {}) {
      const owner = await ownerName();
      const conditions = queryTql(query, owner);
      if (conditions === undefined) return;
      const fields = query.tag === undefined ? [] : ["tags"];
      for await (const signature of client.signatures.list({ tql: allOf(conditions), owner, fields })) {
        // Whether the platform compares by case is not documented; here `C2` and `c2` are two names.
        if (query.name !== undefined && signature.name !== query.name) continue;
        if (query.type !== undefined && signature.fileType !== query.type) continue;
        if (query.tag !== undefined && !readTags(signature.fields).some(({ name }) => name === query.tag)) continue;
        yield summaryOf(signature);
      }
    },
    get: async (key: SignatureKey) => {
      const found = await find(key);
      return found === undefined ? undefined : toStored(found, "xid" in key ? key.xid : undefined);
    },
    async *indicators(id: string): AsyncGenerator<IndicatorReference> {
      await require(id);
      for await (const indicator of client.associations.indicators(id)) {
        const { type, ownerName: owner } = indicator;
        yield { id: indicator.id, type, value: valueOf(indicator), ...(owner === undefined ? {} : { owner }) };
      }
    },
    create: async (signature: NewSignature) => {
      requireStorable(signature, signature.tags);
      const owner = await ownerName();
      if (signature.labels !== undefined && signature.labels.length > 0) {
        requireLabels(signature.labels, await client.securityLabels.available());
      }
      const indicators = await resolveIndicators(client, signature.indicators ?? []);
      // With an xid of its own every signature can be found again after a reply that was lost.
      const xid = signature.xid ?? `sigwright-${crypto.randomUUID()}`;
      const { id } = await createWhole(client, owner, { ...signature, xid }, indicators.slice(0, ASSOCIATIONS_AT_A_TIME));
      await client.associations.addIndicators(id, indicators.slice(ASSOCIATIONS_AT_A_TIME));
      const { tags = [], labels = [], attributes = [], groups = [], content } = signature;
      const whole = { tags: { add: tags }, labels: { add: labels }, attributes: { add: attributes }, groups: { add: groups }, content };
      return settled(id, whole, xid);
    },
    update: async (id: string, change: SignatureChange) => {
      requireStorable(change, change.tags?.add);
      const before = await require(id);
      const isWritten = await applyChange(client, before, change);
      return isWritten ? settled(id, change) : toStored(before);
    },
    sideFiles: async (id: string) => {
      const { ownerName: owner } = await require(id);
      return readSideFiles(client, id, owner ?? (await ownerName()));
    },
    putSideFiles: async (id: string, files: Parameters<SignatureStore["putSideFiles"]>[1]) => {
      const { ownerName: owner } = await require(id);
      await putSideFiles(client, id, owner ?? (await ownerName()), files);
    },
  });

  /**
   * Reads back what was written, and writes again what did not get there: after a reply that was lost, or that left out
   * a collection it was asked for. Tags are not written again: rules of the instance may turn one into another.
   */
  async function settled(id: string, change: SignatureChange, xid?: string): Promise<StoredSignature> {
    const { name, type, fileName, attributes, labels, groups, tags, content } = change;
    for (let reading = 1; ; reading++) {
      const signature = await require(id);
      const stored = await toStored(signature, xid);
      requireSameText(stored, content);
      const again: SignatureChange = {
        ...(name === undefined ? {} : { name }),
        ...(type === undefined ? {} : { type }),
        ...(fileName === undefined ? {} : { fileName }),
        ...(attributes === undefined ? {} : { attributes }),
        ...(labels === undefined ? {} : { labels }),
        ...(groups === undefined ? {} : { groups }),
        ...(tags?.remove === undefined ? {} : { tags: { remove: without(tags.remove, tags.add) } }),
      };
      if (!(await applyChange(client, signature, again))) return stored;
      if (reading === READINGS) {
        throw new StoreError("conflict", `signature ${id} does not keep what is written to it`, {
          help: "somebody else writes it too, or rules of the platform change it; read it and compare",
        });
      }
    }
  }
}

/** One request with everything in it: it takes effect as a whole, or not at all. */
async function createWhole(
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
 * before the request, so what is there after its refusal is a remnant of it.
 */
async function takeBack(client: Client, owner: string, xid: string, error: unknown): Promise<void> {
  if (!(error instanceof PlatformError) || error.uncertain || (error.failure !== "invalid" && error.failure !== "not-found")) return;
  const left = await client.signatures.getByXid(xid, owner).catch(() => undefined);
  if (left !== undefined) await client.signatures.delete(left.id).catch(() => undefined);
}

/** Writes what is not so already; gives whether anything was written. */
async function applyChange(client: Client, before: PlatformSignature, change: SignatureChange): Promise<boolean> {
  const { id } = before;
  const body = {
    ...(change.name === undefined || change.name === before.name ? {} : { name: change.name }),
    ...(change.fileName === undefined || change.fileName === before.fileName ? {} : { fileName: change.fileName }),
    ...(change.type === undefined || change.type === before.fileType ? {} : { fileType: change.type }),
    ...(await newText(client, before, change)),
  };
  const tags = readTags(before.fields);
  const isTagged = (name: string): boolean => tags.some((tag) => tag.techniqueId === name || sameTag(tag.name, name));
  const newTags = membersToAdd([], change.tags, tagKey).filter((name) => !isTagged(name));
  const labels = readLabels(before.fields).map(({ name }) => name);
  const newLabels = membersToAdd(labels, change.labels, String);
  if (newLabels.length > 0) requireLabels(newLabels, await client.securityLabels.available());
  const groups = readAssociatedGroups(before.fields).map(groupReference);
  const newGroups = membersToAdd(groups, change.groups, groupKey);
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
  await write(Object.keys(additions).length > 0, () => client.signatures.update(id, additions));
  await write(newAttributes.length > 0, () => client.attributes.add(id, newAttributes));
  await write(indicators.add.length > 0, () => client.associations.addIndicators(id, indicators.add));

  const oldAttributes = membersToRemove(attributes, change.attributes, attributeKey);
  const oldTags = membersToRemove(tags.map(({ name }) => name), change.tags, tagKey);
  const oldLabels = membersToRemove(labels, change.labels, String);
  const oldGroups = membersToRemove(groups, change.groups, groupKey).map(groupKey);
  await write(oldAttributes.length > 0, () => client.attributes.remove(id, oldAttributes));
  await write(oldTags.length > 0, () => client.tags.remove(id, oldTags));
  await write(oldLabels.length > 0, () => client.securityLabels.remove(id, oldLabels));
  await write(oldGroups.length > 0, () => client.associations.removeGroups(id, oldGroups));
  await write(indicators.remove.length > 0, () => client.associations.removeIndicators(id, indicators.remove));
  return isWritten;
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

function requireSameText(stored: StoredSignature, content: string | undefined): void {
  if (content === undefined || isSameText(stored.content, content)) return;
  throw new StoreError("conflict", `signature ${stored.id} holds another content than was just written`, {
    help: "somebody else writes it too, or the platform changes what it is given; read it and compare",
  });
}

function queryTql({ type, name, tag, group }: SignatureQuery, owner: string): readonly Tql[] | undefined {
  if ([type, name, tag].some((text) => text !== undefined && !isSpeakable(text))) return undefined;
  if (group !== undefined && !isIdentifier(group)) return undefined;
  return [
    `ownerName = ${tqlString(owner)}`,
    ...(type === undefined ? [] : [`signatureType = ${tqlString(type)}`]),
    ...(name === undefined ? [] : [`summary = ${tqlString(name)}`]),
    ...(tag === undefined ? [] : [`tag = ${tqlString(tag)}`]),
    ...(group === undefined ? [] : [`hasGroup(id = ${tqlId(group)})`]),
  ];
}

function summaryOf({ id, xid, name, fileType, fileName, ownerName, dateAdded, lastModified, webLink }: PlatformSignature): SignatureSummary {
  return {
    id,
    ...(xid === undefined ? {} : { xid }),
    name,
    type: fileType,
    fileName,
    ...(ownerName === undefined ? {} : { owner: ownerName }),
    ...(dateAdded === undefined ? {} : { dateAdded }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(webLink === undefined ? {} : { link: webLink }),
  };
}

function groupReference({ id, type, name, ownerName }: PlatformGroup): StoredSignature["groups"][number] {
  return { id, type, name, ...(ownerName === undefined ? {} : { owner: ownerName }) };
}

function without(names: readonly string[], others: readonly string[] = []): readonly string[] {
  const kept = new Set(others.map(tagKey));
  return names.filter((name) => !kept.has(tagKey(name)));
}

function withoutId({ type, value, source, isDefault }: PlatformAttribute): SignatureAttribute {
  return { type, value, ...(source === undefined ? {} : { source }), ...(isDefault === undefined ? {} : { isDefault }) };
}

function groupKey({ id }: { readonly id: string }): string {
  return id;
}

function attributeKey({ type, value }: { readonly type: string; readonly value: string }): string {
  return JSON.stringify([type, value.replaceAll("\r\n", "\n").trimEnd()]);
}

function tagKey(name: string): string {
  return name.trim().toLowerCase();
}

/** The platform has one tag for all spellings of a name. */
function sameTag(a: string, b: string): boolean {
  return tagKey(a) === tagKey(b);
}
