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
import { associationsAtATime } from "./associations.ts";
import type { Client } from "./client.ts";
import { attributeKey, requireLabels } from "./group-collections.ts";
import { isOwned, valueOf } from "./indicators.ts";
import { resolveIndicators } from "./indicator-references.ts";
import { isIdentifier } from "./json.ts";
import { membersToRemove } from "./member-change.ts";
import { createOwnerName } from "./owner-name.ts";
import { readAssociatedGroups, readAttributes, readLabels, readTags } from "./platform-objects.ts";
import type { PlatformAttribute, PlatformGroup, PlatformSignature } from "./platform-objects.ts";
import { applyChange, tagKey } from "./signature-change.ts";
import { createWhole } from "./signature-creation.ts";
import { isSideFileOf, putSideFiles, readSideFiles } from "./side-files.ts";
import { isSameText, requireStorable } from "./signature-limits.ts";
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
      const { length } = signature.content;
      const atOnce = associationsAtATime(length);
      const { id } = await createWhole(client, owner, { ...signature, xid }, indicators.slice(0, atOnce));
      await client.associations.addIndicators(id, indicators.slice(atOnce), length);
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
   * a collection it was asked for. Tags and attributes are not added again: the instance may keep them in other words.
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
        ...(labels === undefined ? {} : { labels }),
        ...(groups === undefined ? {} : { groups }),
        tags: { remove: membersToRemove(tags?.remove ?? [], tags, tagKey) },
        attributes: { remove: membersToRemove(attributes?.remove ?? [], attributes, attributeKey) },
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

function withoutId({ type, value, source, isDefault }: PlatformAttribute): SignatureAttribute {
  return { type, value, ...(source === undefined ? {} : { source }), ...(isDefault === undefined ? {} : { isDefault }) };
}
