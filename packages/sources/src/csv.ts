import { closest, refang } from "@sigwright/core";
import type { Diagnostic, Range, SourceRow } from "@sigwright/core";
import type { CsvCell } from "./csv-cells.ts";
import { COLUMN_NAMES, columnRole } from "./csv-columns.ts";
import type { ColumnRole } from "./csv-columns.ts";
import { createCsvRecordReader } from "./csv-records.ts";
import type { CsvRecord } from "./csv-records.ts";
import type { Line } from "./line-reader.ts";
import { indicatorRow, malformedRow, present, tooLongRow } from "./source-row.ts";
import type { RowContext, RowText } from "./source-row.ts";
import { valueType } from "./value-type.ts";

/** Takes the lines of a CSV text and gives the rows they complete, one at a time, when it is asked for. */
export interface CsvReader {
  readonly push: (lines: readonly Line[]) => Iterable<SourceRow>;
  readonly end: () => Iterable<SourceRow>;
}

/** What the header line says. */
interface Header {
  readonly roles: readonly (ColumnRole | undefined)[];
  /** Said once, with the first row. */
  readonly unknown: readonly { readonly name: string; readonly suggestion: string | undefined }[];
}

/** Separators of several values in one cell. */
const VALUE_SEPARATOR = /[;|,]/;
/** Spellings of true and false beside these two words. */
const TRUTH: Readonly<Record<string, boolean>> = { yes: true, "1": true, active: true, no: false, "0": false, inactive: false };

/**
 * Reads CSV whose first line names the columns. Empty cells are unknown values. A row with too many cells is
 * malformed; cells that are missing at the end are empty. Lines that begin with `#` are comments, except where they
 * can be the row of a hashtag.
 */
export function createCsvReader(delimiter: string, context: RowContext, limit: number): CsvReader {
  const records = createCsvRecordReader(delimiter, limit);
  let header: Header | undefined;
  let firstRow = true;

  const read = (record: CsvRecord): SourceRow | undefined => {
    const row: RowText = { text: record.text, line: record.line, encoding: record.encoding };
    const { content } = record;
    switch (content.kind) {
      case "tooLong":
        return tooLongRow(row, context, content.bytes, limit);
      case "malformed":
        return malformedRow(row, context, { code: "source/csv-syntax", ...content });
      case "cells":
        break;
    }
    const { cells } = content;
    if (record.text.startsWith("#") && isComment(cells, header)) return undefined;
    if (cells.every((cell) => cell.text === "")) return undefined;
    if (header === undefined) {
      header = readHeader(cells);
      return undefined;
    }
    const extra = cells.slice(header.roles.length).find((cell) => cell.text !== "");
    if (extra !== undefined) {
      return malformedRow(row, context, {
        code: "source/csv-columns",
        message: `the row has ${cells.length} cells, but the header names ${header.roles.length} columns`,
        range: { start: extra.range.start, end: cells.at(-1)!.range.end },
        help: `a value that holds \`${shownDelimiter(delimiter)}\` must stand in double quotes`,
      });
    }
    const made = readRow(header, cells, row, context, firstRow ? unknownColumns(header, row.text) : []);
    // A malformed row carries no remarks; they wait for the first one that does.
    if (made.kind === "indicator") firstRow = false;
    return made;
  };

  return {
    push: (lines) => present(records.push(lines), read),
    end: () => present(records.end(), read),
  };
}

function isComment(cells: readonly CsvCell[], header: Header | undefined): boolean {
  if (header === undefined || cells.length !== header.roles.length) return true;
  return !header.roles.some((role) => role?.field === "type");
}

function readHeader(cells: readonly CsvCell[]): Header {
  const seen = new Set<string>();
  const unknown: { name: string; suggestion: string | undefined }[] = [];
  const roles = cells.map(({ text }) => {
    const role = columnRole(text);
    if (role === undefined) {
      if (text !== "") unknown.push({ name: text, suggestion: closest(text, COLUMN_NAMES) });
      return undefined;
    }
    // The first column of a kind counts; ThreatConnect's exports may repeat one.
    const key = role.field === "digest" ? role.digest : role.field;
    if (seen.has(key)) return undefined;
    seen.add(key);
    return role;
  });
  return { roles, unknown };
}

function unknownColumns(header: Header, text: string): Diagnostic[] {
  return header.unknown.map(({ name, suggestion }) => ({
    code: "source/unknown-column",
    severity: suggestion === undefined ? "info" : "warning",
    rejects: false,
    message: `the column \`${name}\` is not known and was not read`,
    range: { start: 0, end: text.length },
    ...(suggestion === undefined ? {} : { help: `did you mean \`${suggestion}\`?` }),
  }));
}

function readRow(
  header: Header,
  cells: readonly CsvCell[],
  row: RowText,
  context: RowContext,
  remarks: readonly Diagnostic[],
): SourceRow {
  const fields: Record<string, unknown> = {};
  const hashes: Record<string, string> = {};
  const places = new Map<string, Range>();
  let impliedType: string | undefined;
  for (const [index, role] of header.roles.entries()) {
    const cell = cells[index];
    if (role === undefined || cell === undefined || cell.text === "") continue;
    if (role.field === "digest") {
      hashes[role.digest] = cell.text;
      places.set(`hashes.${role.digest}`, cell.range);
      continue;
    }
    if ("type" in role) impliedType = role.type;
    fields[role.field] = cellValue(role.field, cell.text);
    places.set(role.field, cell.range);
  }
  if (Object.keys(hashes).length > 0) {
    fields["hashes"] = hashes;
    if (fields["value"] === undefined && (fields["type"] === undefined || fields["type"] === "File")) {
      fields["type"] = "File";
    }
  }
  fields["type"] ??= typeOf(fields["value"], impliedType);
  if (fields["type"] === undefined) {
    delete fields["type"];
    if (typeof fields["value"] === "string") {
      return malformedRow(row, context, {
        code: "source/unknown-value",
        message: "the type of this value can't be told",
        range: places.get("value"),
        help: "name it in a column `type`",
      });
    }
  }
  return indicatorRow(fields, row, context, (field) => places.get(field), remarks);
}

/** The type of a value in a file without a type column, or in a row whose type cell is empty. */
function typeOf(value: unknown, implied: string | undefined): string | undefined {
  if (typeof value !== "string") return implied;
  if (implied !== undefined && implied !== "Address") return implied;
  // Feeds call a column `ip` that holds networks too.
  return valueType(refang(value)) ?? implied;
}

function cellValue(field: ColumnRole["field"], text: string): unknown {
  if (field === "tags" || field === "labels" || field === "tlp" || field === "groups") {
    return text.split(VALUE_SEPARATOR).flatMap((part) => part.trim() || []);
  }
  return field === "active" ? (TRUTH[text.toLowerCase()] ?? text) : text;
}

function shownDelimiter(delimiter: string): string {
  return delimiter === "\t" ? "a tab" : delimiter;
}
