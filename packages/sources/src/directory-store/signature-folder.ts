import { join } from "node:path";
import type { IndicatorReference, SignatureSummary, StoredSignature } from "@sigwright/core";
import { quoted, SourceText, StoreError } from "@sigwright/core";
import { isFolder, readFileOfStore, writeFileOfStore } from "./file-access.ts";
import { isFolderName } from "./folder-name.ts";
import { formatIndicators, parseIndicators } from "./indicator-list.ts";
import { formatRecord, parseRecord } from "./signature-record.ts";
import type { SignatureRecord } from "./signature-record.ts";

const RECORD = "signature.json";
const INDICATORS = "indicators.ndjson";

/** All that a signature's folder holds but its side files and history. */
export interface FolderContents {
  readonly record: SignatureRecord;
  readonly content: string;
  readonly indicators: readonly IndicatorReference[];
}

/** Reads the metadata of a signature; `undefined` when there is no such signature. */
export async function readRecord(root: string, id: string): Promise<SignatureRecord | undefined> {
  const folder = join(root, id);
  if (!isFolderName(id) || !(await isFolder(folder))) return undefined;
  const path = join(folder, RECORD);
  const bytes = await readFileOfStore(path);
  return bytes === undefined ? undefined : parseRecord(bytes, path);
}

/** Reads the rules of a signature. */
export async function readContent(root: string, id: string, { contentFile }: SignatureRecord): Promise<string> {
  const path = join(root, id, contentFile);
  const bytes = await readFileOfStore(path);
  if (bytes === undefined) {
    throw new StoreError("unreachable", `the rules of the signature ${quoted(id)} are gone: there is no ${quoted(path)}`, {
      help: `put the file back, or delete the folder ${quoted(join(root, id))}`,
    });
  }
  const source = SourceText.fromBytes(bytes, { path });
  if (source.encoding === "utf-8") return source.text;
  throw new StoreError("unreachable", `${quoted(path)} is not UTF-8`, { help: "save it as UTF-8" });
}

/** Reads the indicators a signature is associated with. */
export async function readIndicatorList(root: string, id: string): Promise<readonly IndicatorReference[]> {
  const path = join(root, id, INDICATORS);
  const bytes = await readFileOfStore(path);
  return bytes === undefined ? [] : parseIndicators(bytes, path);
}

/** Writes what is different from before; the rules first, so that the metadata never name a file that is not there. */
export async function writeContents(folder: string, next: FolderContents, before?: FolderContents): Promise<void> {
  const { record, content } = next;
  if (content !== before?.content || record.contentFile !== before.record.contentFile) {
    await writeFileOfStore(join(folder, record.contentFile), content);
  }
  const indicators = formatIndicators(next.indicators);
  if (indicators !== formatIndicators(before?.indicators ?? [])) await writeFileOfStore(join(folder, INDICATORS), indicators);
  const text = formatRecord(record);
  if (before === undefined || text !== formatRecord(before.record)) await writeFileOfStore(join(folder, RECORD), text);
}

/** A record as the contract tells of it in a listing. */
export function summaryOf(id: string, record: SignatureRecord): SignatureSummary {
  const { xid, name, type, fileName, dateAdded, lastModified } = record;
  return { id, ...(xid === undefined ? {} : { xid }), name, type, fileName, dateAdded, lastModified };
}

/** A record and its rules as the contract tells of them. */
export function storedSignature(id: string, record: SignatureRecord, content: string): StoredSignature {
  const { attributes, tags, labels, groups } = record;
  return { ...summaryOf(id, record), content, attributes, tags, labels, groups };
}
