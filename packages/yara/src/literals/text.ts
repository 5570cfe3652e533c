import type { Range, SourceEncoding } from "@sigwright/core";
import type { TextLiteral } from "../nodes.ts";

/** What a text of ASCII stands for, such as the name of a module. */
export function textValue(literal: TextLiteral): string {
  return literal.raw.includes(BACKSLASH) ? new TextDecoder().decode(textBytes(literal)) : textContent(literal);
}

/** A backslash that stands for nothing, by its place in the file. */
export interface BadEscape {
  readonly range: Range;
  readonly text: string;
}

const BACKSLASH = "\\";
const HEX_ESCAPE = /\\x[0-9a-fA-F]{2}/y;

/** What stands between the quotes. */
export function textContent({ raw }: TextLiteral): string {
  const quotes = isMultiLine(raw) ? 3 : 1;
  return raw.slice(quotes, -quotes);
}

/** Whether a text has three quotes at each end, as YARA-X knows it. */
export function isMultiLine(raw: string): boolean {
  return raw.length >= 6 && raw.startsWith('"""');
}

/**
 * The bytes a text stands for: escapes resolved, what is not ASCII as the file has it. A bad escape stands for itself.
 */
export function textBytes(literal: TextLiteral, encoding: SourceEncoding = "utf-8"): Uint8Array {
  const bytes: number[] = [];
  const content = textContent(literal);
  if (!content.includes(BACKSLASH)) return encode(content, encoding);
  let plain = 0;
  for (let at = content.indexOf(BACKSLASH); at !== -1; at = content.indexOf(BACKSLASH, at)) {
    for (const byte of encode(content.slice(plain, at), encoding)) bytes.push(byte);
    const letter = content[at + 1] ?? "";
    HEX_ESCAPE.lastIndex = at;
    if (HEX_ESCAPE.test(content)) {
      bytes.push(Number.parseInt(content.slice(at + 2, at + 4), 16));
      at += 4;
    } else {
      const escaped = ESCAPED.get(letter);
      bytes.push(escaped ?? 0x5c);
      at += escaped === undefined ? 1 : 2;
    }
    plain = at;
  }
  for (const byte of encode(content.slice(plain), encoding)) bytes.push(byte);
  return Uint8Array.from(bytes);
}

const ESCAPED: ReadonlyMap<string, number> = new Map([
  ["t", 9],
  ["n", 10],
  ["r", 13],
  ['"', 0x22],
  [BACKSLASH, 0x5c],
  ["0", 0],
]);
const ENCODER = new TextEncoder();

/** The first escape of a text that the engine does not know; `known` are the letters it does, `x` apart. */
export function badEscape(literal: TextLiteral, known: string): BadEscape | undefined {
  const { raw } = literal;
  for (let at = raw.indexOf(BACKSLASH); at !== -1; at = raw.indexOf(BACKSLASH, at + 2)) {
    const letter = raw[at + 1]!;
    if (known.includes(letter)) continue;
    HEX_ESCAPE.lastIndex = at;
    if (HEX_ESCAPE.test(raw)) continue;
    const end = letter === "x" ? Math.min(at + 4, raw.length - 1) : at + String.fromCodePoint(raw.codePointAt(at + 1)!).length + 1;
    const start = literal.range.start + at;
    return { range: { start, end: literal.range.start + end }, text: raw.slice(at, end) };
  }
  return undefined;
}

function encode(text: string, encoding: SourceEncoding): Uint8Array {
  return encoding === "utf-8" ? ENCODER.encode(text) : Uint8Array.from(text, (character) => character.charCodeAt(0));
}
