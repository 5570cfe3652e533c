import { createHash } from "node:crypto";
import { quoted, StoreError } from "@sigwright/core";
import type { SideFile } from "@sigwright/core";
import type { Client } from "./client.ts";
import { textMember } from "./json.ts";
import { PlatformError } from "./platform-error.ts";
import type { PlatformGroup } from "./platform-objects.ts";
import { requireStorable } from "./signature-limits.ts";

/** A Document that holds a side file. */
interface SideDocument {
  readonly id: string;
  readonly fileName: string;
}

const LONGEST_NAME = 100;

/** Whether a group holds a side file of a signature, by its name; {@link ownDocuments} looks closer. */
export function isSideFileOf(group: PlatformGroup, signatureId: string): boolean {
  return group.type === "Document" && group.name.endsWith(suffix(signatureId));
}

function suffix(signatureId: string): string {
  return ` (side file of signature ${signatureId})`;
}

function documentName(fileName: string, signatureId: string): string {
  const end = suffix(signatureId);
  // A character that is cut in half by it is left out.
  return `${fileName.slice(0, LONGEST_NAME - end.length).replace(/\p{Surrogate}$/u, "").trimEnd()}${end}`;
}

/** What a side file's Document is called by: others can't have made one of this xid by chance. */
function xidOf(signatureId: string, fileName: string): string {
  return `sigwright-side-file-${createHash("sha256").update(JSON.stringify([signatureId, fileName])).digest("hex")}`;
}

/** The side files of a signature, in the order of their names. */
export async function readSideFiles(client: Client, signatureId: string, owner: string): Promise<readonly SideFile[]> {
  const files: SideFile[] = [];
  for (const { id, fileName } of await ownDocuments(client, signatureId, owner)) {
    files.push({ name: fileName, bytes: await download(client, id) });
  }
  return files.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Makes the side files of a signature exactly these; what is so already is not written. */
export async function putSideFiles(client: Client, signatureId: string, owner: string, files: readonly SideFile[]): Promise<void> {
  requireNames(files);
  const present = await ownDocuments(client, signatureId, owner);
  for (const { name, bytes } of files) {
    const existing = present.find((document) => document.fileName === name);
    await putOne(client, signatureId, owner, { name, bytes }, existing);
  }
  for (const { id, fileName } of present) {
    if (!files.some(({ name }) => name === fileName)) await client.groups.delete(id, `delete the side file ${quoted(fileName, 60)}`);
  }
}

async function putOne(
  client: Client,
  signatureId: string,
  owner: string,
  { name, bytes }: SideFile,
  existing: SideDocument | undefined,
): Promise<void> {
  const xid = xidOf(signatureId, name);
  let document = existing;
  if (document !== undefined) {
    const held = await download(client, document.id);
    if (isSame(held, bytes)) return;
    if (bytes.length === 0) {
      // The platform takes no empty file: an empty side file is a Document that never got one.
      await client.groups.delete(document.id, `replace the side file ${quoted(name, 60)}`);
      document = undefined;
    }
  }
  // One that was made but never associated, by a run that was interrupted, is found by its xid.
  const id = document?.id ?? (await findOrCreate(client, owner, { xid, fileName: name, name: documentName(name, signatureId) }));
  if (bytes.length > 0) await client.documents.upload(id, name, bytes);
  if (document === undefined) await client.associations.addGroups(signatureId, [id]);
}

async function findOrCreate(client: Client, owner: string, document: { xid: string; fileName: string; name: string }): Promise<string> {
  const found = await client.groups.getByXid(document.xid, owner);
  return (found ?? (await client.documents.create(document, owner))).id;
}

/** Documents that we made for a signature. Those that people associated with it are theirs and left alone. */
async function ownDocuments(client: Client, signatureId: string, owner: string): Promise<readonly SideDocument[]> {
  const documents: SideDocument[] = [];
  for await (const group of client.associations.groups(signatureId)) {
    if (!isSideFileOf(group, signatureId)) continue;
    const fileName = textMember(group.fields, "fileName");
    if (fileName === undefined) continue;
    const found = await client.groups.getByXid(xidOf(signatureId, fileName), owner);
    if (found?.id === group.id) documents.push({ id: group.id, fileName });
  }
  return documents;
}

async function download(client: Client, id: string): Promise<Uint8Array> {
  try {
    return await client.documents.download(id);
  } catch (error) {
    if (error instanceof PlatformError && error.failure === "not-found") return new Uint8Array();
    throw error;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

function requireNames(files: readonly SideFile[]): void {
  const names = new Set<string>();
  for (const { name } of files) {
    requireStorable({ fileName: name });
    if (names.has(name)) throw new StoreError("invalid", `two side files are called ${quoted(name, 60)}`);
    names.add(name);
  }
}
