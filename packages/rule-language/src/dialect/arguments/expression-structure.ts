import { readClass } from "./expression-class.ts";
import { bytesOf, readByteEscape } from "./expression-escapes.ts";
import { type ExpressionFault, expressionFaultAt } from "./expression-fault.ts";
import { ALTERNATIVE_SIZE, CAPTURE_SIZE, type Group, GROUP_SIZE, VARIES } from "./expression-group.ts";
import { GroupReferences, relative } from "./expression-references.ts";
import { groupRepeatedSize, LARGEST_EXPRESSION } from "./expression-size.ts";
import { readVerb, startVerbsEnd } from "./expression-verbs.ts";

const MOST_REPEATS = 65535;
const ASSERTIONS = "bBAzZG";
const LONGEST_NAME = 32;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const QUANTIFIER = /\{(\d+)(?:(,)(\d*))?\}/y;
const GROUP_OPTIONS = /\(\?(\^?[imsxnJU]*(?:-[imsxnJU]*)?)([):])/y;
const COMMENT_BLANK = /[ \t\n\v\f\r]/;

/**
 * The first fault in the structure of an expression as PCRE2 10.42 wants it, in the mode the engine compiles in: bytes, not
 * UTF. Escapes, classes, groups, quantifiers, references, names, the fixed length of lookbehinds and a lower bound of the
 * compiled size are followed; names of scripts and PCRE2's other limits are not. One pass, no recursion. Positions are in
 * the pattern.
 */
export function expressionFault(pattern: string, isExtended: boolean): ExpressionFault | undefined {
  return new Reader(pattern, isExtended).read();
}

/** How many groups of an expression capture; what it is when the expression is faulty does not matter. */
export function countCaptures(pattern: string): number {
  const reader = new Reader(pattern, false);
  reader.read();
  return reader.captures;
}

class Reader {
  readonly #text: string;
  #at = 0;
  #extended: boolean;
  #groups: Group[] = [];
  #captures = 0;
  #total = 0;
  readonly #references = new GroupReferences();
  /** Bytes of the latest item; undefined when it can't be repeated. */
  #item: number | undefined = undefined;
  /** Bytes that the latest item takes at least in the compiled expression. */
  #itemSize = 0;
  #itemIsGroup = false;
  #fault: ExpressionFault | undefined;

  constructor(text: string, extended: boolean) {
    this.#text = text;
    this.#extended = extended;
    this.#groups.push(this.#group(0, "plain"));
  }

  read(): ExpressionFault | undefined {
    this.#at = startVerbsEnd(this.#text);
    while (this.#at < this.#text.length && this.#fault === undefined) this.#next();
    if (this.#fault !== undefined) return this.#fault;
    const open = this.#groups.at(-1)!;
    if (this.#groups.length > 1) return { start: open.start, end: open.start + 1, message: "a parenthesis is not closed", help: "close it, or write it as `\\(`" };
    return this.#references.missing(this.#total) ?? this.#tooLarge();
  }

  #tooLarge(): ExpressionFault | undefined {
    this.#flush();
    if (this.#groups[0]!.size <= LARGEST_EXPRESSION) return undefined;
    return expressionFaultAt(0, this.#text.length, `it is too large: compiled, it takes more than 64 KiB`, "repeat groups less often, or nest fewer repetitions");
  }

  get captures(): number {
    return this.#total;
  }

  #group(start: number, kind: Group["kind"], size = GROUP_SIZE): Group {
    return { start, kind, extended: this.#extended, captures: this.#captures, mostCaptures: this.#captures, branches: undefined, branch: 0, alternatives: 1, size };
  }

  #fail(start: number, end: number, message: string, help?: string): void {
    this.#fault ??= expressionFaultAt(start, end, message, help);
  }

  /** Goes on behind something that was read, or keeps why it could not be. */
  #take(read: { readonly end: number } | ExpressionFault): boolean {
    if ("message" in read) this.#fault ??= read;
    else this.#at = read.end;
    return !("message" in read);
  }

  /** Takes in one item that matches so many bytes. */
  #add(length: number, size = 1): void {
    this.#flush();
    this.#item = length;
    this.#itemSize = size;
    this.#itemIsGroup = false;
  }

  /** Counts the latest item to its branch: no quantifier follows it any more. */
  #flush(): void {
    const group = this.#groups.at(-1)!;
    if (this.#item === undefined) return;
    group.branch = group.branch === VARIES || this.#item === VARIES ? VARIES : group.branch + this.#item;
    group.size += this.#itemSize;
    this.#item = undefined;
  }

  #next(): void {
    const text = this.#text;
    const start = this.#at;
    const char = text[start]!;
    switch (char) {
      case "\\":
        return this.#escape();
      case "[": {
        const read = readClass(text, start);
        if (this.#take(read)) this.#add(1, read.size);
        return;
      }
      case "(":
        return this.#open();
      case ")":
        return this.#close();
      case "|":
        return this.#alternative();
      case "*":
      case "+":
      case "?":
        this.#at++;
        return this.#quantify(start, char === "?" || char === "*" ? 0 : 1, char === "?" ? 1 : Infinity);
      case "{": {
        QUANTIFIER.lastIndex = start;
        const match = QUANTIFIER.exec(text);
        if (match === null) break;
        this.#at += match[0].length;
        const least = Number(match[1]);
        const most = match[2] === undefined ? least : match[3] === "" ? Infinity : Number(match[3]);
        if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS)) return this.#fail(start, this.#at, `a repetition of more than ${MOST_REPEATS}`);
        if (most < least) return this.#fail(start, this.#at, "the numbers of the repetition are the wrong way round", `write \`{${most},${least}}\``);
        return this.#quantify(start, least, most);
      }
      case "^":
      case "$":
        this.#at++;
        return this.#flush();
      default:
        if (!this.#extended) break;
        if (COMMENT_BLANK.test(char)) {
          this.#at++;
          return;
        }
        if (char === "#") {
          const end = text.indexOf("\n", start);
          this.#at = end === -1 ? text.length : end + 1;
          return;
        }
    }
    this.#at++;
    this.#add(bytesOf(char), 2);
  }

