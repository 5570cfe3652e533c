import { refang } from "@sigwright/core";
import type { SourceRow } from "@sigwright/core";
import type { Line } from "./line-reader.ts";
import { indicatorRow, malformedRow, tooLongRow } from "./source-row.ts";
import type { RowContext } from "./source-row.ts";
import { looksLikeSchemelessUrl, valueType } from "./value-type.ts";

/** A `#` that begins a line, or has a blank before it: elsewhere it belongs to the value (a URL's fragment). */
const COMMENT = /(?:^|[ \t])#/;

/** Reads a plain list: one value a line, `#` comments; the type is told from the value. */
export function* readListLine(line: Line, context: RowContext, limit: number): Generator<SourceRow> {
  if (line.tooLong !== undefined) {
    yield tooLongRow({ ...line, line: line.number }, context, line.tooLong, limit);
    return;
  }
  const comment = COMMENT.exec(line.text);
  const value = (comment === null ? line.text : line.text.slice(0, comment.index)).trim();
  if (value === "") return;
  const start = line.text.indexOf(value);
  yield bareValueRow(
    value,
    { text: line.text, line: line.number, encoding: line.encoding },
    { start, end: start + value.length },
    context,
  );
}

/** Makes an indicator of a value that stands alone. */
export function bareValueRow(
  value: string,
  row: { text: string; line: number; column?: number; encoding: Line["encoding"] },
  range: { start: number; end: number },
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
