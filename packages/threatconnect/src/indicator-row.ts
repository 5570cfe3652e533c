import { makeIndicator, SourceText, toDiagnostic } from "@sigwright/core";
import type { LocatedDiagnostic, Range, Remark, SourceRow } from "@sigwright/core";
import { collection, idMember, isObject, member } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import { groupNames } from "./indicators.ts";

/** What all rows of one source have in common. */
export interface RowContext {
  /** The source as the user gave it. */
  readonly spec: string;
  /** Names of the groups that every row is associated with. */
  readonly groups: readonly string[];
}

/** Our names of fields that the platform calls by another. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = {
  value: "summary",
  labels: "securityLabels",
  expires: "externalDateExpires",
  owner: "ownerName",
  link: "webLink",
  groups: "associatedGroups",
};

/** Makes an indicator of a row of the platform; `line` counts the rows of the source, from 1. */
export function indicatorRow(row: JsonObject, line: number, context: RowContext): SourceRow {
  const id = idMember(row);
  const made = makeIndicator(toRecord(row, context), { source: context.spec, ...(id === undefined ? {} : { id }) });
  if (made.status === "malformed") return { kind: "malformed", problem: locate(made.problem, row, line, context) };
  return {
    kind: "indicator",
    indicator: made.indicator,
    remarks: made.remarks.map((remark) => locate(remark, row, line, context)),
  };
}

/** The row as `makeIndicator` reads it; what the platform leaves out is unknown. */
function toRecord(row: JsonObject, { groups }: RowContext): Readonly<Record<string, unknown>> {
  const type = member(row, "type");
  const record = {
    type,
    value: member(row, "summary"),
    rating: member(row, "rating"),
    confidence: member(row, "confidence"),
    tags: collection(row, "tags"),
    labels: collection(row, "securityLabels"),
    attributes: collection(row, "attributes"),
    active: member(row, "active"),
    dateAdded: member(row, "dateAdded"),
    lastModified: member(row, "lastModified"),
    firstSeen: member(row, "firstSeen"),
    lastSeen: member(row, "lastSeen"),
    expires: member(row, "externalDateExpires"),
    owner: member(row, "ownerName"),
    description: member(row, "description"),
    source: member(row, "source"),
    link: member(row, "webLink"),
    groups: [...new Set([...groups, ...groupNames(row)])],
  };
  if (type !== "File") return record;
  const { md5, sha1, sha256 } = row;
  return { ...record, hashes: { md5, sha1, sha256 }, size: member(row, "size") };
}

/** A row has no text of its own: what identifies it, and the field that is spoken of, are written as JSON. */
function locate(remark: Remark, row: JsonObject, line: number, { spec }: RowContext): LocatedDiagnostic {
  const field = (remark.field ?? "value").split(".")[0] ?? "value";
  const name = PLATFORM_NAMES[field] ?? field;
  let text = "{";
  let range: Range | undefined;
  for (const shown of new Set(["id", "type", "summary", name])) {
    const value = member(row, shown);
    if (value === undefined) continue;
    text += `${text === "{" ? "" : ","}${JSON.stringify(shown)}:`;
    const start = text.length;
    text += shorten(value);
    if (shown === name) range = { start, end: text.length };
  }
  text += "}";
  return {
    source: SourceText.fromString(text, { path: spec, firstLine: line }),
    diagnostic: toDiagnostic(remark, range ?? { start: 0, end: text.length }),
  };
}

const LONGEST_SHOWN = 300;

function shorten(value: Json): string {
  const text = isObject(value) && Array.isArray(value["data"]) ? JSON.stringify(value["data"]) : JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}