  #quantify(start: number, least: number, most: number): void {
    if (this.#item === undefined) return this.#fail(start, this.#at, `\`${this.#text.slice(start, this.#at)}\` repeats nothing`, "put what it repeats before it, or escape it");
    if (this.#text[this.#at] === "?" || this.#text[this.#at] === "+") this.#at++;
    const length = least === most ? (this.#item === VARIES ? VARIES : this.#item * least) : this.#item === 0 ? 0 : VARIES;
    const group = this.#groups.at(-1)!;
    group.branch = group.branch === VARIES || length === VARIES ? VARIES : group.branch + length;
    // What repeats a single byte or class takes a few bytes, however often.
    group.size += this.#itemIsGroup ? groupRepeatedSize(this.#itemSize, least, most) : this.#itemSize;
    this.#item = undefined;
  }

  #alternative(): void {
    this.#flush();
    const group = this.#groups.at(-1)!;
    this.#endBranch(group);
    group.alternatives++;
    group.size += ALTERNATIVE_SIZE;
    if (group.kind === "conditional" && group.alternatives > 2) return this.#fail(this.#at, this.#at + 1, "a condition has more than two branches");
    if (group.kind === "reset") {
      group.mostCaptures = Math.max(group.mostCaptures, this.#captures);
      this.#captures = group.captures;
    }
    this.#at++;
  }

  #endBranch(group: Group): void {
    if (group.kind === "lookbehind") {
      if (group.branch === VARIES) this.#fail(group.start, this.#at, "a lookbehind must match a fixed number of characters", "give each branch a fixed length");
    } else if (group.branches === undefined) {
      group.branches = group.branch;
    } else if (group.branches !== group.branch) {
      group.branches = VARIES;
    }
    group.branch = 0;
  }

  #close(): void {
    this.#flush();
    const at = this.#at++;
    if (this.#groups.length === 1) return this.#fail(at, at + 1, "a parenthesis closes nothing", "take it out, or write it as `\\)`");
    const group = this.#groups.at(-1)!;
    this.#endBranch(group);
    this.#groups.pop();
    this.#extended = group.extended;
    if (group.kind === "reset") this.#captures = Math.max(group.mostCaptures, this.#captures);
    const isAssertion = group.kind === "lookahead" || group.kind === "lookbehind";
    const hasOneBranchOnly = group.kind === "conditional" && group.alternatives === 1 && group.branches !== 0;
    this.#item = isAssertion ? 0 : hasOneBranchOnly ? VARIES : (group.branches ?? 0);
    this.#itemSize = group.size;
    this.#itemIsGroup = !isAssertion;
  }

  #open(): void {
    const text = this.#text;
    const start = this.#at;
    // A quantifier behind a comment repeats what stands before it.
    if (text.startsWith("(?#", start)) {
      const end = text.indexOf(")", start);
      if (end === -1) return this.#fail(start, start + 3, "a comment is not closed");
      this.#at = end + 1;
      return;
    }
    this.#flush();
    if (text[start + 1] === "*" && /[A-Za-z:]/.test(text[start + 2] ?? "")) return this.#verb();
    if (text[start + 1] !== "?") {
      this.#at++;
      return this.#capture(start, undefined);
    }
    GROUP_OPTIONS.lastIndex = start;
    const options = GROUP_OPTIONS.exec(text);
    if (options !== null) return this.#options(start, options);
    const special: readonly (readonly [opening: string, kind: Group["kind"]])[] = [
      ["(?=", "lookahead"],
      ["(?!", "lookahead"],
      ["(?*", "lookahead"],
      ["(?<=", "lookbehind"],
      ["(?<!", "lookbehind"],
      ["(?<*", "lookbehind"],
      ["(?>", "plain"],
      ["(?|", "reset"],
    ];
    for (const [opening, kind] of special) {
      if (!text.startsWith(opening, start)) continue;
      this.#at += opening.length;
      this.#groups.push(this.#group(start, kind));
      return;
    }
    if (text.startsWith("(?(", start)) return this.#condition();
    if (text.startsWith("(?P=", start)) return this.#nameReference(start, start + 4, ")");
    if (text.startsWith("(?P>", start) || text.startsWith("(?&", start)) return this.#nameReference(start, start + (text[start + 2] === "&" ? 3 : 4), ")");
    if (text.startsWith("(?P<", start)) return this.#named(start, start + 4, ">");
    if (text.startsWith("(?<", start)) return this.#named(start, start + 3, ">");
    if (text.startsWith("(?'", start)) return this.#named(start, start + 3, "'");
    const call = /^\(\?(?:R|0|([+-]?)(\d+))\)/.exec(text.slice(start, start + 12));
    if (call !== null) {
      this.#at += call[0].length;
      if (call[2] !== undefined) this.#references.add(start, this.#at, relative(call[1]!, Number(call[2]), this.#captures));
      return this.#add(VARIES);
    }
    const callout = /^\(\?C(\d*)\)/.exec(text.slice(start, start + 12));
    if (callout !== null) {
      this.#at += callout[0].length;
      if (Number(callout[1]) > 255) this.#fail(start, this.#at, "the number of a callout is above 255");
      return;
    }
    this.#fail(start, Math.min(start + 3, text.length), "an unknown kind of group", "groups begin with `(`, `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, `(?P<name>` or flags as in `(?i)`");
  }

