import type { Range } from "@sigwright/core";
import type { Scalar } from "yaml";

/** Where a text that was read from a YAML file stands in it, escapes and folded lines and all. */
export interface TextPlace {
  /** The range in the file of a range of the text. */
  readonly locate: (range: Range) => Range;
}

/** The place of a text that is the file's own, character for character, from an offset on. */
export function placeAt(offset: number): TextPlace {
  return { locate: ({ start, end }) => ({ start: offset + start, end: offset + end }) };
}

/** The place of a scalar's text in the file it was read from. */
export function scalarPlace(text: string, node: Scalar): TextPlace {
  const [start, end] = node.range!;
  const { value } = node;
  if (typeof value !== "string") return { locate: () => ({ start, end }) };
  let offsets: Uint32Array | undefined;
  return {
    locate(range) {
      offsets ??= offsetsOf(text, node, value);
      const first = offsets[Math.min(range.start, value.length)]!;
      if (range.end <= range.start) return { start: first, end: first };
      // One past the last character, not the place of the next one: between the two can be a line's indentation.
      const last = offsets[Math.min(range.end, value.length) - 1]! + 1;
      return { start: first, end: Math.max(first, last) };
    },
  };
}

/** Offset in the file of every character of the value, and of its end. */
function offsetsOf(text: string, node: Scalar, value: string): Uint32Array {
  const offsets = new Uint32Array(value.length + 1);
  const [start, end] = node.range!;
  const isQuoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
  const isBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  let at = isBlock ? blockContentStart(text, start) : isQuoted ? start + 1 : start;
  for (let i = 0; i < value.length; i++) {
    const character = value[i]!;
    let unit = unitAt(text, at, node.type);
    if (isSpace(character)) {
      // White space is folded, escaped or kept: its place need only be near. What follows brings both back in step.
      offsets[i] = at;
      if (unit.text === character || unit.isRawSpace) at += unit.length;
      continue;
    }
    // Every other character of the value stands in the file in its order; white space between is layout.
    while (at < end && (unit.text === "" || isSpace(unit.text))) {
      at += unit.length;
      unit = unitAt(text, at, node.type);
    }
    offsets[i] = at;
    // An escape can stand for a surrogate pair.
    if (unit.text.length === 2) offsets[++i] = at;
    at += unit.length;
  }
  offsets[value.length] = Math.min(at, end);
  return offsets;
}

/** A character as it is written in the file. */
interface Unit {
  /** What it stands for; empty when it stands for nothing. */
  readonly text: string;
  readonly length: number;
  /** Whether it is white space that is written as itself. */
  readonly isRawSpace: boolean;
}

function unitAt(text: string, at: number, type: Scalar["type"]): Unit {
  const character = text[at] ?? "";
  if (type === "QUOTE_SINGLE" && character === "'" && text[at + 1] === "'") {
    return { text: "'", length: 2, isRawSpace: false };
  }
  if (type === "QUOTE_DOUBLE" && character === "\\") return escapeAt(text, at);
  return { text: character, length: 1, isRawSpace: isSpace(character) };
}

function escapeAt(text: string, at: number): Unit {
  const letter = text[at + 1] ?? "";
  const digits = HEX_DIGITS[letter];
  if (digits !== undefined) {
    const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
    const isCode = code >= 0 && code <= 0x10ffff;
    return { text: isCode ? String.fromCodePoint(code) : "\uFFFD", length: 2 + digits, isRawSpace: false };
  }
  if (letter === "\r" && text[at + 2] === "\n") return { text: "", length: 3, isRawSpace: false };
  if (letter === "\n" || letter === "\r") return { text: "", length: 2, isRawSpace: false };
  return { text: ESCAPES[letter] ?? letter, length: 2, isRawSpace: false };
}

/** YAML 1.2.2, section 5.7. */
const HEX_DIGITS: Readonly<Record<string, number>> = Object.assign(Object.create(null), { x: 2, u: 4, U: 8 });
const ESCAPES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  "0": "\0",
  "a": "\u0007",
  "b": "\b",
  "t": "\t",
  "n": "\n",
  "v": "\v",
  "f": "\f",
  "r": "\r",
  "e": "\u001B",
  "N": "\u0085",
  "_": "\u00A0",
  "L": "\u2028",
  "P": "\u2029",
});

/** Where the text of a block scalar begins: after the line of its `|` or `>`. */
function blockContentStart(text: string, start: number): number {
  const feed = text.indexOf("\n", start);
  return feed === -1 ? text.length : feed + 1;
}

function isSpace(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
