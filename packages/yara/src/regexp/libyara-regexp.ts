import { quoted } from "@sigwright/core";
import { addRange, addShorthand, byteSet, complementOf, sizeOf } from "./byte-set.ts";
import { alternationOf, concatenationOf } from "./regexp-node.ts";
import type { RegexpNode, RegexpParse } from "./regexp-node.ts";
import { Refusal } from "./refusal.ts";

/** The largest number in braces: `RE_MAX_RANGE` of libyara's re.h. */
const LARGEST_COUNT = 32767;
/** Deeper nesting is not looked into. libyara itself has no bound but its stack. */
const DEEPEST_NESTING = 500;
/** Counts in braces, as libyara's re_lexer.l has them: `{2}`, `{2,}`, `{,5}`, `{,}`. Anything else is text. */
const BOUNDS = /\{(?:(\d*),(\d*)|(\d+))\}/y;

/** An open group, with what stands before it. */
interface OpenGroup {
  readonly start: number;
  readonly branches: RegexpNode[];
  parts: RegexpNode[];
  branchStart: number;
}

/**
 * Reads an expression as libyara 4.2 does (its re_lexer.l and re_grammar.y): no groups but plain ones, no look-around, no
 * back references; any other character may be escaped. Linear in the length of the text.
 */
export function parseLibyaraRegexp(source: string): RegexpParse {
  try {
    return new LibyaraParser(source).parse();
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem };
    throw error;
  }
}

class LibyaraParser {
  readonly #source: string;
  #at = 0;
  #groups: OpenGroup[];

  constructor(source: string) {
    this.#source = source;
    this.#groups = [{ start: 0, branches: [], parts: [], branchStart: 0 }];
  }

