import { quoted } from "@sigwright/core";
import { alternationOf, concatenationOf } from "./regexp-node.ts";
import type { RegexpNode, RegexpParse } from "./regexp-node.ts";
import { Refusal } from "./refusal.ts";
import { readRustClass } from "./rust-class.ts";
import { readRustEscape } from "./rust-escape.ts";

/** regex-syntax counts every kind of nesting; no expression that people write comes near. */
const DEEPEST_NESTING = 250;
const NAME_START = /[A-Za-z_\u0080-\uffff]/;
const NAME_PART = /[\w.[\]\u0080-\uffff]/;
/** The larger of the two numbers that a repetition may have: they are 32 bits wide. */
const LARGEST_COUNT = 0xffff_ffff;

/** An open group, with what stands before it. */
interface OpenGroup {
  readonly start: number;
  /** What the text around it is read as, to be restored behind it. */
  readonly unicode: boolean;
  readonly branches: RegexpNode[];
  parts: RegexpNode[];
  branchStart: number;
}

/**
 * Reads an expression as YARA-X 1.7 does, which has the grammar of Rust's regex-syntax 0.8 without Unicode: named groups
 * and flags, classes in classes, `{,5}`; no look-around, no back references, no escapes of letters that mean nothing.
 * Linear in the length of the text.
 */
export function parseRustRegexp(source: string): RegexpParse {
  try {
    return new RustParser(source).parse();
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem };
    throw error;
  }
}

