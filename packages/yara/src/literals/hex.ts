import { quoted, type Range } from "@sigwright/core";
import { parse, SyntaxError as GrammarError } from "#grammar";
import type { HexLiteral } from "../nodes.ts";
import { MAX_DEPTH } from "../syntax/nesting.ts";
import { expectedWords, listed } from "../syntax/syntax-error.ts";

/** What a hexadecimal pattern is made of, in its order. */
export type HexElement = HexByte | HexJump | HexAlternatives;

/** `4D`, `4?`, `??`, `~4D`. Bits of `value` that are not in `mask` are 0. */
export interface HexByte {
  readonly kind: "byte";
  readonly value: number;
  readonly mask: number;
  readonly negated: boolean;
  readonly range: Range;
}

/** `[4]`, `[4-8]`, `[4-]`, `[-8]`, `[-]`, as it is written. */
export interface HexJump {
  readonly kind: "jump";
  readonly low: string | undefined;
  readonly high: string | undefined;
  /** Whether there is a `-`. */
  readonly isRange: boolean;
  readonly range: Range;
}

/** `( 01 | 02 03 )`. */
export interface HexAlternatives {
  readonly kind: "alternatives";
  readonly branches: readonly (readonly HexElement[])[];
  readonly range: Range;
}

/** What is in a hexadecimal pattern, or why it is none. */
export type HexPattern =
  | { readonly elements: readonly HexElement[]; readonly problem?: never }
  | { readonly elements?: never; readonly problem: { readonly range: Range; readonly message: string } };

interface HexTokens {
  readonly raw: string;
  /** One character for every token: a byte `b`, a jump `j`, a sign itself, anything else `x`. */
  readonly kinds: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly comments: readonly Range[];
}

/** A token or comment of a hexadecimal pattern, by its place in the pattern. */
export interface HexPiece extends Range {
  readonly isComment: boolean;
}

/** Reads what is between the braces of a hexadecimal pattern. Ranges are places in the file. */
export function parseHex(literal: HexLiteral): HexPattern {
  const tokens = hexTokens(literal.raw);
  const base = literal.range.start;
  const deep = tooDeepAt(tokens.kinds);
  if (deep !== -1) return { problem: { range: tokenRange(tokens, deep, base), message: `alternatives are nested more than ${MAX_DEPTH} deep` } };
  try {
    // The generated parser has no types; the builder makes this list.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const elements = parse(tokens.kinds, { startRule: "HexPattern", tree: new HexBuilder(tokens, base) }) as readonly HexElement[];
    return { elements };
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    const at = error.location.start.offset;
    const expected = listed(expectedWords(error.expected ?? []));
    if (at >= tokens.starts.length) return { problem: { range: literal.range, message: `expected ${expected}, found the end of the pattern` } };
    const found = quoted(literal.raw.slice(tokens.starts[at], tokens.ends[at]));
    return { problem: { range: tokenRange(tokens, at, base), message: `expected ${expected}, found ${found}` } };
  }
}

/** Whether a pattern is made of whole bytes and blanks only: there is nothing wrong with it then. */
export function isPlainHex({ raw }: HexLiteral): boolean {
  const last = raw.length - 1;
  let digits = 0;
  for (let at = 1; at < last; at++) {
    const code = raw.charCodeAt(at);
    if (isByteCharacter(code)) digits++;
    else if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) {
      if (digits % 2 !== 0) return false;
    } else return false;
  }
  return digits > 0 && digits % 2 === 0 && raw.charCodeAt(last) === 0x7d;
}

/** All tokens and comments of a hexadecimal pattern, its braces among them; jumps by their parts. */
export function hexPieces({ raw }: HexLiteral): readonly HexPiece[] {
  const { kinds, starts, ends, comments } = hexTokens(raw);
  const tokens = starts.flatMap((start, index): readonly HexPiece[] => {
    const end = ends[index]!;
    if (kinds[index] !== "j") return [{ start, end, isComment: false }];
    const parts = raw.slice(start, end).matchAll(JUMP_PART);
    return Array.from(parts, ({ index: at, 0: part }) => ({ start: start + at, end: start + at + part.length, isComment: false }));
  });
  if (comments.length === 0) return tokens;
  return [...tokens, ...comments.map((comment) => ({ ...comment, isComment: true }))].toSorted((a, b) => a.start - b.start);
}

/** Offset in the file of the first blank beyond ASCII in a hexadecimal pattern, comments apart; -1 when there is none. */
export function otherBlankIn(literal: HexLiteral): number {
  const { raw, range } = literal;
  if (!OTHER_BLANK.test(raw)) return -1;
  let end = 0;
  for (const piece of hexPieces(literal)) {
    const at = raw.slice(end, piece.start).search(OTHER_BLANK);
    if (at !== -1) return range.start + end + at;
    end = piece.end;
  }
  return -1;
}

