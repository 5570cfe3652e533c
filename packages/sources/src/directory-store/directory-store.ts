import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { quoted, SIGNATURE_TYPES, StoreError } from "@sigwright/core";
import type {
  IndicatorReference,
  NewSignature,
  SignatureChange,
  SignatureKey,
  SignatureQuery,
  SignatureStore,
  SignatureSummary,
  StoredSignature,
} from "@sigwright/core";
import { keepContent } from "./content-history.ts";
import { codeOf, namesIn, PENDING, storeError } from "./file-access.ts";
import { contentFileName, folderName, isFolderName } from "./folder-name.ts";
import { withLock } from "./folder-lock.ts";
import { indicatorKey } from "./indicator-list.ts";
import { attributeKey, changeMembers, groupKey } from "./member-change.ts";
import { hasSideFiles, readSideFiles, writeSideFiles } from "./side-file-folder.ts";
import { readContent, readIndicatorList, readRecord, storedSignature, summaryOf, writeContents } from "./signature-folder.ts";
import type { FolderContents } from "./signature-folder.ts";
import { refuseInvalid } from "./signature-limits.ts";
import type { SignatureRecord } from "./signature-record.ts";

/** Records that a listing reads at once. */
const AT_ONCE = 32;

/**
 * A store in a folder, made for git: one folder a signature, its rules to the byte in a file of their own, and beside
 * them `signature.json`, `indicators.ndjson`, `side-files/` and the earlier rules in `history/`. Files are written whole
 * or not at all; several processes may use it at once. Nothing outside of the folder is read or written, whatever names
 * signatures have, and links in it are not followed. The folder is made with the first signature.
 */
export function directoryStore(path: string): SignatureStore {
  const root = resolve(path);

  async function* records(onBroken: (error: StoreError) => void): AsyncGenerator<{ readonly id: string; readonly record: SignatureRecord }> {
    await refuseFile(root, path);
    const ids = await namesIn(root);
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const batch = ids.slice(start, start + AT_ONCE).map(async (id) => ({ id, read: await readRecord(root, id).catch(asBroken) }));
      // oxlint-disable-next-line no-await-in-loop -- a listing may end early, and holds few files open
      for (const { id, read: found } of await Promise.all(batch)) {
        if (found instanceof StoreError) onBroken(found);
        else if (found !== undefined) yield { id, record: found };
      }
    }
  }
  const find = async (key: SignatureKey): Promise<{ readonly id: string; readonly record: SignatureRecord } | undefined> => {
    if ("id" in key) {
      const record = await readRecord(root, key.id);
      return record === undefined ? undefined : { id: key.id, record };
    }
    if (key.xid === "") return undefined;
    // Where we would have made it first; somebody may have renamed the folder.
    const usual = folderName({ xid: key.xid, name: "" });
    const record = await readRecord(root, usual);
    if (record?.xid === key.xid) return { id: usual, record };
    let broken: StoreError | undefined;
    for await (const found of records((error) => (broken ??= error))) if (found.record.xid === key.xid) return found;
    // The one that can't be read may be it.
    if (broken !== undefined) throw broken;
    return undefined;
  };
  const read = async (id: string): Promise<FolderContents> => {
    const record = await readRecord(root, id);
    if (record === undefined) throw noSuchSignature(id, path);
    return { record, content: await readContent(root, id, record), indicators: await readIndicatorList(root, id) };
  };
  const demandThere = async (id: string): Promise<string> => {
    if ((await readRecord(root, id)) === undefined) throw noSuchSignature(id, path);
    return join(root, id);
  };

  return {
    spec: `dir:${path}`,
    types: () => Promise.resolve(SIGNATURE_TYPES),
    async *list(query: SignatureQuery = {}, onBroken = raise): AsyncGenerator<SignatureSummary> {
      for await (const { id, record } of records(onBroken)) if (matches(record, query)) yield summaryOf(id, record);
    },
    async get(key): Promise<StoredSignature | undefined> {
      const found = await find(key);
      return found && storedSignature(found.id, found.record, await readContent(root, found.id, found.record));
    },
    async *indicators(id): AsyncGenerator<IndicatorReference> {
      await demandThere(id);
      yield* await readIndicatorList(root, id);
    },
    async create(signature) {
      refuseInvalid(signature);
      const there = signature.xid === undefined ? undefined : await find({ xid: signature.xid });
      if (there !== undefined) throw sameXid(signature, path);
      const contents = newContents(signature, now());
      const id = await placeFolder(root, signature, contents, path);
      return storedSignature(id, contents.record, contents.content);
    },
    async update(id, change) {
      refuseInvalid(change);
      const seen = await read(id);
      const planned = changedContents(seen, change, id);
      if (planned === undefined) return storedSignature(id, seen.record, seen.content);
      return withLock(join(root, id), async () => {
        const before = await read(id);
        const next = changedContents(before, change, id);
        if (next === undefined) return storedSignature(id, before.record, before.content);
        const folder = join(root, id);
        const isReplaced = next.content !== before.content;
        if (isReplaced) await keepContent(folder, Buffer.from(before.content), before.record.contentFile, next.record.lastModified);
        await writeContents(folder, next, before);
        if (next.record.contentFile !== before.record.contentFile) await rm(join(folder, before.record.contentFile), { force: true });
        return storedSignature(id, next.record, next.content);
      });
    },
    sideFiles: async (id) => readSideFiles(await demandThere(id)),
    async putSideFiles(id, files) {
      const folder = await demandThere(id);
      if (await hasSideFiles(folder, files)) return;
      await withLock(folder, () => writeSideFiles(folder, files));
    },
  };
}

