import type { Range } from "@sigwright/core";

/** One cell of a record: its text without quotes, and where it stands in the record's text (quotes included). */
export interface CsvCell {
  readonly text: string;
  readonly range: Range;
}

/** The cells of a record, or what keeps it from having any. */
export type CsvCells =
  | { readonly kind: "cells"; readonly cells: readonly CsvCell[] }
  | { readonly kind: "malformed"; readonly range: Range; readonly message: string; readonly help: string };

/** What csv-parse leaves out in front of a cell, unless it is the delimiter. */
const BLANKS = " \t\f\r";

/**
 * Finds the values of a record in its text, which the parser does not do. Blanks around a cell do not belong to it.
 * Where there is text after the closing quote the parser, being lenient, keeps the quotes; that is malformed.
 *
 * @param text the record as it stands in the source, its line end included.
 * @param values what the parser made of it, not trimmed at the end.
 */
export function locateCells(text: string, values: readonly string[], delimiter: string): CsvCells {
  const cells: CsvCell[] = [];
  let at = 0;
  for (const value of values) {
    let start = at;
    while (start < text.length && text[start] !== delimiter && BLANKS.includes(text[start]!)) start++;
    if (text[start] !== '"') {
      const trimmed = value.trim();
      at = start + value.length + 1;
      start += value.length - value.trimStart().length;
      cells.push({ text: trimmed, range: { start, end: start + trimmed.length } });
      continue;
    }
    // With blanks after its closing quote the value still has its quotes.
    const unblanked = value.trimEnd();
    const found =
      quotedAt(text, start, value, delimiter, 0) ??
      quotedAt(text, start, unblanked.slice(1, -1), delimiter, value.length - unblanked.length);
    if (found === undefined) return textAfterQuote(text, start);
    cells.push(found.cell);
    at = found.end + 1;
  }
  return { kind: "cells", cells };
}

/** The cell, when it stands there in quotes, with so many blanks after it. */
function quotedAt(
  text: string,
  start: number,
  value: string,
  delimiter: string,
  blanks: number,
): { cell: CsvCell; end: number } | undefined {
  const quoted = `"${value.replaceAll('"', '""')}"`;
  const end = start + quoted.length + blanks;
  if (!text.startsWith(quoted, start) || (text[end] !== "\n" && text[end] !== delimiter)) return undefined;
  return { cell: { text: value, range: { start, end: end - blanks } }, end };
}

function textAfterQuote(text: string, start: number): CsvCells {
  const closing = start + 1 + text.slice(start + 1).replaceAll('""', "  ").indexOf('"');
  const after = closing + 1 + /^ */.exec(text.slice(closing + 1))![0].length;
  return {
    kind: "malformed",
    range: { start: after, end: after + 1 },
    message: "text after the closing quote of a cell",
    help: 'a quote inside a quoted cell is written twice: `""`',
  };
}
