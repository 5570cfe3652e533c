import type { SourceRow } from "@sigwright/core";
import { createMemberLocator } from "./json-member.ts";
import { locateJsonError } from "./json-syntax.ts";
import type { Line } from "./line-reader.ts";
import { bareValueRow } from "./list.ts";
import { indicatorRow, malformedRow, tooLongRow } from "./source-row.ts";
import type { RowContext, RowText } from "./source-row.ts";

const BLANK = /^\s*$/;

/** Reads one line of NDJSON: one JSON object, or nothing. */
export function readNdjsonLine(line: Line, context: RowContext, limit: number): SourceRow | undefined {
  const row: RowText = { text: line.text, line: line.number, encoding: line.encoding };
  if (line.tooLong !== undefined) return tooLongRow(row, context, line.tooLong, limit);
  return BLANK.test(line.text) ? undefined : jsonRow(row, context);
}

/** Makes an indicator of a JSON value: an object as in the NDJSON form, or a string that is a bare value. */
export function jsonRow(row: RowText, context: RowContext): SourceRow {
  let value: unknown;
  try {
    value = JSON.parse(row.text);
  } catch {
    const error = locateJsonError(row.text);
    return malformedRow(row, context, {
      code: "source/json-syntax",
      message: error?.message ?? "this is not JSON",
      range: error?.range,
      help: "each indicator is one JSON object, for example `{\"type\":\"Host\",\"value\":\"bad.example\"}`",
    });
  }
  if (typeof value === "string") {
    const start = row.text.length - row.text.trimStart().length;
    return bareValueRow(value.trim(), row, { start, end: row.text.trimEnd().length }, context);
  }
  const locate = createMemberLocator(row.text);
  // Of a nested field (`hashes.md5`, `attributes[2]`) the place is that of its top-level member.
  return indicatorRow(value, row, context, (field) => locate(field) ?? locate(/^\w+/.exec(field)?.[0] ?? field));
}
