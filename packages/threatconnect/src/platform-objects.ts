import { indicatorType } from "@sigwright/core";
import type { SignatureAttribute } from "@sigwright/core";
import { booleanMember, collection, idMember, isObject, member, textMember } from "./json.ts";
import type { JsonObject } from "./json.ts";

/** What all objects of the platform have. Texts are as the platform holds them: not safe to be shown on a terminal. */
export interface PlatformObject {
  /** A decimal string: identifiers can be larger than numbers hold. */
  readonly id: string;
  readonly ownerName?: string;
  /** Everything the platform said of it; whole numbers beyond 2^53 are strings. */
  readonly fields: JsonObject;
}

/** An indicator as the platform holds it. */
export interface PlatformIndicator extends PlatformObject {
  /** Our spelling, without blanks; custom types in their own. */
  readonly type: string;
  /** The value as the platform writes it: a File's digests joined by ` : `. */
  readonly summary: string;
  readonly active?: boolean;
  readonly rating?: number;
  readonly confidence?: number;
}

/** A group as the platform holds it: an incident, a campaign, a signature. */
export interface PlatformGroup extends PlatformObject {
  /** The platform's spelling: `Intrusion Set`. */
  readonly type: string;
  readonly name: string;
  /** What its creator calls it by; not every answer says it. */
  readonly xid?: string;
  readonly dateAdded?: string;
  readonly lastModified?: string;
  readonly webLink?: string;
}

/** A signature as the platform holds it. */
export interface PlatformSignature extends PlatformGroup {
  readonly fileName: string;
  /** `Suricata`, `Snort`, `YARA`, …, or a type of the instance's own. */
  readonly fileType: string;
  /** Not every answer has it. */
  readonly fileText?: string;
}

/** An attribute of a group or an indicator. */
export interface PlatformAttribute extends SignatureAttribute {
  /** Absent where an answer leaves it out. */
  readonly id?: string;
}

/** A tag of a group or an indicator. */
export interface PlatformTag {
  readonly name: string;
  /** MITRE ATT&CK technique that the tag stands for. */
  readonly techniqueId?: string;
}

/** A security label. */
export interface PlatformLabel {
  readonly name: string;
  readonly id?: string;
  readonly description?: string;
}

/** An organization, community or source. */
export interface PlatformOwner {
  readonly id: string;
  readonly name: string;
  /** `Organization`, `Community`, `Source`. */
  readonly type: string;
  /** What the API user may do with groups: `FULL`, `BUILD`, `READ`, `NONE`. */
  readonly groupPermission?: string;
}

/** Reads an indicator; `undefined` when the row lacks identifier, type or value. */
export function readIndicator(row: JsonObject): PlatformIndicator | undefined {
  const id = idMember(row);
  const type = textMember(row, "type");
  const summary = textMember(row, "summary");
  if (id === undefined || type === undefined || summary === undefined) return undefined;
  const rating = numberMember(row, "rating");
  const confidence = numberMember(row, "confidence");
  const active = booleanMember(row, "active");
  return {
    id,
    type: indicatorType(type).type,
    summary,
    ...ownerOf(row),
    ...(active === undefined ? {} : { active }),
    ...(rating === undefined ? {} : { rating }),
    ...(confidence === undefined ? {} : { confidence }),
    fields: row,
  };
}

/** Reads a group; `undefined` when the row lacks identifier or type. */
export function readGroup(row: JsonObject): PlatformGroup | undefined {
  const id = idMember(row);
  const type = textMember(row, "type");
  if (id === undefined || type === undefined) return undefined;
  return { id, type, name: textMember(row, "name") ?? "", ...ownerOf(row), ...texts(row, GROUP_TEXTS), fields: row };
}

const GROUP_TEXTS = ["xid", "dateAdded", "lastModified", "webLink"] as const;

/** Reads a signature; `undefined` when the row is none. */
export function readSignature(row: JsonObject): PlatformSignature | undefined {
  const group = readGroup(row);
  if (group === undefined || group.type !== "Signature") return undefined;
  const fileText = textMember(row, "fileText");
  return {
    ...group,
    fileName: textMember(row, "fileName") ?? "",
    fileType: textMember(row, "fileType") ?? "",
    ...(fileText === undefined ? {} : { fileText }),
  };
}

/** The attributes of an object that was asked for with `fields=attributes`. */
export function readAttributes(row: JsonObject): readonly PlatformAttribute[] {
  return collection(row, "attributes").flatMap((entry) => {
    const type = textMember(entry, "type");
    const value = member(entry, "value");
    if (type === undefined || value === undefined || value === null || typeof value === "object") return [];
    const id = idMember(entry);
    const source = textMember(entry, "source");
    return {
      type,
      value: String(value),
      ...(id === undefined ? {} : { id }),
      ...(source === undefined ? {} : { source }),
      ...(booleanMember(entry, "default") === true ? { isDefault: true } : {}),
    };
  });
}

/** The tags of an object that was asked for with `fields=tags`. */
export function readTags(row: JsonObject): readonly PlatformTag[] {
  return collection(row, "tags").flatMap((entry) => {
    const name = textMember(entry, "name");
    return name === undefined ? [] : { name, ...texts(entry, ["techniqueId"]) };
  });
}

/** The security labels of an object that was asked for with `fields=securityLabels`. */
export function readLabels(row: JsonObject): readonly PlatformLabel[] {
  return collection(row, "securityLabels").flatMap((entry) => readLabel(entry) ?? []);
}

/** Reads a security label; `undefined` when it has no name. */
export function readLabel(row: JsonObject): PlatformLabel | undefined {
  const name = textMember(row, "name");
  const id = idMember(row);
  return name === undefined ? undefined : { name, ...(id === undefined ? {} : { id }), ...texts(row, ["description"]) };
}

/** The groups an object is associated with, when it was asked for with `fields=associatedGroups`. */
export function readAssociatedGroups(row: JsonObject): readonly PlatformGroup[] {
  return collection(row, "associatedGroups").flatMap((entry) => readGroup(entry) ?? []);
}

/** Reads an owner; `undefined` when the row lacks identifier or name. */
export function readOwner(row: JsonObject): PlatformOwner | undefined {
  const id = idMember(row);
  const name = textMember(row, "name");
  if (id === undefined || name === undefined) return undefined;
  const groupPermission = textMember(row, "permGroup");
  return { id, name, type: textMember(row, "type") ?? "", ...(groupPermission === undefined ? {} : { groupPermission }) };
}

function ownerOf(row: JsonObject): { ownerName?: string } {
  const owner = member(row, "owner");
  const ownerName = textMember(row, "ownerName") ?? (isObject(owner) ? textMember(owner, "name") : undefined);
  return ownerName === undefined ? {} : { ownerName };
}

function texts<Name extends string>(row: JsonObject, names: readonly Name[]): { [Key in Name]?: string } {
  const found: { [Key in Name]?: string } = {};
  for (const name of names) {
    const text = textMember(row, name);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function numberMember(row: JsonObject, name: string): number | undefined {
  const value = member(row, name);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