  parse(): RegexpParse {
    while (this.#at < this.#source.length) {
      const group = this.#groups.at(-1)!;
      const start = this.#at;
      const char = this.#source[start]!;
      if (char === "(") {
        if (this.#groups.length > DEEPEST_NESTING) return {};
        if (this.#source[start + 1] === "?") throw new Refusal("groups that begin with `(?` are not supported", start, start + 2, "use a plain group, `(…)`");
        this.#at++;
        this.#groups.push({ start, branches: [], parts: [], branchStart: this.#at });
      } else if (char === "|") {
        this.#closeBranch(group, true);
        this.#at++;
        group.branchStart = this.#at;
      } else if (char === ")") {
        if (this.#groups.length === 1) throw new Refusal("`)` closes no group", start, start + 1, String.raw`a parenthesis that is meant as text is written \)`);
        this.#closeBranch(group, group.branches.length > 0);
        this.#at++;
        this.#groups.pop();
        this.#push(alternationOf(group.branches, group.start, this.#at), true);
      } else this.#single(char, start);
    }
    const group = this.#groups.at(-1)!;
    if (this.#groups.length > 1) throw new Refusal("a group is not closed", group.start, group.start + 1, "add the missing `)`");
    this.#closeBranch(group, group.branches.length > 0);
    return { tree: alternationOf(group.branches, 0, this.#source.length) };
  }

  /** Only a branch that is not the first may be empty, and only behind a bar. */
  #closeBranch(group: OpenGroup, isBar: boolean): void {
    if (group.parts.length === 0 && (group.branches.length === 0 || !isBar)) {
      const start = group.branchStart;
      throw new Refusal("there is nothing to match here", Math.max(0, Math.min(start, this.#source.length - 1)), Math.min(start + 1, this.#source.length));
    }
    group.branches.push(concatenationOf(group.parts, group.branchStart, this.#at));
    group.parts = [];
  }

  /** Something that matches one character, or a place. */
  #single(char: string, start: number): void {
    if ("*+?".includes(char)) throw new Refusal(`\`${char}\` has nothing to repeat`, start, start + 1, `text is escaped: \`\\${char}\``);
    if (char === "^" || char === "$") {
      this.#at++;
      this.#push({ kind: "empty", start, end: this.#at }, false);
    } else if (char === ".") {
      this.#at++;
      this.#push({ kind: "any", start, end: this.#at }, true);
    } else if (char === "[") this.#class(start);
    else if (char === "\\") this.#escape(start);
    else {
      if (char === "{") {
        BOUNDS.lastIndex = start;
        const bounds = BOUNDS.exec(this.#source)?.[0];
        if (bounds !== undefined) throw new Refusal(`${quoted(bounds)} has nothing to repeat`, start, start + bounds.length, String.raw`a brace that is meant as text is written \{`);
      }
      const code = this.#source.codePointAt(start)!;
      this.#at += code > 0xffff ? 2 : 1;
      this.#push({ kind: "literal", code, start, end: this.#at }, true);
    }
  }

  #escape(start: number): void {
    const next = this.#source[start + 1];
    if (next === undefined) throw new Refusal("a backslash escapes nothing", start, start + 1);
    if (/[0-9]/.test(next)) throw new Refusal("back references are not supported", start, start + 2);
    if (next === "b" || next === "B") {
      this.#at += 2;
      this.#push({ kind: "empty", start, end: this.#at }, false);
    } else if (/[wWsSdD]/.test(next)) {
      this.#at += 2;
      const set = byteSet();
      addShorthand(set, next);
      this.#push({ kind: "class", size: sizeOf(set), start, end: this.#at }, true);
    } else {
      const code = this.#escapedCharacter(start);
      this.#push({ kind: "literal", code, start, end: this.#at }, true);
    }
  }

  /** Reads `\xHH`, `\n` and so on; any other character stands for itself. */
  #escapedCharacter(start: number): number {
    const next = this.#source.codePointAt(start + 1);
    if (next === undefined) throw new Refusal("a backslash escapes nothing", start, start + 1);
    if (next === 0x78) {
      const digits = this.#source.slice(start + 2, start + 4);
      if (!/^[0-9A-Fa-f]{2}$/.test(digits)) throw new Refusal(String.raw`\x is followed by two hexadecimal digits`, start, start + 2 + digits.length);
      this.#at = start + 4;
      return Number.parseInt(digits, 16);
    }
    this.#at = start + (next > 0xffff ? 3 : 2);
    const known = { n: 0x0a, t: 0x09, r: 0x0d, f: 0x0c, a: 0x07 }[String.fromCodePoint(next)];
    return known ?? next;
  }

  #class(start: number): void {
    let set = byteSet();
    this.#at++;
    const negated = this.#source[this.#at] === "^";
    if (negated) this.#at++;
    // A bracket that comes first is text.
    if (this.#source[this.#at] === "]") {
      addRange(set, 0x5d, 0x5d);
      this.#at++;
    }
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined) throw new Refusal("a character class is not closed", start, start + 1, String.raw`add the missing ], or write a bracket that is meant as text \[`);
      if (char === "]") break;
      this.#classItem(set);
    }
    this.#at++;
    if (negated) set = complementOf(set);
    this.#push({ kind: "class", size: sizeOf(set), start, end: this.#at }, true);
  }

  /** One character, range or shorthand of a class. */
  #classItem(set: Uint8Array): void {
    const start = this.#at;
    const char = this.#source[start]!;
    const next = this.#source[start + 1];
    const width = char !== "\\" ? 1 : next === "x" && /^[0-9A-Fa-f]{2}/.test(this.#source.slice(start + 2, start + 4)) ? 4 : 2;
    const last = this.#source[start + width + 1];
    if (this.#source[start + width] === "-" && last !== undefined && last !== "]" && (char !== "\\" || next !== undefined)) {
      const low = char === "\\" ? this.#escapedCharacter(start) : char.charCodeAt(0);
      this.#at = start + width + 1;
      let high = last.charCodeAt(0);
      const isHexHigh = last === "\\" && this.#source[this.#at + 1] === "x";
      if (last === "\\") high = this.#escapedCharacter(this.#at);
      else this.#at++;
      if ((next !== "x" && low > 0x7f) || (!isHexHigh && high > 0x7f)) this.#refuseSeveralBytes(start);
      if (high < low) throw new Refusal("this range ends before it begins", start, this.#at);
      addRange(set, low, high);
    } else if (char === "\\") {
      if (next !== undefined && /[wWsSdD]/.test(next)) {
        addShorthand(set, next);
        this.#at += 2;
      } else {
        const code = this.#escapedCharacter(start);
        if (next !== "x" && code > 0x7f) this.#refuseSeveralBytes(start);
        addRange(set, code, code);
      }
    } else {
      const code = char.charCodeAt(0);
      if (code < 32 || code >= 127) this.#refuseSeveralBytes(start);
      addRange(set, code, code);
      this.#at++;
    }
  }

  /** The bytes of a character beyond ASCII are taken one by one, and are none that a class may hold. */
  #refuseSeveralBytes(start: number): never {
    throw new Refusal("a character class holds printable ASCII characters only", start, this.#at > start ? this.#at : start + 1, String.raw`write it \xHH`);
  }

  /** Adds what was read, with the repetition behind it. What matches a place only can't be repeated. */
  #push(node: RegexpNode, isRepeatable: boolean): void {
    const group = this.#groups.at(-1)!;
    const operator = this.#source[this.#at];
    let min: number;
    let max: number;
    BOUNDS.lastIndex = this.#at;
    const bounds = operator === "{" ? BOUNDS.exec(this.#source) : null;
    const start = this.#at;
    if (bounds !== null) {
      [min, max] = this.#bounds(bounds);
      this.#at += bounds[0].length;
    } else if (operator === "*" || operator === "+" || operator === "?") {
      min = operator === "+" ? 1 : 0;
      max = operator === "?" ? 1 : Infinity;
      this.#at++;
    } else {
      group.parts.push(node);
      return;
    }
    if (!isRepeatable) throw new Refusal("only what matches a character can be repeated", node.start, this.#at);
    const greedy = this.#source[this.#at] !== "?";
    if (!greedy) this.#at++;
    const again = this.#source[this.#at];
    if (again === "*" || again === "+" || again === "?") throw new Refusal("a repetition can't be repeated", start, this.#at + 1, "put it in a group");
    group.parts.push({ kind: "repetition", part: node, min, max, greedy, isSign: bounds === null, start: node.start, end: this.#at });
  }

  #bounds([text, low, high, exact]: RegExpExecArray): [number, number] {
    const end = this.#at + text.length;
    const min = Number(exact ?? (low === "" ? 0 : low));
    const max = Number(exact ?? (high === "" ? LARGEST_COUNT : high));
    if (max > LARGEST_COUNT || min > LARGEST_COUNT) {
      throw new Refusal(`${quoted(text)} repeats too often`, this.#at, end, `the largest number is ${LARGEST_COUNT}`);
    }
    if (max < min || max === 0) throw new Refusal(`${quoted(text)} is no valid number of repetitions`, this.#at, end);
    return [min, exact === undefined && high === "" ? Infinity : max];
  }
}
