import { ApiError, malformed, notInList, ownerNotFound, taken } from "../api-error.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { DATE_FIELDS, GROUP_TYPES, type Group } from "../model.ts";
import { requireWrite, type Platform } from "../platform.ts";
import { isVisible } from "../store.ts";
import { resolveCollections } from "./collections.ts";
import type { Transaction } from "./transaction.ts";
import { readBoolean, readId, readText, readTimestamp } from "./values.ts";

interface GroupField {
  readonly name: string;
  readonly required?: true;
  readonly read: (value: JsonValue, platform: Platform) => string | boolean;
}

const INCIDENT_STATUSES = [
  "New",
  "Open",
  "Stalled",
  "Containment Achieved",
  "Restoration Achieved",
  "Incident Reported",
  "Closed",
  "Rejected",
  "Deleted",
];

const EVENT_STATUSES = [
  "Completed",
  "Escalated",
  "False Positive",
  "In Progress",
  "Needs Review",
  "New",
  "No Further Action",
  "Reopened",
];

const FILE_NAME_LIMIT = 255;

/** Longest text of a Signature: nobody says, so what a JSON body can hold here. */
const FILE_TEXT_LIMIT = 256 * 1024 * 1024;

const FIELDS: Readonly<Record<string, readonly GroupField[]>> = {
  Signature: [
    { name: "fileName", required: true, read: (value) => readText(value, "fileName", "Signature", FILE_NAME_LIMIT) },
    { name: "fileType", required: true, read: readFileType },
    { name: "fileText", required: true, read: readFileText },
  ],
  Incident: [dateField("eventDate", "Incident"), listField("status", "Incident", INCIDENT_STATUSES)],
  Event: [dateField("eventDate", "Event"), textField("eventType", "Event"), listField("status", "Event", EVENT_STATUSES)],
  Document: [
    { name: "fileName", required: true, read: (value) => readText(value, "fileName", "Document", FILE_NAME_LIMIT) },
    { name: "malware", read: (value) => readBoolean(value, "malware", "Document") },
  ],
  Report: [textField("fileName", "Report"), dateField("publishDate", "Report")],
  Email: ["body", "from", "header", "subject"].map((name) => textField(name, "Email")),
  Task: [textField("status", "Task")],
};

/** The owner that a body or the request names, else the user's organization. Throws ApiError. */
export function bodyOwner({ store }: Platform, body: JsonObject, requested: bigint | undefined): bigint {
  const { ownerName, ownerId } = body;
  const named = typeof ownerName === "string" ? store.ownerNamed(ownerName) : undefined;
  const numbered = ownerId === undefined ? undefined : store.owners.get(readId({ id: ownerId }) ?? -1n);
  if ((ownerName !== undefined && named === undefined) || (ownerId !== undefined && numbered === undefined))
    throw ownerNotFound();
  const ids = new Set([named?.id, numbered?.id, requested].filter((id) => id !== undefined));
  if (ids.size > 1) throw new ApiError(400, "The owners of the requested objects were different");
  const owner = store.owners.get([...ids][0] ?? store.organization.id);
  if (owner === undefined || !isVisible(owner)) throw ownerNotFound();
  return owner.id;
}