class RustParser {
  readonly #source: string;
  readonly #groupNames = new Set<string>();
  readonly #groups: OpenGroup[] = [{ start: 0, unicode: false, branches: [], parts: [], branchStart: 0 }];
  /** How deep what is within a repetition or group is nested, where it is at all. */
  readonly #depths = new Map<RegexpNode, number>();
  #at = 0;
  #unicode = false;
  /** What regex-syntax or YARA-X refuse only when the whole expression could be read. */
  #late: Refusal | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): RegexpParse {
    const source = this.#source;
    while (this.#at < source.length) {
      const group = this.#groups.at(-1)!;
      const start = this.#at;
      const char = source[start]!;
      if (char === "(") {
        if (this.#open(start) === "verbose") return {};
      } else if (char === ")") this.#close(group, start);
      else if (char === "|") {
        this.#closeBranch(group);
        this.#at++;
        group.branchStart = this.#at;
      } else if (char === "[") {
        const found = readRustClass(source, start, this.#unicode);
        this.#at = found.end;
        this.#late ??= found.late;
        group.parts.push({ kind: "class", size: found.size, start, end: found.end });
      } else if (char === "*" || char === "+" || char === "?") {
        this.#at++;
        this.#repeat(group, char === "+" ? 1 : 0, char === "?" ? 1 : Infinity, start);
      } else if (char === "{") this.#repeatCounted(group, start);
      else group.parts.push(this.#primitive(char, start));
    }
    const group = this.#groups.at(-1)!;
    if (this.#groups.length > 1) throw new Refusal("a group is not closed", group.start, group.start + 1, "add the missing `)`");
    this.#closeBranch(group);
    if (this.#late !== undefined) throw this.#late;
    return { tree: alternationOf(group.branches, 0, source.length) };
  }

  /** A group, or flags in parentheses. The flag `x` gives blanks another meaning: what follows is not looked into. */
  #open(start: number): "verbose" | undefined {
    const source = this.#source;
    if (this.#groups.length > DEEPEST_NESTING) throw new Refusal("groups are nested too deep", start, start + 1);
    const look = /^\((\?<?[=!])/.exec(source.slice(start, start + 4))?.[1];
    if (look !== undefined) throw new Refusal("look-around is not supported", start, start + 1 + look.length);
    const unicode = this.#unicode;
    if (source[start + 1] !== "?") this.#at = start + 1;
    else if (source.startsWith("?P<", start + 1)) this.#groupName(start + 4);
    else if (source.startsWith("?<", start + 1)) this.#groupName(start + 3);
    else {
      const flags = this.#flags(start);
      if (flags.verbose) return "verbose";
      if (flags.alone) {
        this.#groups.at(-1)!.parts.push({ kind: "empty", start, end: this.#at });
        if ("*+?{".includes(source[this.#at] ?? "!")) this.#nothingToRepeat(this.#at);
        return undefined;
      }
    }
    this.#groups.push({ start, unicode, branches: [], parts: [], branchStart: this.#at });
    return undefined;
  }

  #groupName(start: number): void {
    const source = this.#source;
    let end = start;
    while (end < source.length && source[end] !== ">") {
      if (!(end === start ? NAME_START : NAME_PART).test(source[end]!)) throw new Refusal("a group name has a character that it can't have", end, end + 1);
      end++;
    }
    if (end >= source.length) throw new Refusal("a group name is not closed", start, end, "add the missing `>`");
    if (end === start) throw new Refusal("a group name is empty", start - 1, end + 1);
    const name = source.slice(start, end);
    if (this.#groupNames.has(name)) throw new Refusal(`two groups are named \`${name}\``, start, end);
    this.#groupNames.add(name);
    this.#at = end + 1;
  }

  /** `(?i)` or `(?i:`; leaves the position behind the parenthesis or colon. */
  #flags(start: number): { readonly alone: boolean; readonly verbose: boolean } {
    const source = this.#source;
    const seen = new Set<string>();
    let negated = false;
    let verbose = false;
    for (let at = start + 2; ; at++) {
      const char = source[at];
      if (char === undefined) throw new Refusal("a group is not closed", start, at, "add the missing `)`");
      if (char === ":" || char === ")") {
        if (source[at - 1] === "-") throw new Refusal("`-` takes away no flag", at - 1, at);
        if (char === ")" && at === start + 2) throw new Refusal("`?` has nothing to repeat", start + 1, start + 2);
        this.#at = at + 1;
        return { alone: char === ")", verbose };
      }
      if (char === "-") {
        if (negated) throw new Refusal("flags are taken away twice", at, at + 1);
        negated = true;
        continue;
      }
      if (!"imsUuRx".includes(char)) throw new Refusal(`${quoted(char)} is no flag`, at, at + 1, "flags are `i`, `m`, `s`, `R`, `U`, `u` and `x`");
      if (seen.has(char)) throw new Refusal(`the flag \`${char}\` is there twice`, at, at + 1);
      seen.add(char);
      if (char === "u") this.#unicode = !negated;
      if (char === "x" && !negated) verbose = true;
    }
  }

  #close(group: OpenGroup, start: number): void {
    if (this.#groups.length === 1) throw new Refusal("`)` closes no group", start, start + 1, String.raw`a parenthesis that is meant as text is written \)`);
    this.#closeBranch(group);
    this.#groups.pop();
    this.#unicode = group.unicode;
    this.#at++;
    const inner = alternationOf(group.branches, group.start, this.#at);
    // An empty group can be repeated, nothing can't: it is told from it by its range.
    const closed = inner.kind === "empty" ? { ...inner, start: group.start, end: this.#at } : inner;
    this.#deepen(closed, group.branches, start);
    this.#groups.at(-1)!.parts.push(closed);
  }

  /** Bounds the nesting, so that trees can be walked by recursion. */
  #deepen(node: RegexpNode, parts: readonly RegexpNode[], at: number): void {
    let deepest = 0;
    for (const part of parts) deepest = Math.max(deepest, this.#depths.get(part) ?? 0);
    if (deepest >= DEEPEST_NESTING) throw new Refusal("the expression is nested too deep", at, at + 1);
    this.#depths.set(node, deepest + 1);
  }

  #closeBranch(group: OpenGroup): void {
    const branch = concatenationOf(group.parts, group.branchStart, this.#at);
    if (group.parts.length > 1) this.#deepen(branch, group.parts, group.branchStart);
    group.branches.push(branch);
    group.parts = [];
  }

  /** A character, a dot, an escape, an anchor. */
  #primitive(char: string, start: number): RegexpNode {
    if (char === "\\") {
      const found = readRustEscape(this.#source, start, this.#unicode);
      this.#at = found.node.end;
      if (found.isBoundary && this.#unicode) this.#late ??= new Refusal("word boundaries are not supported in Unicode mode", start, this.#at);
      this.#late ??= found.late;
      return found.node;
    }
    const code = this.#source.codePointAt(start)!;
    this.#at += code > 0xffff ? 2 : 1;
    if (char === ".") return { kind: "any", start, end: this.#at };
    if (char === "^" || char === "$") return { kind: "empty", start, end: this.#at };
    return { kind: "literal", code, start, end: this.#at };
  }

  #nothingToRepeat(at: number): never {
    const char = this.#source[at]!;
    throw new Refusal(`\`${char}\` has nothing to repeat`, at, at + 1, `text is escaped: \`\\${char}\``);
  }

  #repeat(group: OpenGroup, min: number, max: number, operatorStart: number): void {
    const part = group.parts.pop();
    if (part === undefined) this.#nothingToRepeat(operatorStart);
    const greedy = this.#source[this.#at] !== "?";
    if (!greedy) this.#at++;
    const repetition: RegexpNode = { kind: "repetition", part, min, max, greedy, isSign: this.#source[operatorStart] !== "{", start: part.start, end: this.#at };
    this.#deepen(repetition, [part], operatorStart);
    group.parts.push(repetition);
  }

  /** `{2}`, `{2,}`, `{,5}`, `{2,5}`; blanks may stand around the numbers. A brace that begins none of these is refused. */
  #repeatCounted(group: OpenGroup, start: number): void {
    if (group.parts.length === 0) this.#nothingToRepeat(start);
    const help = String.raw`a brace that is meant as text is written \{`;
    const source = this.#source;
    let at = start + 1;
    const skipBlanks = (): void => {
      while (/\s/.test(source[at] ?? "!")) at++;
    };
    const readCount = (): number | undefined => {
      skipBlanks();
      const digits = at;
      while (/[0-9]/.test(source[at] ?? "!")) at++;
      const end = at;
      skipBlanks();
      if (end === digits) return undefined;
      const count = Number(source.slice(digits, end));
      if (count > LARGEST_COUNT) throw new Refusal("this number of repetitions is too large", digits, end);
      return count;
    };
    let min = readCount();
    let max = min;
    const unclosed = (): never => {
      throw new Refusal("`{` begins no number of repetitions", start, Math.min(at + 1, source.length), help);
    };
    if (at >= source.length) unclosed();
    if (source[at] === ",") {
      at++;
      if (at >= source.length) unclosed();
      if (source[at] === "}") {
        if (min === undefined) unclosed();
        max = Infinity;
      } else {
        max = readCount();
        if (max === undefined) unclosed();
        min ??= 0;
      }
    } else if (min === undefined) unclosed();
    if (source[at] !== "}") unclosed();
    at++;
    if (max! < min!) throw new Refusal(`${quoted(source.slice(start, at))} ends before it begins`, start, at, help);
    this.#at = at;
    this.#repeat(group, min!, max!, start);
  }
}
