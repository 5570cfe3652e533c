/** Bytes as `content` writes them. */
export interface ByteCode {
  readonly negated: boolean;
  readonly bytes: Uint8Array;
  /** Where a `|` opens hexadecimal that none closes; the engine drops the last byte of it. Index in the text. */
  readonly unclosed?: number;
  /** Where a byte has one hexadecimal digit only. Index in the text. */
  readonly single?: number;
}

/** A character that has no business where it stands. Index in the text. */
export interface ByteCodeFault {
  readonly at: number;
  readonly in: "hex" | "outside";
}

/** How characters become bytes: those of the file. */
export type ByteEncoding = "utf-8" | "latin-1";

const BLANK = /[ \t\n\v\f\r]/;
const HEX = /[0-9A-Fa-f]/;

/**
 * Reads a quoted text with bytes in hexadecimal between `|`, as the engine does: what stands before the quotes may be
 * one `!` and blanks; the last character closes them; a single digit is a byte of its own.
 */
export function readByteCode(text: string, encoding: ByteEncoding): ByteCode | ByteCodeFault {
  let at = 0;
  let negated = false;
  while (at < text.length && text[at] !== '"') {
    const character = text[at]!;
    if (character === "!" && !negated) negated = true;
    else if (!BLANK.test(character)) return { at, in: "outside" };
    at++;
  }
  if (at < text.length && !text.endsWith('"')) return { at, in: "outside" };
  const end = Math.max(text.length - 1, at + 1);
  at++;
  const bytes: number[] = [];
  let unclosed: number | undefined;
  let single: number | undefined;
  while (at < end) {
    const bar = text.indexOf("|", at);
    const plainEnd = bar === -1 || bar >= end ? end : bar;
    addBytes(text, at, plainEnd, encoding, bytes);
    if (plainEnd === end) break;
    const hex = readHex(text, plainEnd + 1, end, bytes);
    if (hex.fault !== undefined) return { at: hex.fault, in: "hex" };
    single ??= hex.single;
    if (!hex.isClosed) unclosed = plainEnd;
    at = hex.end;
  }
  return { negated, bytes: Uint8Array.from(bytes), ...(unclosed === undefined ? {} : { unclosed }), ...(single === undefined ? {} : { single }) };
}

interface HexRun {
  readonly end: number;
  readonly isClosed: boolean;
  readonly fault?: number;
  readonly single?: number;
}

function readHex(text: string, start: number, end: number, bytes: number[]): HexRun {
  let digits = "";
  let single: number | undefined;
  const flush = (at: number): void => {
    if (digits === "") return;
    if (digits.length === 1) single ??= at - 1;
    bytes.push(Number.parseInt(digits, 16));
    digits = "";
  };
  for (let at = start; at < end; at++) {
    const character = text[at]!;
    if (character === "|") {
      flush(at);
      return { end: at + 1, isClosed: true, ...(single === undefined ? {} : { single }) };
    }
    if (HEX.test(character)) {
      if (digits.length === 2) flush(at);
      digits += character;
    } else if (BLANK.test(character)) flush(at);
    else return { end: at, isClosed: false, fault: at };
  }
  return { end, isClosed: false, ...(single === undefined ? {} : { single }) };
}

const ENCODER = new TextEncoder();

function addBytes(text: string, start: number, end: number, encoding: ByteEncoding, bytes: number[]): void {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80 || encoding === "latin-1") bytes.push(unit & 0xff);
    else if (unit >= 0xdc80 && unit <= 0xdcff) bytes.push(unit & 0xff);
    else {
      const point = text.codePointAt(at)!;
      for (const byte of ENCODER.encode(String.fromCodePoint(point))) bytes.push(byte);
      if (point > 0xffff) at++;
    }
  }
}

/** Whether a reading failed. */
export function isByteCodeFault(result: ByteCode | ByteCodeFault): result is ByteCodeFault {
  return "in" in result;
}
