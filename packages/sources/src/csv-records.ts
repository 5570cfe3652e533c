import type { SourceEncoding } from "@sigwright/core";
import { parse } from "csv-parse/sync";
import { locateCells } from "./csv-cells.ts";
import type { CsvCells } from "./csv-cells.ts";
import type { Line } from "./line-reader.ts";

/** One record of a CSV text (RFC 4180): one line, or several when a quoted cell holds line ends. */
export interface CsvRecord {
  readonly text: string;
  /** Number of its first line. */
  readonly line: number;
  readonly encoding: SourceEncoding;
  readonly content: CsvCells | { readonly kind: "tooLong"; readonly bytes: number };
}

/** Turns lines into records; `end` gives what was still open. */
export interface CsvRecordReader {
  readonly push: (lines: readonly Line[]) => readonly CsvRecord[];
  readonly end: () => readonly CsvRecord[];
}

/**
 * Reads CSV records so that a wrong quote costs one line, not the rest of the file: when a quoted cell is not closed
 * properly, or not within `maxLength` characters, its first line is malformed and the lines after it are read again,
 * each by itself. The splitting is csv-parse's, which takes many lines at once but loses what follows an open quote.
 */
export function createCsvRecordReader(delimiter: string, maxLength: number): CsvRecordReader {
  /** Lines of a record that is still open, and their length with line ends. */
  let held: Line[] = [];
  let heldLength = 0;
  /** The open record is tried again when it has become that long: each time twice as long, for linear time. */
  let retryLength = 0;

  const read = (lines: readonly Line[], isEnd: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    for (const line of lines) held.push(line);
    heldLength += lengthOf(lines);
    if (!isEnd && heldLength < retryLength) return records;
    while (held.length > 0) {
      const { taken, isOpen } = readComplete(held, records);
      held = held.slice(taken);
      heldLength = lengthOf(held);
      if (!isOpen) break;
      if (!isEnd && heldLength <= maxLength) {
        retryLength = Math.min(2 * heldLength, maxLength + 1);
        return records;
      }
      held = giveUp(held, records);
    }
    heldLength = 0;
    retryLength = 0;
    return records;
  };

  /** Reads records up to one that is open at the end of the lines, or too long; says how many lines they took. */
  const readComplete = (lines: readonly Line[], records: CsvRecord[]): { taken: number; isOpen: boolean } => {
    let taken = 0;
    for (const { raw, record } of parseRecords(textOf(lines), delimiter)) {
      const content = locateCells(raw, record, delimiter);
      const own = lines.slice(taken, taken + lineCount(raw));
      if (own.length > 1 && lengthOf(own) > maxLength) return { taken, isOpen: true };
      if (own.length > 1 && content.kind === "malformed") giveUp(own, records);
      else records.push(makeRecord(own, content));
      taken += own.length;
    }
    return { taken, isOpen: taken < lines.length };
  };

  /** Reads the lines of a record that is not one, each by itself, up to the limit; returns those beyond. */
  const giveUp = (lines: readonly Line[], records: CsvRecord[]): Line[] => {
    let length = 0;
    let count = 0;
    while (count < lines.length && length <= maxLength) length += lines[count++]!.text.length + 1;
    for (let at = 0; at < count; ) {
      const line = lines[at]!;
      let end = at;
      // Lines without a quote are records by themselves however many are parsed at once, which is much faster.
      while (end < count && !lines[end]!.text.includes('"')) end++;
      if (end === at) records.push(makeRecord([line], readLine(line, delimiter)));
      else readComplete(lines.slice(at, end), records);
      at = Math.max(end, at + 1);
    }
    return lines.slice(count);
  };

  return {
    push(lines) {
      if (lines.every(({ tooLong }) => tooLong === undefined)) return read(lines, false);
      return lines.flatMap((line) =>
        line.tooLong === undefined
          ? read([line], false)
          : [...read([], true), makeRecord([line], { kind: "tooLong", bytes: line.tooLong })],
      );
    },
    end: () => read([], true),
  };
}

/** What the parser makes of a record: its cells, and the text they were made of, the line end included. */
interface ParsedRecord {
  readonly raw: string;
  readonly record: readonly string[];
}

/** The records of a text that are complete; what is after them is open. */
function parseRecords(text: string, delimiter: string): readonly ParsedRecord[] {
  const records: unknown = parse(text, {
    delimiter,
    record_delimiter: "\n",
    relax_quotes: true,
    relax_column_count: true,
    // Not `rtrim`: with it, text after a closing quote would end the parsing.
    ltrim: true,
    raw: true,
    // The only error these options leave is a quote that is open at the end.
    skip_records_with_error: true,
  });
  // oxlint-disable-next-line no-unsafe-type-assertion -- the declared type does not know what `raw` does
  return records as readonly ParsedRecord[];
}

/** Reads a line that can't be a part of anything longer. */
function readLine({ text }: Line, delimiter: string): CsvCells {
  const [whole] = parseRecords(`${text}\n`, delimiter);
  if (whole !== undefined) return locateCells(whole.raw, whole.record, delimiter);
  // With its quote closed the line tells where the cell begins.
  const [closed] = parseRecords(`${text}"\n`, delimiter);
  const content = closed === undefined ? undefined : locateCells(closed.raw, closed.record, delimiter);
  if (content?.kind === "malformed") return content;
  const start = content?.cells.at(-1)?.range.start ?? 0;
  return {
    kind: "malformed",
    range: { start, end: start + 1 },
    message: "the quoted cell that begins here is never closed",
    help: 'close it with `"`; a quote inside a quoted cell is written twice: `""`',
  };
}

function makeRecord(lines: readonly Line[], content: CsvRecord["content"]): CsvRecord {
  const [first] = lines;
  return {
    text: lines.length === 1 ? first!.text : lines.map(({ text }) => text).join("\n"),
    line: first!.number,
    encoding: lines.some(({ encoding }) => encoding === "latin-1") ? "latin-1" : "utf-8",
    content,
  };
}

/** The lines with their line ends. */
function textOf(lines: readonly Line[]): string {
  return lines.map(({ text }) => `${text}\n`).join("");
}

/** Length of the lines with their line ends, in UTF-16 code units. */
function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { text }) => sum + text.length + 1, 0);
}

/** Lines in the text of a record, the last line end included. */
function lineCount(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf("\n"); at !== -1; at = raw.indexOf("\n", at + 1)) count++;
  return count;
}
