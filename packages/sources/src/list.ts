import { refang } from "@sigwright/core";
import type { Range, SourceRow } from "@sigwright/core";
import type { Line } from "./line-reader.ts";
import { indicatorRow, malformedRow, tooLongRow } from "./source-row.ts";
import type { RowContext, RowText } from "./source-row.ts";
import { looksLikeSchemelessUrl, valueType } from "./value-type.ts";

/** A `#` that begins a line, or has a blank before it: elsewhere it belongs to the value (a URL's fragment). */
const COMMENT = /(?:^|[ \t])#/;

/** Reads a line of a plain list: one value, or nothing; `#` begins a comment. The type is told from the value. */
export function readListLine(line: Line, context: RowContext, limit: number): SourceRow | undefined {
  const row: RowText = { text: line.text, line: line.number, encoding: line.encoding };
  if (line.tooLong !== undefined) return tooLongRow(row, context, line.tooLong, limit);
  const comment = COMMENT.exec(line.text);
  const value = (comment === null ? line.text : line.text.slice(0, comment.index)).trim();
  if (value === "") return undefined;
  const start = line.text.indexOf(value);
  return bareValueRow(value, row, { start, end: start + value.length }, context);
}

/** Makes an indicator of a value that stands alone. */
export function bareValueRow(
  value: string,
  row: RowText,
  range: Range,
  context: RowContext,
): SourceRow {
  const refanged = refang(value);
  const type = valueType(refanged);
  if (type === undefined) {
    return malformedRow(row, context, {
      code: "source/unknown-value",
      message: "the type of this value can't be told",
      range,
      help: looksLikeSchemelessUrl(refanged)
        ? `if it is a URL, write its scheme: \`http://…\``
        : "a plain list holds addresses, networks, host names, URLs, mail addresses and hashes; " +
          "for other types use NDJSON or CSV, which name the type",
    });
  }
  return indicatorRow({ type, value }, row, context, () => range);
}
