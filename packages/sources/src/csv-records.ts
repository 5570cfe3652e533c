import type { Range, SourceEncoding } from "@sigwright/core";
import type { Line } from "./line-reader.ts";

/** One cell of a record: its text without quotes, and where it stands in the record's text (quotes included). */
export interface CsvCell {
  readonly text: string;
  readonly range: Range;
}

/** One record of a CSV text (RFC 4180): one line, or several when a quoted cell holds line ends. */
export interface CsvRecord {
  readonly text: string;
  /** Number of its first line. */
  readonly line: number;
  readonly encoding: SourceEncoding;
  readonly content:
    | { readonly kind: "cells"; readonly cells: readonly CsvCell[] }
    | { readonly kind: "malformed"; readonly range: Range; readonly message: string; readonly help: string }
    | { readonly kind: "tooLong"; readonly bytes: number };
}

/** Turns lines into records; `end` gives what was still open. */
export interface CsvRecordReader {
  readonly push: (line: Line) => readonly CsvRecord[];
  readonly end: () => readonly CsvRecord[];
}

const NONE: readonly CsvRecord[] = [];

/**
 * Reads CSV records so that a wrong quote costs one line, not the rest of the file: when a quoted cell is not closed
 * properly, its first line is malformed and the lines after it are read again, each by itself. So every byte is
 * scanned at most twice. A record may span lines up to `maxLength` characters.
 */
export function createCsvRecordReader(delimiter: string, maxLength: number): CsvRecordReader {
  let held: Line[] = [];
  let heldLength = 0;

  const push = (line: Line): readonly CsvRecord[] => {
    if (line.tooLong !== undefined) {
      const tooLong: CsvRecord = {
        text: line.text,
        line: line.number,
        encoding: line.encoding,
        content: { kind: "tooLong", bytes: line.tooLong },
      };
      return [...giveUp(), tooLong];
    }
    if (held.length === 0) {
      if (!line.text.includes('"')) return [record([line], splitCells(line.text, delimiter))];
      const state = quoteState(line.text, delimiter, false);
      if (state === "closed") return [record([line], parseCells(line.text, delimiter))];
      held = [line];
      heldLength = line.text.length;
      return NONE;
    }
    held.push(line);
    heldLength += line.text.length + 1;
    if (quoteState(line.text, delimiter, true) === "open") return heldLength > maxLength ? giveUp() : NONE;
    const content = parseCells(held.map(({ text }) => text).join("\n"), delimiter);
    if (content.kind !== "cells") return giveUp();
    const whole = record(held, content);
    held = [];
    heldLength = 0;
    return [whole];
  };

  /** Gives up on a record of several lines: each of its lines becomes a record by itself. */
  const giveUp = (): readonly CsvRecord[] => {
    const records = held.map((line) => record([line], parseCells(line.text, delimiter)));
    held = [];
    heldLength = 0;
    return records;
  };

  return { push, end: giveUp };
}

function record(lines: readonly Line[], content: CsvRecord["content"]): CsvRecord {
  const [first] = lines;
  return {
    text: lines.length === 1 ? first!.text : lines.map(({ text }) => text).join("\n"),
    line: first!.number,
    encoding: lines.some(({ encoding }) => encoding === "latin-1") ? "latin-1" : "utf-8",
    content,
  };
}

/** Whether a quoted cell is still open at the end of a line. */
function quoteState(text: string, delimiter: string, openBefore: boolean): "open" | "closed" {
  let open = openBefore;
  let atCellStart = !openBefore;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (open) {
      const quote = text.indexOf('"', i);
      if (quote === -1) return "open";
      if (text[quote + 1] === '"') i = quote + 1;
      else {
        open = false;
        i = quote;
      }
    } else if (character === '"' && atCellStart) {
      open = true;
    } else if (character === delimiter) {
      atCellStart = true;
      continue;
    }
    if (character !== " " || open) atCellStart = false;
  }
  return open ? "open" : "closed";
}

function splitCells(text: string, delimiter: string): CsvRecord["content"] {
  const cells: CsvCell[] = [];
  let start = 0;
  for (;;) {
    const found = text.indexOf(delimiter, start);
    const end = found === -1 ? text.length : found;
    cells.push(trimmedCell(text, start, end));
    if (found === -1) return { kind: "cells", cells };
    start = end + 1;
  }
}

function trimmedCell(text: string, from: number, to: number): CsvCell {
  const raw = text.slice(from, to);
  const trimmed = raw.trim();
  if (trimmed.length === raw.length) return { text: raw, range: { start: from, end: to } };
  const start = from + (raw.length - raw.trimStart().length);
  return { text: trimmed, range: { start, end: start + trimmed.length } };
}

function parseCells(text: string, delimiter: string): CsvRecord["content"] {
  const cells: CsvCell[] = [];
  let at = 0;
  for (;;) {
    let start = at;
    while (text[start] === " ") start++;
    if (text[start] !== '"') {
      const found = text.indexOf(delimiter, at);
      const end = found === -1 ? text.length : found;
      cells.push(trimmedCell(text, at, end));
      if (found === -1) return { kind: "cells", cells };
      at = end + 1;
      continue;
    }
    const end = quotedEnd(text, start);
    if (end === undefined) {
      return {
        kind: "malformed",
        range: { start, end: start + 1 },
        message: "the quoted cell that begins here is never closed",
        help: 'close it with `"`; a quote inside a quoted cell is written twice: `""`',
      };
    }
    cells.push({ text: text.slice(start + 1, end - 1).replaceAll('""', '"'), range: { start, end } });
    at = end;
    while (text[at] === " ") at++;
    if (at >= text.length) return { kind: "cells", cells };
    if (text[at] !== delimiter) {
      return {
        kind: "malformed",
        range: { start: at, end: at + 1 },
        message: "text after the closing quote of a cell",
        help: 'a quote inside a quoted cell is written twice: `""`',
      };
    }
    at += 1;
  }
}

/** Offset after the closing quote of the cell that opens at `start`. */
function quotedEnd(text: string, start: number): number | undefined {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return undefined;
    if (text[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}
