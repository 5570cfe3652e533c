import type { GroupReference, Range, SignatureAttribute } from "@sigwright/core";
import { closest, quoted, SourceText, StoreError } from "@sigwright/core";
import { createMemberLocator } from "../json-member.ts";
import { locateJsonError } from "../json-syntax.ts";

/** What `signature.json` holds. */
export interface SignatureRecord {
  readonly xid?: string;
  readonly name: string;
  readonly type: string;
  readonly fileName: string;
  /** Name of the file with the rules, in the same folder. */
  readonly contentFile: string;
  /** ISO 8601 in UTC. */
  readonly dateAdded: string;
  readonly lastModified: string;
  readonly attributes: readonly SignatureAttribute[];
  readonly tags: readonly string[];
  readonly labels: readonly string[];
  readonly groups: readonly GroupReference[];
}

const CONTENT_FILE = /^content\.[a-z0-9]{1,10}$/;
const MEMBERS: readonly string[] = [
  "version",
  "xid",
  "name",
  "type",
  "fileName",
  "contentFile",
  "dateAdded",
  "lastModified",
  "attributes",
  "tags",
  "labels",
  "groups",
];
/** What a reader would not see, escaped, so that a review shows it. */
const UNSEEN = /[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** Writes a record as readable JSON: members in one order, one line for each, collections sorted by the store. */
export function formatRecord(record: SignatureRecord): string {
  const { xid, name, type, fileName, contentFile, dateAdded, lastModified, ...collections } = record;
  const { attributes, tags, labels, groups } = collections;
  const ordered = {
    version: 1,
    ...(xid === undefined ? {} : { xid }),
    name,
    type,
    fileName,
    contentFile,
    dateAdded,
    lastModified,
    attributes: attributes.map(({ type: of, value, source, isDefault }) => ({
      type: of,
      value,
      ...(source === undefined ? {} : { source }),
      ...(isDefault === undefined ? {} : { isDefault }),
    })),
    tags,
    labels,
    groups: groups.map(({ id, type: of, name: called, owner }) => ({
      id,
      ...(of === undefined ? {} : { type: of }),
      ...(called === undefined ? {} : { name: called }),
      ...(owner === undefined ? {} : { owner }),
    })),
  };
  return `${visibleJson(JSON.stringify(ordered, undefined, 2))}\n`;
}

/** JSON text in which nothing is hidden. */
export function visibleJson(text: string): string {
  return text.replace(UNSEEN, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join(""),
  );
}

/**
 * Reads `signature.json`.
 *
 * @throws StoreError (`unreachable`: not what it should be) that names file, line and column.
 */
export function parseRecord(bytes: Uint8Array, path: string): SignatureRecord {
  const source = SourceText.fromBytes(bytes, { path });
  const { text } = source;
  const fail = (message: string, range: Range = { start: 0, end: 0 }): never => {
    const { line, column } = source.positionAt(range.start);
    throw new StoreError("unreachable", `${path}:${line}:${column}: ${message}`, { help: "mend the file, or take it from a backup" });
  };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    const found = locateJsonError(text);
    return fail(found?.message ?? "this is not JSON", found?.range);
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) return fail("this is no JSON object");
  const members = new Map<string, unknown>(Object.entries(data));
  const locate = createMemberLocator(text);
  const wrong = (name: string, what: string): never => fail(`\`${name}\` ${what}`, locate(name));
  const string = (name: string): string => {
    const value = members.get(name);
    return typeof value === "string" && value !== "" ? value : wrong(name, members.has(name) ? "is not a text" : "is missing");
  };
  const list = <Member>(name: string, what: string, read: (value: unknown) => Member | undefined): readonly Member[] => {
    const value = members.get(name) ?? [];
    if (!Array.isArray(value)) return wrong(name, `is not a list of ${what}`);
    return value.map((each: unknown, index) => read(each) ?? wrong(name, `is not a list of ${what}: look at its entry ${index + 1}`));
  };

  for (const name of members.keys()) {
    if (MEMBERS.includes(name)) continue;
    const meant = closest(name, MEMBERS);
    wrong(name, `is no member of a signature${meant === undefined ? "" : `; is \`${meant}\` meant?`}`);
  }
  if (members.get("version") !== 1) wrong("version", "is not 1: another version of sigwright wrote this file");
  const contentFile = string("contentFile");
  if (!CONTENT_FILE.test(contentFile)) wrong("contentFile", `is ${quoted(contentFile)}, not a name such as \`content.rules\``);
  const xid = members.has("xid") ? string("xid") : undefined;
  return {
    ...(xid === undefined ? {} : { xid }),
    name: string("name"),
    type: string("type"),
    fileName: string("fileName"),
    contentFile,
    dateAdded: string("dateAdded"),
    lastModified: string("lastModified"),
    attributes: list("attributes", "objects with `type` and `value`", attribute),
    tags: list("tags", "texts", textOf),
    labels: list("labels", "texts", textOf),
    groups: list("groups", "objects with an `id`", group),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function attribute(given: unknown): SignatureAttribute | undefined {
  const { type, value, source, isDefault } = fieldsOf(given);
  if (typeof type !== "string" || typeof value !== "string") return undefined;
  if (source !== undefined && typeof source !== "string") return undefined;
  if (isDefault !== undefined && typeof isDefault !== "boolean") return undefined;
  return { type, value, ...(source === undefined ? {} : { source }), ...(isDefault === undefined ? {} : { isDefault }) };
}

function group(given: unknown): GroupReference | undefined {
  const { id, type, name, owner } = fieldsOf(given);
  if (typeof id !== "string" || [type, name, owner].some((field) => field !== undefined && typeof field !== "string")) return undefined;
  return { id, ...texts({ type, name, owner }) };
}

/** The members of an object that are there; of anything else none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Those of some members that are texts. */
export function texts<Name extends string>(members: Readonly<Record<Name, unknown>>): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name in members) {
    const value = members[name];
    if (typeof value === "string") found[name] = value;
  }
  return found;
}