const OTHER_BLANK = /[\u00a0\u2000-\u200a\u202f\u205f]/u;
const JUMP = /\[[ \t\r\n]*(?:(0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)[ \t\r\n]*)?(?:(-)[ \t\r\n]*(0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)?[ \t\r\n]*)?\]/y;
const JUMP_PART = /[[\]-]|[0-9a-zA-Z]+/g;
const BLANKS = /[\t\n\r \u00a0\u2000-\u200a\u202f\u205f]+/y;

function hexTokens(raw: string): HexTokens {
  let kinds = "";
  const starts: number[] = [];
  const ends: number[] = [];
  const comments: Range[] = [];
  for (let at = 0; at < raw.length; ) {
    const code = raw.charCodeAt(at);
    let end = code === 0x2f ? commentEnd(raw, at) : -1;
    if (end !== -1) {
      comments.push({ start: at, end: at + raw.slice(at, end).trimEnd().length });
      at = end;
      continue;
    }
    end = blanksEnd(raw, at, code);
    if (end === at) {
      const [kind, length] = tokenAt(raw, at, code);
      end = at + length;
      kinds += kind;
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { raw, kinds, starts, ends, comments };
}

function blanksEnd(raw: string, at: number, code: number): number {
  if (code === 0x20) return at + 1;
  if (code > 0x20 && code < 0x80) return at;
  BLANKS.lastIndex = at;
  return BLANKS.test(raw) ? BLANKS.lastIndex : at;
}

/** End of a comment, -1 when none begins. */
function commentEnd(raw: string, at: number): number {
  const next = raw[at + 1];
  if (next === "/") {
    const end = raw.indexOf("\n", at);
    return end === -1 ? raw.length : end;
  }
  const end = next === "*" ? raw.indexOf("*/", at + 2) : -1;
  return end === -1 ? -1 : end + 2;
}

function tokenAt(raw: string, at: number, code: number): readonly [kind: string, length: number] {
  if (isByteCharacter(code)) return isByteCharacter(raw.charCodeAt(at + 1)) ? ["b", 2] : ["x", 1];
  const character = raw.charAt(at);
  switch (character) {
    case "~":
      return isByteCharacter(raw.charCodeAt(at + 1)) && isByteCharacter(raw.charCodeAt(at + 2)) ? ["b", 3] : ["x", 1];
    case "[": {
      JUMP.lastIndex = at;
      const match = JUMP.exec(raw);
      return match !== null && (match[1] !== undefined || match[2] !== undefined) ? ["j", match[0].length] : ["x", 1];
    }
    case "{":
    case "}":
    case "(":
    case ")":
    case "|":
      return [character, 1];
    default:
      return ["x", 1];
  }
}

/** Hexadecimal digits and `?`. */
function isByteCharacter(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x3f || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

function tooDeepAt(kinds: string): number {
  if (!kinds.includes("(")) return -1;
  let depth = 0;
  for (let at = 0; at < kinds.length; at++) {
    if (kinds[at] === "(") depth++;
    else if (kinds[at] === ")") depth--;
    if (depth > MAX_DEPTH) return at;
  }
  return -1;
}

function tokenRange({ starts, ends }: HexTokens, at: number, base: number): Range {
  return { start: base + starts[at]!, end: base + ends[at]! };
}

class HexBuilder {
  readonly #tokens: HexTokens;
  readonly #base: number;

  constructor(tokens: HexTokens, base: number) {
    this.#tokens = tokens;
    this.#base = base;
  }

  byte(at: number): HexByte {
    const { raw, starts, ends } = this.#tokens;
    const start = starts[at]!;
    const end = ends[at]!;
    const high = nibble(raw.charCodeAt(end - 2));
    const low = nibble(raw.charCodeAt(end - 1));
    const mask = (high === -1 ? 0 : 0xf0) | (low === -1 ? 0 : 0x0f);
    return { kind: "byte", value: ((high << 4) | (low & 0x0f)) & mask, mask, negated: end - start === 3, range: this.#range(at) };
  }

  jump(at: number): HexJump {
    JUMP.lastIndex = this.#tokens.starts[at]!;
    const [, low, dash, high] = JUMP.exec(this.#tokens.raw)!;
    return { kind: "jump", low, high, isRange: dash !== undefined, range: this.#range(at) };
  }

  sequence(
    head: HexElement,
    tail: readonly { readonly jumps: readonly HexJump[]; readonly element: HexElement }[],
  ): readonly HexElement[] {
    const elements = [head];
    for (const { jumps, element } of tail) {
      for (const jump of jumps) elements.push(jump);
      elements.push(element);
    }
    return elements;
  }

  alternatives(start: number, branches: readonly (readonly HexElement[])[], end: number): HexAlternatives {
    return { kind: "alternatives", branches, range: { start: this.#range(start).start, end: this.#range(end - 1).end } };
  }

  #range(at: number): Range {
    return tokenRange(this.#tokens, at, this.#base);
  }
}

/** Value of a hexadecimal digit, -1 of `?`. */
function nibble(code: number): number {
  if (code === 0x3f) return -1;
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
}
