import { addRange, addShorthand, byteSet, complementOf, sizeOf } from "./byte-set.ts";
import type { ByteSet } from "./byte-set.ts";
import { Refusal } from "./refusal.ts";
import { readRustEscape } from "./rust-escape.ts";

/** What a class in brackets is. */
interface RustClass {
  readonly end: number;
  /** How many bytes it matches. */
  readonly size: number;
  /** What is told only when the whole expression could be read. */
  readonly late: Refusal | undefined;
}

/** A class that is open, with the sets that stand before the last operator (`&&`, `--`, `~~`) in it. */
interface OpenClass {
  readonly start: number;
  readonly negated: boolean;
  set: ByteSet;
  left: ByteSet | undefined;
  operator: string;
}

const NAMED = /\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/y;

/** Reads the class whose bracket stands at `start`: classes nest, and have an algebra. */
export function readRustClass(source: string, start: number, unicode: boolean): RustClass {
  const open: OpenClass[] = [];
  let at = start;
  let late: Refusal | undefined;

  const character = (code: number, isByte: boolean, from: number, to: number): number => {
    if (code > 0x7f && !isByte && !unicode) late ??= new Refusal("a class holds bytes, and this character is several", from, to, String.raw`write a byte \xHH`);
    return code;
  };
  /** A character, or a shorthand that has been added to the set already. */
  const item = (set: ByteSet): { readonly code: number | undefined; readonly from: number } => {
    const from = at;
    if (source[at] === "\\") {
      const { node, isBoundary, shorthand, isByte = false, late: found } = readRustEscape(source, at, unicode);
      at = node.end;
      late ??= found;
      if (isBoundary || node.kind === "empty") throw new Refusal(`\`${source.slice(from, at)}\` is no character`, from, at, "it can't stand in a class");
      if (shorthand !== undefined) {
        if (shorthand === "p") set.fill(1);
        else addShorthand(set, shorthand);
        return { code: undefined, from };
      }
      const code = node.kind === "literal" ? node.code : Number.parseInt(source.slice(from + 2, from + 4), 16);
      return { code: character(code, isByte, from, at), from };
    }
    const code = source.codePointAt(at)!;
    at += code > 0xffff ? 2 : 1;
    return { code: character(code, false, from, at), from };
  };
  const begin = (): void => {
    const from = at++;
    const negated = source[at] === "^";
    if (negated) at++;
    const made: OpenClass = { start: from, negated, set: byteSet(), left: undefined, operator: "" };
    open.push(made);
    const hyphens = at;
    while (source[at] === "-") at++;
    if (at > hyphens) addRange(made.set, 0x2d, 0x2d);
    if (at === hyphens && source[at] === "]") {
      addRange(made.set, 0x5d, 0x5d);
      at++;
    }
    if (at >= source.length) throw new Refusal("a character class is not closed", from, from + 1, "add the missing `]`");
  };

  begin();
  for (;;) {
    const current = open.at(-1)!;
    const char = source[at];
    if (char === undefined) {
      throw new Refusal("a character class is not closed", current.start, current.start + 1, String.raw`add the missing ], or write a bracket that is meant as text \[`);
    }
    if (char === "[") {
      NAMED.lastIndex = at;
      const named = NAMED.exec(source)?.[0];
      if (named === undefined) begin();
      else {
        at += named.length;
        addRange(current.set, 0, 127);
      }
    } else if (char === "]") {
      at++;
      open.pop();
      let set = combine(current);
      if (current.negated) set = complementOf(set);
      const outer = open.at(-1);
      if (outer === undefined) return { end: at, size: sizeOf(set), late };
      for (let byte = 0; byte < 256; byte++) if (set[byte] === 1) outer.set[byte] = 1;
    } else if ((char === "&" || char === "-" || char === "~") && source[at + 1] === char) {
      current.left = combine(current);
      current.operator = char;
      current.set = byteSet();
      at += 2;
    } else range(current.set);
  }

  function range(set: ByteSet): void {
    const low = item(set);
    const isRange = source[at] === "-" && source[at + 1] !== "]" && source[at + 1] !== "-" && at + 1 < source.length;
    if (!isRange) {
      if (low.code !== undefined) addRange(set, low.code, low.code);
      return;
    }
    at++;
    const high = item(set);
    if (low.code === undefined || high.code === undefined) throw new Refusal("a range goes from a character to a character", low.from, at, String.raw`a hyphen that is meant as text is written \-`);
    if (high.code < low.code) throw new Refusal("this range ends before it begins", low.from, at);
    addRange(set, low.code, high.code);
  }
}

function combine({ left, operator, set }: OpenClass): ByteSet {
  if (left === undefined) return set;
  return set.map((flag, byte) => {
    const before = left[byte]!;
    if (operator === "&") return flag & before;
    return operator === "-" ? before & (1 - flag) : flag ^ before;
  });
}
