import { CUSTOM_INDICATOR_TYPES, INDICATOR_TYPES, SourceError } from "@sigwright/core";
import { columnRole } from "./csv-columns.ts";
import { createCsvRecordReader } from "./csv-records.ts";
import { valueType } from "./value-type.ts";

/** How a source's text is built. */
export type SourceKind =
  | { readonly kind: "ndjson" | "json" | "list" }
  | { readonly kind: "csv"; readonly delimiter: string };

/** Characters that may stand between cells, the most usual first. */
const DELIMITERS = [",", ";", "\t", "|"] as const;
const MARKUP = /^<(?:!doctype|\?xml|html|head|body|rss|feed|[a-z]+:)/i;
/** What follows the bracket of a JSON array; a defanged or bracketed address has something else there. */
const ARRAY_START = /^\[\s*(?:[{"\]]|$)/;
/** Members whose value is an array or an object in documents that hold many indicators. */
const DOCUMENT_MEMBERS: ReadonlySet<string> = new Set(["data", "indicators", "objects", "Event", "response"]);
const ROWS_IN_MEMBER = /"(?:data|indicators)"\s*:\s*\[/;
const TYPE_NAMES: ReadonlySet<string> = new Set([...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES].map((type) => type.toLowerCase()));

/**
 * Tells from the first lines of a text what kind of source it is. A file name's extension never decides; it only
 * makes a message clearer when the content fits no kind.
 *
 * @param head the beginning of the text; `whole` says that it is all of it.
 * @param name what the source is called in messages; `extension` as in `.csv`, lower case.
 * @throws SourceError when the text is of no kind that can be read.
 */
export function detectKind(
  head: string,
  { whole, name, extension = "" }: { whole: boolean; name: string; extension?: string },
): SourceKind {
  const start = head.trimStart();
  if (ARRAY_START.test(start)) return { kind: "json" };
  if (start.startsWith("{")) return { kind: isNdjson(start, whole) ? "ndjson" : "json" };
  if (MARKUP.test(start)) {
    throw new SourceError(`${name} is a web page or an XML document, not a list of indicators`, {
      help: "give NDJSON, a JSON array, CSV, or a plain list with one value a line",
    });
  }

  const header = firstContentLine(head);
  const best = DELIMITERS.map((delimiter) => ({ delimiter, ...judgeHeader(header, delimiter) })).reduce((a, b) =>
    b.known > a.known ? b : a,
  );
  if (best.hasValue) return { kind: "csv", delimiter: best.delimiter };
  const wantsHeader = extension === ".csv" || extension === ".tsv" || best.known > 1;
  const typeFirst = DELIMITERS.some((delimiter) => TYPE_NAMES.has(typeCell(header, delimiter)));
  if ((wantsHeader && best.columns > 1) || typeFirst) {
    throw new SourceError(`${name} looks like CSV, but its first line names no column for the value`, {
      help: "begin it with a line of column names, for example `type,value,rating,confidence`",
    });
  }
  return { kind: "list" };
}

/** One object a line: the first line is one by itself, or (it may have a mistake) a later line begins one too. */
function isNdjson(start: string, whole: boolean): boolean {
  const lines = start.split("\n");
  // The last line may be cut off by the end of the sample.
  const complete = whole ? lines : lines.slice(0, -1);
  const [first = start] = complete;
  try {
    const value: unknown = JSON.parse(first);
    if (typeof value !== "object" || value === null) return true;
    return !Object.entries(value).some(([name, member]) => DOCUMENT_MEMBERS.has(name) && typeof member === "object");
  } catch {
    if (ROWS_IN_MEMBER.test(first)) return false;
    return /\}[\s,]*$/.test(first) || complete.slice(1).some((line) => line.startsWith("{"));
  }
}

function firstContentLine(head: string): string {
  for (const line of head.split(/\r?\n/)) {
    if (line.trim() !== "" && !line.startsWith("#")) return line;
  }
  return "";
}

function judgeHeader(header: string, delimiter: string): { known: number; columns: number; hasValue: boolean } {
  const reader = createCsvRecordReader(delimiter, header.length);
  const [record] = [...reader.push([{ text: header, number: 1, encoding: "utf-8" }]), ...reader.end()];
  if (record?.content.kind !== "cells") return { known: 0, columns: 0, hasValue: false };
  const { cells } = record.content;
  // A list of values may hold a cell that reads like a column name; a header never holds a value.
  if (cells.some((cell) => valueType(cell.text) !== undefined)) return { known: 0, columns: 0, hasValue: false };
  const roles = cells.map((cell) => columnRole(cell.text));
  return {
    known: roles.filter((role) => role !== undefined).length,
    columns: roles.length,
    hasValue: roles.some((role) => role !== undefined && (role.field === "value" || role.field === "digest")),
  };
}

function typeCell(header: string, delimiter: string): string {
  const end = header.indexOf(delimiter);
  return end === -1 ? "" : header.slice(0, end).replaceAll(/[" ]/g, "").toLowerCase();
}
