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

/** Blanks, comments of a line, and the tokens of a pattern; whatever else there is, one character of it. */
const TOKEN =
  /(?<blank>\s+|\/\/[^\n]*)|(?<byte>~?[0-9a-fA-F?]{2})|\[[ \t\r\n]*(?<low>0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)?[ \t\r\n]*(?<dash>-)?[ \t\r\n]*(?<high>0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)?[ \t\r\n]*\]|[{}()|]|[^]/uy;

interface HexTokens {
  readonly kinds: string;
  readonly matches: readonly RegExpExecArray[];
}

/** A token or comment of a hexadecimal pattern, by its place in the pattern. */
export interface HexPiece extends Range {
  readonly isComment: boolean;
}

/** Reads what is between the braces of a hexadecimal pattern. Ranges are places in the file. */
export function parseHex(literal: HexLiteral): HexPattern {
  const { kinds, matches } = hexTokens(literal.raw);
  const base = literal.range.start;
  const deep = tooDeepAt(kinds);
  if (deep !== -1) return { problem: { range: tokenRange(matches[deep]!, base), message: `alternatives are nested more than ${MAX_DEPTH} deep` } };
  try {
    // The generated parser has no types; the builder makes this list.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const elements = parse(kinds, { startRule: "HexPattern", tree: new HexBuilder(matches, base) }) as readonly HexElement[];
    return { elements };
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    const at = error.location.start.offset;
    const expected = listed(expectedWords(error.expected ?? []));
    const match = matches[at];
    if (match === undefined) return { problem: { range: literal.range, message: `expected ${expected}, found the end of the pattern` } };
    return { problem: { range: tokenRange(match, base), message: `expected ${expected}, found ${quoted(match[0])}` } };
  }
}

function hexTokens(raw: string): HexTokens {
  const matches: RegExpExecArray[] = [];
  let kinds = "";
  scan(raw, (match) => {
    matches.push(match);
    kinds += hexKind(match);
  });
  return { kinds, matches };
}

/** All tokens and comments of a hexadecimal pattern, its braces among them. */
export function hexPieces({ raw }: HexLiteral): readonly HexPiece[] {
  const pieces: HexPiece[] = [];
  scan(
    raw,
    ({ index, 0: text }) => pieces.push({ start: index, end: index + text.length, isComment: false }),
    (start, end) => pieces.push({ start, end, isComment: true }),
  );
  return pieces;
}

function scan(raw: string, token: (match: RegExpExecArray) => void, comment?: (start: number, end: number) => void): void {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(raw); match !== null && match[0] !== ""; match = TOKEN.exec(raw)) {
    if (match[1] !== undefined) {
      if (match[0].startsWith("//")) comment?.(match.index, match.index + match[0].trimEnd().length);
      continue;
    }
    const commentEnd = match[0] === "/" && raw[TOKEN.lastIndex] === "*" ? raw.indexOf("*/", TOKEN.lastIndex + 1) : -1;
    if (commentEnd === -1) {
      token(match);
      continue;
    }
    TOKEN.lastIndex = commentEnd + 2;
    comment?.(match.index, commentEnd + 2);
  }
}

function hexKind([text, ...rest]: RegExpExecArray): string {
  const [, byte, low, dash, high] = rest;
  if (byte !== undefined) return "b";
  if (text.length === 1) return /[{}()|]/.test(text) ? text : "x";
  if (text.startsWith("[") && (dash !== undefined || (low !== undefined && high === undefined))) return "j";
  return "x";
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

function tokenRange(match: RegExpExecArray, base: number): Range {
  return { start: base + match.index, end: base + match.index + match[0].length };
}

class HexBuilder {
  readonly #matches: readonly RegExpExecArray[];
  readonly #base: number;

  constructor(matches: readonly RegExpExecArray[], base: number) {
    this.#matches = matches;
    this.#base = base;
  }

  byte(at: number): HexByte {
    const [text] = this.#matches[at]!;
    const negated = text.startsWith("~");
    const high = nibble(text.charCodeAt(negated ? 1 : 0));
    const low = nibble(text.charCodeAt(negated ? 2 : 1));
    const mask = (high === -1 ? 0 : 0xf0) | (low === -1 ? 0 : 0x0f);
    return { kind: "byte", value: ((high << 4) | (low & 0x0f)) & mask, mask, negated, range: this.#range(at) };
  }

  jump(at: number): HexJump {
    const [, , , low, dash, high] = this.#matches[at]!;
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
    return tokenRange(this.#matches[at]!, this.#base);
  }
}

/** Value of a hexadecimal digit, -1 of `?`. */
function nibble(code: number): number {
  if (code === 0x3f) return -1;
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
}