  #verb(): void {
    const start = this.#at;
    const read = readVerb(this.#text, start);
    // An assertion by name: what is in it is read as any group.
    if (this.#take(read) && "isAssertion" in read) this.#groups.push(this.#group(start, "lookahead"));
  }

  #options(start: number, match: RegExpExecArray): void {
    const [whole, flags = "", end] = match;
    this.#at = start + whole.length;
    if (flags.startsWith("^") && flags.includes("-")) return this.#fail(start, this.#at, "flags after `^` can't be switched off");
    const [on = "", off = ""] = flags.split("-");
    if (on.includes("J")) this.#references.sharesNames = true;
    if (end === ":") this.#groups.push(this.#group(start, "plain"));
    if (on.includes("x")) this.#extended = true;
    else if (off.includes("x") || on.startsWith("^")) this.#extended = false;
  }

  #capture(start: number, name: string | undefined): void {
    this.#captures++;
    this.#total = Math.max(this.#total, this.#captures);
    if (name !== undefined) {
      if (!this.#references.name(name, this.#captures)) this.#fail(start, this.#at, `two groups have the name \`${name}\``);
    }
    this.#groups.push(this.#group(start, "plain", CAPTURE_SIZE));
  }

  #named(start: number, nameStart: number, close: string): void {
    const name = this.#name(start, nameStart, close);
    if (name !== undefined) this.#capture(start, name);
  }

  /** Reads a name up to its closing character. */
  #name(start: number, nameStart: number, close: string): string | undefined {
    NAME.lastIndex = nameStart;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined || this.#text[nameStart + name.length] !== close) {
      this.#fail(start, Math.min(nameStart + 1, this.#text.length), "the name of a group is missing or not closed", "a name has letters, digits and `_`, and does not begin with a digit");
      return undefined;
    }
    if (name.length > LONGEST_NAME) {
      this.#fail(nameStart, nameStart + name.length, `a name has more than ${LONGEST_NAME} characters`);
      return undefined;
    }
    this.#at = nameStart + name.length + 1;
    return name;
  }

  #nameReference(start: number, nameStart: number, close: string): void {
    const name = this.#name(start, nameStart, close);
    if (name === undefined) return;
    this.#references.add(start, this.#at, name);
    this.#add(VARIES);
  }

  #condition(): void {
    const start = this.#at;
    const rest = this.#text.slice(start);
    this.#groups.push(this.#group(start, "conditional"));
    if (/^\(\?\(\?(?:=|!|<=|<!|C)/.test(rest)) {
      this.#at += 2;
      return;
    }
    const match = /^\(\?\((?:([+-]?)(\d+)|<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)'|(DEFINE)|(R(?:\d+|&\w+)?)|(VERSION>?=\d+(?:\.\d+)?)|([A-Za-z_]\w*))\)/.exec(rest);
    if (match === null) return this.#fail(start, start + 3, "an unknown condition", "a condition is the number or name of a group, or a lookaround");
    this.#at += match[0].length;
    if (match[2] !== undefined) this.#references.add(start, this.#at, relative(match[1]!, Number(match[2]), this.#captures));
    const name = match[3] ?? match[4] ?? match[8];
    if (name !== undefined) this.#references.add(start, this.#at, name);
  }

  #escape(): void {
    const text = this.#text;
    const start = this.#at;
    const char = text[start + 1];
    this.#at += 2;
    if (char === undefined) return this.#fail(start, text.length, "the expression ends with a backslash", "write a backslash as `\\\\`");
    if (char === "E") return;
    if (char === "Q") {
      const end = text.indexOf("\\E", this.#at);
      const literal = text.slice(this.#at, end === -1 ? undefined : end);
      for (const each of literal) this.#add(bytesOf(each));
      this.#at = end === -1 ? text.length : end + 2;
      return;
    }
    if (ASSERTIONS.includes(char)) return this.#flush();
    if (char === "K") {
      this.#flush();
      if (this.#groups.some(({ kind }) => kind === "lookahead" || kind === "lookbehind")) this.#fail(start, this.#at, "`\\K` can't stand in a lookaround");
      return;
    }
    if (char === "R" || char === "X") return this.#add(VARIES);
    if (char === "g") return this.#groupEscape(start);
    if (char === "k") return this.#nameEscape(start);
    if (char >= "1" && char <= "9") {
      const digits = /^\d+/.exec(text.slice(start + 1, start + 12))![0];
      const number = Number(digits);
      if (number < 10 || char >= "8" || number <= this.#captures) {
        this.#at = start + 1 + digits.length;
        this.#references.add(start, this.#at, number);
        return this.#add(VARIES);
      }
    }
    if (char === "N" && text[this.#at] === "{") {
      QUANTIFIER.lastIndex = this.#at;
      if (!QUANTIFIER.test(text)) return this.#fail(start, this.#at + 1, "`\\N{…}` can't be used here");
    }
    if (this.#take(readByteEscape(text, start))) this.#add(1);
  }

  #groupEscape(start: number): void {
    const rest = this.#text.slice(this.#at, this.#at + 48);
    const match = /^(?:([+-]?)(\d+)|\{([+-]?)(\d+)\}|\{([A-Za-z_]\w*)\}|<([+-]?)(\d+)>|<([A-Za-z_]\w*)>|'([+-]?)(\d+)'|'([A-Za-z_]\w*)')/.exec(rest);
    if (match === null) return this.#fail(start, this.#at, "`\\g` needs the number or name of a group");
    this.#at += match[0].length;
    const name = match[5] ?? match[8] ?? match[11];
    if (name === undefined) {
      const sign = match[1] ?? match[3] ?? match[6] ?? match[9] ?? "";
      this.#references.add(start, this.#at, relative(sign, Number(match[2] ?? match[4] ?? match[7] ?? match[10]), this.#captures));
    } else {
      this.#references.add(start, this.#at, name);
    }
    this.#add(VARIES);
  }

  #nameEscape(start: number): void {
    const open = this.#text[this.#at] ?? "";
    const close = { "{": "}", "<": ">", "'": "'" }[open];
    if (close === undefined) return this.#fail(start, this.#at, "`\\k` needs the name of a group", "write `\\k<name>`");
    this.#nameReference(start, this.#at + 1, close);
  }

}