/** Creates a group of a body, or updates the one that has its xid where the switch says so. Throws ApiError. */
export function createGroup(
  transaction: Transaction,
  body: JsonObject,
  ownerId: bigint,
): { readonly group: Group; readonly created: boolean } {
  const { platform, date } = transaction;
  const { store, switches } = platform;
  const { type, xid } = body;
  if (typeof type !== "string" || !GROUP_TYPES.some((known) => known === type)) throw notInList("type", "Group", GROUP_TYPES);
  requireWrite(platform, ownerId, "group", "created");
  if (xid !== undefined && xid !== null) {
    const text = readText(xid, "xid", type, FILE_NAME_LIMIT);
    const known = store.groupWithXid(ownerId, text);
    if (known !== undefined && switches.duplicateXid === "error") throw taken("xid", type);
    if (known !== undefined) return { group: updateGroup(transaction, known, body), created: false };
  }
  const name = readText(body["name"], "name", type, switches.nameLimit);
  const fields = readFieldsOf(type, body, platform, true);
  const dates = readDates(body, type);
  const applyCollections = resolveCollections(transaction, body, { type, ownerId, entity: undefined });
  const group: Group = {
    kind: "group",
    id: store.newId(),
    ownerId,
    type,
    name,
    xid: typeof xid === "string" ? xid : undefined,
    fields: { ...fields, ...initialFields(type, date) },
    content: undefined,
    dateAdded: date,
    lastModified: date,
    dates,
    attributes: [],
    tags: [],
    securityLabels: [],
    groups: new Set(),
    indicators: new Set(),
  };
  store.addGroup(group);
  transaction.created.push(group);
  applyCollections(group);
  return { group, created: true };
}

/** Changes a group as a body says; what the body leaves out stays. Throws ApiError. */
export function updateGroup(transaction: Transaction, group: Group, body: JsonObject): Group {
  const { platform, date } = transaction;
  requireWrite(platform, group.ownerId, "group", "updated");
  if (body["type"] !== undefined && body["type"] !== group.type) throw malformed("the type of a group can't be changed");
  if (body["xid"] !== undefined && body["xid"] !== group.xid) throw malformed("the xid of a group can't be changed");
  const name = body["name"] === undefined ? group.name : readText(body["name"], "name", group.type, platform.switches.nameLimit);
  const fields = readFieldsOf(group.type, body, platform, false);
  const dates = readDates(body, group.type);
  const applyCollections = resolveCollections(transaction, body, { type: group.type, ownerId: group.ownerId, entity: group });
  applyCollections(group);
  group.name = name;
  group.fields = { ...group.fields, ...fields };
  group.dates = { ...group.dates, ...dates };
  group.lastModified = date;
  return group;
}

/** The dates of a body that groups and indicators share. Throws ApiError 400. */
export function readDates(body: JsonObject, entity: string): Group["dates"] {
  const dates: Group["dates"] = {};
  for (const field of DATE_FIELDS) if (body[field] !== undefined) dates[field] = readTimestamp(body[field], field, entity);
  return dates;
}

function readFieldsOf(type: string, body: JsonObject, platform: Platform, creating: boolean): Group["fields"] {
  const fields: Group["fields"] = {};
  for (const { name, required, read } of FIELDS[type] ?? []) {
    if (body[name] !== undefined || (creating && required)) fields[name] = read(body[name], platform);
  }
  return fields;
}

function initialFields(type: string, date: string): Group["fields"] {
  if (type === "Signature") return { signatureDateAdded: date };
  return type === "Document" || type === "Report" ? { status: "Awaiting Upload" } : {};
}

function readFileType(value: JsonValue, { store, switches }: Platform): string {
  if (typeof value === "string" && value !== "") {
    if (switches.fileTypeCheck === "open" || store.fileTypes.includes(value)) return value;
    const known = store.fileTypes.find((type) => type.toLowerCase() === value.toLowerCase());
    if (known !== undefined && switches.fileTypeCheck === "any-case") return known;
  }
  throw notInList("fileType", "Signature", store.fileTypes);
}

function readFileText(value: JsonValue): string {
  return readText(value, "fileText", "Signature", FILE_TEXT_LIMIT);
}

function dateField(name: string, entity: string): GroupField {
  return { name, read: (value) => readTimestamp(value, name, entity) };
}

function textField(name: string, entity: string): GroupField {
  return { name, read: (value) => readText(value, name, entity, 65_535, 0) };
}

function listField(name: string, entity: string, values: readonly string[]): GroupField {
  return {
    name,
    read: (value) => {
      if (typeof value !== "string" || !values.includes(value)) throw notInList(name, entity, values);
      return value;
    },
  };
}