function raise(error: StoreError): never {
  throw error;
}

/** What is wrong with one signature of several. */
function asBroken(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  throw error;
}

function newContents(signature: NewSignature, time: string): FolderContents {
  const { content, indicators, attributes, tags, labels, groups, xid, name, type, fileName } = signature;
  const added = <Member>(members: readonly Member[] = [], keyOf: (member: Member) => string): readonly Member[] =>
    changeMembers([], { add: members }, keyOf);
  const record: SignatureRecord = {
    ...(xid === undefined ? {} : { xid }),
    name,
    type,
    fileName,
    contentFile: contentFileName(fileName),
    dateAdded: time,
    lastModified: time,
    attributes: added(attributes, attributeKey),
    tags: added(tags, String),
    labels: added(labels, String),
    groups: added(groups, groupKey),
  };
  return { record, content, indicators: added(indicators, indicatorKey) };
}

/** What a signature is after a change; `undefined` when it is so already. */
function changedContents(before: FolderContents, change: SignatureChange, id: string): FolderContents | undefined {
  const { record } = before;
  const { name = record.name, type = record.type, fileName = record.fileName, content = before.content } = change;
  if (content !== before.content && change.replaces !== undefined && change.replaces !== before.content) {
    throw new StoreError("conflict", `somebody changed the rules of the signature ${quoted(id)} meanwhile`, {
      help: "look at what they did, then do yours again",
    });
  }
  const next: FolderContents = {
    record: {
      ...record,
      name,
      type,
      fileName,
      contentFile: fileName === record.fileName ? record.contentFile : contentFileName(fileName),
      attributes: changeMembers(record.attributes, change.attributes, attributeKey),
      tags: changeMembers(record.tags, change.tags, String),
      labels: changeMembers(record.labels, change.labels, String),
      groups: changeMembers(record.groups, change.groups, groupKey),
    },
    content,
    indicators: changeMembers(before.indicators, change.indicators, indicatorKey),
  };
  const isSame =
    content === before.content &&
    JSON.stringify(next.record) === JSON.stringify(sorted(record)) &&
    JSON.stringify(next.indicators) === JSON.stringify(changeMembers(before.indicators, {}, indicatorKey));
  return isSame ? undefined : { ...next, record: { ...next.record, lastModified: now() } };
}

/** A record that somebody may have edited, with its collections in the order of the store. */
function sorted(record: SignatureRecord): SignatureRecord {
  return {
    ...record,
    attributes: changeMembers(record.attributes, {}, attributeKey),
    tags: changeMembers(record.tags, {}, String),
    labels: changeMembers(record.labels, {}, String),
    groups: changeMembers(record.groups, {}, groupKey),
  };
}

/** Puts a new signature in its place in one step, so that two who do it at once make one. */
async function placeFolder(root: string, signature: NewSignature, contents: FolderContents, path: string): Promise<string> {
  const pending = join(root, `${PENDING}${randomBytes(6).toString("hex")}`);
  try {
    await mkdir(pending, { recursive: true });
    await writeContents(pending, contents);
    for (;;) {
      const id = folderName(signature);
      try {
        // oxlint-disable-next-line no-await-in-loop -- the next try only when a name is taken
        await rename(pending, join(root, id));
        return id;
      } catch (error) {
        const isTaken = ["ENOTEMPTY", "EEXIST", "EPERM", "ENOTDIR"].includes(codeOf(error) ?? "");
        // oxlint-disable-next-line no-await-in-loop -- as above
        const there = isTaken ? await stat(join(root, id)).catch(() => undefined) : undefined;
        if (there === undefined) throw error;
        if (signature.xid !== undefined) throw sameXid(signature, path);
      }
    }
  } catch (error) {
    await rm(pending, { recursive: true, force: true }).catch(() => {});
    throw storeError(error, `the signature can't be stored in ${quoted(path)}`);
  }
}

function matches({ type, name, tags, groups }: SignatureRecord, query: SignatureQuery): boolean {
  return (
    (query.type === undefined || query.type === type) &&
    (query.name === undefined || query.name === name) &&
    (query.tag === undefined || tags.includes(query.tag)) &&
    (query.group === undefined || groups.some(({ id }) => id === query.group))
  );
}

async function refuseFile(root: string, path: string): Promise<void> {
  const found = await stat(root).catch(() => undefined);
  if (found?.isDirectory() === false) {
    throw new StoreError("unreachable", `${quoted(path)} is a file, not a folder`, { help: "name the folder the signatures are in" });
  }
}

function noSuchSignature(id: string, path: string): StoreError {
  const what = isFolderName(id) ? quoted(id) : `of such an identifier: ${quoted(id)}`;
  return new StoreError("not-found", `in ${quoted(path)} there is no signature ${what}`, { help: "`sigwright signature list` lists them" });
}

function sameXid({ xid = "" }: NewSignature, path: string): StoreError {
  return new StoreError("conflict", `in ${quoted(path)} there is a signature of the xid ${quoted(xid)} already`, {
    help: "update that one",
  });
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
