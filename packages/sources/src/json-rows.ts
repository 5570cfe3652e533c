import { isAscii } from "node:buffer";
import type { SourceEncoding } from "@sigwright/core";
import { decodeBytes, previewText } from "./line-reader.ts";

/** One element of the array that holds the indicators, as it stands in the document. */
export interface JsonRow {
  readonly text: string;
  /** Place of its first character in the document, 1-based; the column counts UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  readonly encoding: SourceEncoding;
  /** Length in bytes of an element that was over the limit; `text` is its beginning then. */
  readonly tooLong?: number;
}

/** The document as a whole is not what it should be; `line` and `column` say where that showed. */
export class JsonDocumentError extends Error {
  override readonly name = "JsonDocumentError";
  readonly line: number;
  readonly column: number;
  readonly help: string | undefined;

  constructor(message: string, place: { line: number; column: number }, help?: string) {
    super(message);
    this.line = place.line;
    this.column = place.column;
    this.help = help;
  }
}

/** Takes the bytes of a document piece by piece and gives its rows as they become complete. */
export interface JsonRowScanner {
  /** @throws JsonDocumentError */
  readonly push: (chunk: Uint8Array) => readonly JsonRow[];
  /** @throws JsonDocumentError when the document ends too early. */
  readonly end: () => void;
}

/** Members of a top-level object under which the array of indicators may stand; ThreatConnect's answers have `data`. */
const ROW_MEMBERS: readonly string[] = ["data", "indicators"];
/** Members by which documents of other kinds are known, and what they are. */
const OTHER_DOCUMENTS: Readonly<Record<string, string>> = {
  objects: "a STIX bundle",
  spec_version: "a STIX bundle",
  Event: "a MISP event",
  response: "a list of MISP events",
};
const MAX_KEY_BYTES = 64;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const LINE_FEED = 0x0a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type State =
  /** Before the top-level `[` or `{`. */
  | "start"
  /** In the top-level object, before a member's name or the end. */
  | "member"
  | "memberName"
  | "memberColon"
  | "memberValue"
  /** In a value of a member that holds no rows. */
  | "skipped"
  | "skippedScalar"
  /** In the array of rows, before an element or the end. */
  | "element"
  | "structure"
  | "scalar"
  | "string"
  /** After an element, before a comma or the end. */
  | "afterElement"
  /** After the top-level value. */
  | "done";

/**
 * Finds the elements of the array of indicators in a JSON document: a top-level array, or the array in the member
 * `data` or `indicators` of a top-level object. Only brackets, quotes and commas are looked at, so an element with a
 * mistake inside is given out as it is and costs nobody else; each is parsed on its own later. Works on bytes: what
 * matters is ASCII in UTF-8 and in Latin-1. Nesting is a counter; no more than `maxBytes` of one element are held.
 */
