import { makeIndicator, SourceText, toDiagnostic } from "@sigwright/core";
import type { Diagnostic, LocatedDiagnostic, Range, Remark, SourceEncoding, SourceRow } from "@sigwright/core";

/** What all rows of one source have in common. */
export interface RowContext {
  /** The source as the user gave it. */
  readonly spec: string;
  /** What the source is called in front of line numbers. */
  readonly path: string;
}

/** A row as it stands in the source. */
export interface RowText {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units; 1 when the row begins a line. */
  readonly column?: number;
  readonly encoding: SourceEncoding;
}

/**
 * Makes an indicator of a row.
 *
 * @param record what the row holds, as in the NDJSON form.
 * @param locate where a field's value stands in the row's text, for the diagnostics; the whole row when it is unknown.
 * @param diagnostics what is to be said about the row beside what its fields give rise to.
 */
export function indicatorRow(
  record: unknown,
  row: RowText,
  context: RowContext,
  locate: (field: string) => Range | undefined,
  diagnostics: readonly Diagnostic[] = [],
): SourceRow {
  const made = makeIndicator(record, { source: context.spec, line: row.line });
  const place = (remark: Remark): Diagnostic =>
    toDiagnostic(remark, (remark.field === undefined ? undefined : locate(remark.field)) ?? wholeRow(row.text));
  if (made.status === "malformed") {
    return { kind: "malformed", problem: locateIn(row, context, place(made.problem)) };
  }
  const remarks = [...diagnostics, ...made.remarks.map(place)];
  if (row.encoding === "latin-1") remarks.push(notUtf8(row.text));
  return {
    kind: "indicator",
    indicator: made.indicator,
    remarks: remarks.map((diagnostic) => locateIn(row, context, diagnostic)),
  };
}

/** A row that can't be used. */
export function malformedRow(
  row: RowText,
  context: RowContext,
  problem: { code: string; message: string; range?: Range | undefined; help?: string | undefined },
): SourceRow {
  const diagnostic: Diagnostic = {
    code: problem.code,
    severity: "error",
    rejects: false,
    message: problem.message,
    range: problem.range ?? wholeRow(row.text),
    ...(problem.help === undefined ? {} : { help: problem.help }),
  };
  return { kind: "malformed", problem: locateIn(row, context, diagnostic) };
}

/** A row that is longer than the limit. */
export function tooLongRow(row: RowText, context: RowContext, bytes: number, limit: number): SourceRow {
  return malformedRow(row, context, {
    code: "source/row-too-long",
    message: `the row has ${bytes} bytes, more than the ${limit} a row may have`,
    help: "no indicator is that long; a quote or line end may be missing",
  });
}

/** What a reader makes of each item, without those it makes nothing of; one at a time, when it is asked for. */
export function* present<T>(items: Iterable<T>, read: (item: T) => SourceRow | undefined): Generator<SourceRow> {
  for (const item of items) {
    const row = read(item);
    if (row !== undefined) yield row;
  }
}

function notUtf8(text: string): Diagnostic {
  // Latin-1 text: the first character beyond ASCII is the first byte beyond ASCII.
  const start = Math.max(0, text.search(/[\u0080-\u00FF]/));
  return {
    code: "source/not-utf-8",
    severity: "warning",
    rejects: false,
    message: "the row is not valid UTF-8 and was read as Latin-1",
    range: { start, end: start + 1 },
    help: "save the file as UTF-8",
  };
}

function locateIn(row: RowText, context: RowContext, diagnostic: Diagnostic): LocatedDiagnostic {
  const source = SourceText.fromString(row.text, {
    path: context.path,
    firstLine: row.line,
    ...(row.column === undefined ? {} : { firstColumn: row.column }),
  });
  return { source, diagnostic };
}

function wholeRow(text: string): Range {
  const start = text.length - text.trimStart().length;
  return { start, end: Math.max(start, text.trimEnd().length) };
}