export function createJsonRowScanner(maxBytes: number): JsonRowScanner {
  let state: State = "start";
  let inWrapper = false;
  let sawRows = false;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let key: number[] = [];
  let memberName = "";

  let line = 1;
  // The column is known at one offset of the chunk, the anchor, and counted on from there when it is asked for.
  let anchor = 0;
  let anchorColumn = 1;
  let rowPlace = { line: 1, column: 1 };
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  const columnAt = (chunk: Uint8Array, offset: number): number => {
    anchorColumn += utf16Length(chunk, anchor, offset);
    anchor = offset;
    return anchorColumn;
  };
  const startLine = (offset: number): void => {
    line += 1;
    anchor = offset;
    anchorColumn = 1;
  };
  const fail = (chunk: Uint8Array, offset: number, message: string, help?: string): never => {
    throw new JsonDocumentError(message, { line, column: columnAt(chunk, offset) }, help);
  };
  /** Goes on to the end of a structure (depth 0) or of the chunk; returns the offset after it. */
  const skipStructure = (chunk: Uint8Array, from: number): number => {
    let i = from;
    for (; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (byte === LINE_FEED) startLine(i + 1);
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 0) return i + 1;
        }
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) return i + 1;
      }
    }
    return i;
  };
  const hold = (bytes: Uint8Array): void => {
    if (heldBytes <= maxBytes) held.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes > maxBytes && held.length > 0) held = [Buffer.concat(held).subarray(0, 4096)];
  };
  /** The row that ends before `end`, and began in this chunk or in one before. */
  const takeRow = (chunk: Uint8Array, ascii: string | undefined, start: number, end: number): JsonRow => {
    if (ascii !== undefined && heldBytes === 0 && end - start <= maxBytes) {
      return { text: ascii.slice(start, end), ...rowPlace, encoding: "utf-8" };
    }
    hold(chunk.subarray(start, end));
    const bytes = held.length === 1 ? held[0]! : Buffer.concat(held);
    const row: JsonRow =
      heldBytes > maxBytes
        ? { text: previewText(bytes), ...rowPlace, encoding: "utf-8", tooLong: heldBytes }
        : { ...decodeBytes(bytes), ...rowPlace };
    held = [];
    heldBytes = 0;
    return row;
  };

  const push = (chunk: Uint8Array): readonly JsonRow[] => {
    const rows: JsonRow[] = [];
    // Where bytes and characters are the same, rows are cut from one string: views of bytes cost more than their text.
    const ascii = isAscii(chunk) ? decodeBytes(chunk).text : undefined;
    let rowStart = state === "structure" || state === "scalar" || state === "string" ? 0 : -1;

    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      switch (state) {
        case "structure":
        case "skipped": {
          // Nearly all bytes are looked at here, so this loop does nothing else.
          const after = skipStructure(chunk, i);
          i = after - 1;
          if (depth > 0 || inString) continue;
          if (state === "structure") {
            rows.push(takeRow(chunk, ascii, rowStart, after));
            rowStart = -1;
            state = "afterElement";
          } else state = "member";
          continue;
        }
        case "string":
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) {
            rows.push(takeRow(chunk, ascii, rowStart, i + 1));
            rowStart = -1;
            state = "afterElement";
          }
          break;
        case "scalar":
        case "skippedScalar":
          if (byte !== COMMA && byte !== CLOSE_BRACKET && byte !== CLOSE_BRACE && !isBlank(byte)) break;
          if (state === "scalar") {
            rows.push(takeRow(chunk, ascii, rowStart, i));
            rowStart = -1;
            state = "afterElement";
          } else state = "member";
          i -= 1;
          continue;
        case "afterElement":
        case "element":
          if (isBlank(byte)) break;
          if (byte === COMMA && state === "afterElement") {
            state = "element";
            break;
          }
          if (byte === CLOSE_BRACKET) {
            state = inWrapper ? "member" : "done";
            break;
          }
          if (byte === CLOSE_BRACE) {
            fail(chunk, i, "`}` is not expected here: JSON wants `,` or `]`", "an element before this place has a `}` too many");
          }
          // A missing comma between two elements leaves no doubt where either ends.
          rowPlace = { line, column: columnAt(chunk, i) };
          rowStart = i;
          if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
            depth = 1;
            state = "structure";
          } else if (byte === QUOTE) state = "string";
          else if (byte === COMMA) {
            // Two commas in a row: an element with nothing in it.
            rows.push(takeRow(chunk, ascii, i, i));
            rowStart = -1;
          } else state = "scalar";
          break;
        case "start":
          if (isBlank(byte)) break;
          if (byte === OPEN_BRACKET) {
            state = "element";
            sawRows = true;
          } else if (byte === OPEN_BRACE) {
            state = "member";
            inWrapper = true;
          } else fail(chunk, i, "JSON wants `[` or `{` at its beginning");
          break;
        case "member":
          if (isBlank(byte) || byte === COMMA) break;
          if (byte === CLOSE_BRACE) state = "done";
          else if (byte === QUOTE) {
            state = "memberName";
            key = [];
          } else fail(chunk, i, "JSON wants a name in double quotes here");
          break;
        case "memberName":
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) {
            memberName = String.fromCharCode(...key);
            state = "memberColon";
            break;
          }
          if (key.length < MAX_KEY_BYTES) key.push(byte);
          break;
        case "memberColon":
          if (isBlank(byte)) break;
          if (byte !== COLON) fail(chunk, i, "JSON wants `:` after a name");
          state = "memberValue";
          break;
        case "memberValue":
          if (isBlank(byte)) break;
          if (byte === OPEN_BRACKET && ROW_MEMBERS.includes(memberName)) {
            state = "element";
            sawRows = true;
            break;
          }
          if (Object.hasOwn(OTHER_DOCUMENTS, memberName) && !sawRows) {
            fail(
              chunk,
              i,
              `the document is ${OTHER_DOCUMENTS[memberName]!}, which can't be read yet`,
              "convert it to one JSON object a line (NDJSON), a JSON array or CSV",
            );
          }
          depth = byte === OPEN_BRACE || byte === OPEN_BRACKET ? 1 : 0;
          inString = byte === QUOTE;
          state = depth > 0 || inString ? "skipped" : "skippedScalar";
          break;
        case "done":
          if (!isBlank(byte)) fail(chunk, i, "there is text after the end of the JSON document");
          break;
      }
      if (byte === LINE_FEED) startLine(i + 1);
    }
    columnAt(chunk, chunk.length);
    anchor = 0;
    if (rowStart !== -1) hold(chunk.subarray(rowStart));
    return rows;
  };

  const end = (): void => {
    const help = "the file may have been cut off; nothing of it is used";
    if (state === "done") {
      if (sawRows) return;
      throw new JsonDocumentError(
        "the JSON document has no list of indicators",
        { line: 1, column: 1 },
        "write a JSON array `[…]`, an object with the array in its member `indicators`, or one object a line (NDJSON)",
      );
    }
    if (heldBytes > 0) {
      throw new JsonDocumentError("the element that begins here is never closed", rowPlace, help);
    }
    throw new JsonDocumentError("the JSON document ends before it is closed", { line, column: anchorColumn }, help);
  };

  return { push, end };
}

/** UTF-16 code units that bytes of UTF-8 stand for; a byte that does not belong there counts one at most. */
function utf16Length(bytes: Uint8Array, start: number, end: number): number {
  let units = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
