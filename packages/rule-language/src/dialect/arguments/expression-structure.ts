/**
 * Whether an expression has the structure that PCRE2 10.42 asks for, in the mode the engine compiles in: bytes, not
 * UTF. Escapes, classes, groups, quantifiers, references, names and the fixed length of lookbehinds are followed;
 * names of Unicode properties and the engine's limits of size are not. One pass, no recursion.
 */
export interface ExpressionFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
}

/** One group while it is open. */
interface Group {
  readonly start: number;
  readonly kind: "plain" | "lookahead" | "lookbehind" | "conditional" | "reset";
  /** Flag `x` outside of it. */
  readonly extended: boolean;
  readonly captures: number;
  mostCaptures: number;
  /** Bytes that the branches before match; `undefined` for none yet, -1 when they differ or vary. */
  branches: number | undefined;
  /** Bytes that the branch matches so far; -1 when that varies. */
  branch: number;
  alternatives: number;
}

const VARIES = -1;
const MOST_REPEATS = 65535;
const LONGEST_NAME = 32;

/** What follows a backslash outside of classes and is one byte or class of bytes. */
const ONE_BYTE = "adDefhHnNrsStvVwWC";
const ASSERTIONS = "bBAzZG";
const UNSUPPORTED = "FLluU";
const POSIX_CLASSES: ReadonlySet<string> = new Set(
  "alpha lower upper alnum ascii blank cntrl digit graph print punct space word xdigit".split(" "),
);
/** General categories of characters. */
const CATEGORIES: ReadonlySet<string> = new Set(
  "C CC CF CN CO CS L L& LC LL LM LO LT LU M MC ME MN N ND NL NO P PC PD PE PF PI PO PS S SC SK SM SO Z ZL ZP ZS".split(" "),
);
const LONGEST_PROPERTY = 64;
const VERBS: ReadonlySet<string> = new Set(["ACCEPT", "FAIL", "F", "COMMIT", "MARK", "", "PRUNE", "SKIP", "THEN"]);
const START_VERBS =
  /^\(\*(?:UTF|UCP|NO_AUTO_POSSESS|NO_DOTSTAR_ANCHOR|NO_JIT|NO_START_OPT|NOTEMPTY|NOTEMPTY_ATSTART|CR|LF|CRLF|ANY|NUL|ANYCRLF|BSR_ANYCRLF|BSR_UNICODE|LIMIT_(?:HEAP|MATCH|DEPTH|RECURSION)=\d+)\)/;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const QUANTIFIER = /\{(\d+)(?:(,)(\d*))?\}/y;
const GROUP_OPTIONS = /\(\?(\^?[imsxnJU]*(?:-[imsxnJU]*)?)([):])/y;
const COMMENT_BLANK = /[ \t\n\v\f\r]/;

/** The first fault in the structure of an expression, or undefined. Positions are in the pattern. */
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
  #names = new Map<string, number>();
  #sharesNames = false;
  #references: { start: number; end: number; to: number | string; mayBeGroup?: boolean }[] = [];
  /** Bytes of the latest item; undefined when it can't be repeated. */
  #item: number | undefined = undefined;
  #fault: ExpressionFault | undefined;

  constructor(text: string, extended: boolean) {
    this.#text = text;
    this.#extended = extended;
    this.#groups.push(this.#group(0, "plain"));
  }

  read(): ExpressionFault | undefined {
    for (let verb = START_VERBS.exec(this.#text); verb !== null; verb = START_VERBS.exec(this.#text.slice(this.#at))) this.#at += verb[0].length;
    while (this.#at < this.#text.length && this.#fault === undefined) this.#next();
    if (this.#fault !== undefined) return this.#fault;
    const open = this.#groups.at(-1)!;
    if (this.#groups.length > 1) return { start: open.start, end: open.start + 1, message: "a parenthesis is not closed", help: "close it, or write it as `\\(`" };
    return this.#missingReference();
  }

  get captures(): number {
    return this.#total;
  }

  #group(start: number, kind: Group["kind"]): Group {
    return { start, kind, extended: this.#extended, captures: this.#captures, mostCaptures: this.#captures, branches: undefined, branch: 0, alternatives: 1 };
  }

  #fail(start: number, end: number, message: string, help?: string): void {
    this.#fault ??= { start, end, message, ...(help === undefined ? {} : { help }) };
  }

  /** Takes in one item that matches so many bytes. */
  #add(length: number): void {
    this.#flush();
    this.#item = length;
  }

  /** Counts the latest item to its branch: no quantifier follows it any more. */
  #flush(): void {
    const group = this.#groups.at(-1)!;
    if (this.#item !== undefined) group.branch = group.branch === VARIES || this.#item === VARIES ? VARIES : group.branch + this.#item;
    this.#item = undefined;
  }

  #next(): void {
    const text = this.#text;
    const start = this.#at;
    const char = text[start]!;
    switch (char) {
      case "\\":
        return this.#escape();
      case "[":
        return this.#class();
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
    this.#add(bytesOf(char));
  }

  #quantify(start: number, least: number, most: number): void {
    if (this.#item === undefined) return this.#fail(start, this.#at, `\`${this.#text.slice(start, this.#at)}\` repeats nothing`, "put what it repeats before it, or escape it");
    if (this.#text[this.#at] === "?" || this.#text[this.#at] === "+") this.#at++;
    const length = least === most ? (this.#item === VARIES ? VARIES : this.#item * least) : this.#item === 0 ? 0 : VARIES;
    const group = this.#groups.at(-1)!;
    group.branch = group.branch === VARIES || length === VARIES ? VARIES : group.branch + length;
    this.#item = undefined;
  }

  #alternative(): void {
    this.#flush();
    const group = this.#groups.at(-1)!;
    this.#endBranch(group);
    group.alternatives++;
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
      if (call[2] !== undefined) this.#referTo(start, this.#at, relative(call[1]!, Number(call[2]), this.#captures));
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
    const match = /^\(\*([A-Z]*)(:[^)]*)?\)/.exec(this.#text.slice(start));
    if (match === null || !VERBS.has(match[1]!) || (match[1] === "" && match[2] === undefined)) {
      if (/^\(\*[a-z_]+:/.test(this.#text.slice(start))) {
        // An assertion by name: what is in it is read as any group.
        this.#at += this.#text.slice(start).indexOf(":") + 1;
        this.#groups.push(this.#group(start, "lookahead"));
        return;
      }
      return this.#fail(start, start + 2, "`(*` begins no known verb", "write the parenthesis as `\\(`");
    }
    this.#at += match[0].length;
  }

  #options(start: number, match: RegExpExecArray): void {
    const [whole, flags = "", end] = match;
    this.#at = start + whole.length;
    if (flags.startsWith("^") && flags.includes("-")) return this.#fail(start, this.#at, "flags after `^` can't be switched off");
    const [on = "", off = ""] = flags.split("-");
    if (on.includes("J")) this.#sharesNames = true;
    if (end === ":") this.#groups.push(this.#group(start, "plain"));
    if (on.includes("x")) this.#extended = true;
    else if (off.includes("x") || on.startsWith("^")) this.#extended = false;
  }

  #capture(start: number, name: string | undefined): void {
    this.#captures++;
    this.#total = Math.max(this.#total, this.#captures);
    if (name !== undefined) {
      const earlier = this.#names.get(name);
      if (earlier !== undefined && earlier !== this.#captures && !this.#sharesNames) this.#fail(start, this.#at, `two groups have the name \`${name}\``);
      this.#names.set(name, this.#captures);
    }
    this.#groups.push(this.#group(start, "plain"));
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
    this.#references.push({ start, end: this.#at, to: name });
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
    if (match[2] !== undefined) this.#referTo(start, this.#at, relative(match[1]!, Number(match[2]), this.#captures));
    const name = match[3] ?? match[4] ?? match[8];
    if (name !== undefined) this.#references.push({ start, end: this.#at, to: name });
  }

  #referTo(start: number, end: number, to: number): void {
    this.#references.push({ start, end, to });
  }

  #missingReference(): ExpressionFault | undefined {
    for (const { start, end, to } of this.#references) {
      const exists = typeof to === "string" ? this.#names.has(to) : to >= 1 && to <= this.#total;
      if (!exists && to !== 0) return { start, end, message: `it refers to the group ${typeof to === "string" ? `\`${to}\`` : to}, which there is not`, help: "a backslash and a digit refer to a group; write a byte as `\\x01`" };
    }
    return undefined;
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
        this.#referTo(start, this.#at, number);
        return this.#add(VARIES);
      }
    }
    if (char === "N" && text[this.#at] === "{") {
      QUANTIFIER.lastIndex = this.#at;
      if (!QUANTIFIER.test(text)) return this.#fail(start, this.#at + 1, "`\\N{…}` can't be used here");
    }
    if (this.#byteEscape(start, char)) this.#add(1);
  }

  /** An escape that is one byte or a class of bytes, in classes too; false with a fault when it is none. */
  #byteEscape(start: number, char: string): boolean {
    const text = this.#text;
    if (char === "x") {
      if (text[this.#at] === "{") {
        const match = /^\{([0-9A-Fa-f]*)\}/.exec(text.slice(this.#at));
        if (match === null) {
          this.#fail(start, this.#at + 1, "`\\x{` needs hexadecimal digits and a `}`");
          return false;
        }
        if (match[1] === "" || Number.parseInt(match[1]!, 16) > 0xff) {
          this.#fail(start, this.#at + match[0].length, match[1] === "" ? "`\\x{}` has no digits" : "a byte can't be above `\\x{ff}`");
          return false;
        }
        this.#at += match[0].length;
      } else {
        this.#at += /^[0-9A-Fa-f]{0,2}/.exec(text.slice(this.#at, this.#at + 2))![0].length;
      }
      return true;
    }
    if (char >= "0" && char <= "7") {
      const digits = /^[0-7]{1,3}/.exec(text.slice(start + 1, start + 4))![0];
      this.#at = start + 1 + digits.length;
      if (Number.parseInt(digits, 8) > 0xff) this.#fail(start, this.#at, "an octal byte can't be above `\\377`");
      return this.#fault === undefined;
    }
    if (char === "o") {
      const match = /^\{([0-7]+)\}/.exec(text.slice(this.#at));
      if (match === null || Number.parseInt(match[1]!, 8) > 0xff) {
        this.#fail(start, this.#at, "`\\o` needs octal digits in braces, up to `\\o{377}`");
        return false;
      }
      this.#at += match[0].length;
      return true;
    }
    if (char === "c") {
      const next = text[this.#at++];
      if (next !== undefined && next >= " " && next <= "~") return true;
      this.#fail(start, text.length, "`\\c` needs a printable character behind it");
      return false;
    }
    if (char === "p" || char === "P") {
      const match = /^(?:([A-Za-z])|\{\^?([A-Za-z0-9_ :=&-]+)\})/.exec(text.slice(this.#at, this.#at + LONGEST_PROPERTY));
      const name = match?.[1] ?? match?.[2];
      if (match === null || name === undefined) {
        this.#fail(start, this.#at, `\`\\${char}\` needs the name of a property`);
        return false;
      }
      this.#at += match[0].length;
      // Longer names are those of scripts and others, which are not followed.
      if (name.length <= 2 && !CATEGORIES.has(name.toUpperCase())) {
        this.#fail(start, this.#at, `there is no property \`${name}\``, "take the backslash out where the letter itself is meant");
        return false;
      }
      return true;
    }
    if (UNSUPPORTED.includes(char)) {
      this.#fail(start, this.#at, `PCRE2 does not support \`\\${char}\``, char === "u" ? "write the byte as `\\x41`" : undefined);
      return false;
    }
    if (ONE_BYTE.includes(char) || !/[A-Za-z0-9]/.test(char) || char === "8" || char === "9") return true;
    this.#fail(start, this.#at, `\`\\${char}\` is no known escape`, "take the backslash out, or write `\\\\` for a backslash");
    return false;
  }

  #groupEscape(start: number): void {
    const rest = this.#text.slice(this.#at, this.#at + 48);
    const match = /^(?:([+-]?)(\d+)|\{([+-]?)(\d+)\}|\{([A-Za-z_]\w*)\}|<([+-]?)(\d+)>|<([A-Za-z_]\w*)>|'([+-]?)(\d+)'|'([A-Za-z_]\w*)')/.exec(rest);
    if (match === null) return this.#fail(start, this.#at, "`\\g` needs the number or name of a group");
    this.#at += match[0].length;
    const name = match[5] ?? match[8] ?? match[11];
    if (name === undefined) {
      const sign = match[1] ?? match[3] ?? match[6] ?? match[9] ?? "";
      this.#referTo(start, this.#at, relative(sign, Number(match[2] ?? match[4] ?? match[7] ?? match[10]), this.#captures));
    } else {
      this.#references.push({ start, end: this.#at, to: name });
    }
    this.#add(VARIES);
  }

  #nameEscape(start: number): void {
    const open = this.#text[this.#at] ?? "";
    const close = { "{": "}", "<": ">", "'": "'" }[open];
    if (close === undefined) return this.#fail(start, this.#at, "`\\k` needs the name of a group", "write `\\k<name>`");
    this.#nameReference(start, this.#at + 1, close);
  }

  #class(): void {
    const text = this.#text;
    const start = this.#at;
    if (/^\[[.:=]/.test(text.slice(start, start + 2))) {
      const end = posixEnd(text, start);
      if (end !== -1) return this.#fail(start, end, "a POSIX class stands in a class only", "write `[[:alpha:]]`");
    }
    let at = start + 1;
    if (text[at] === "^") at++;
    let isFirst = true;
    /** The byte a range may begin with; -1 after a class of bytes, undefined when none can begin. */
    let from: number | undefined;
    let isRange = false;
    for (; ; isFirst = false) {
      const char = text[at];
      if (char === undefined) return this.#fail(start, start + 1, "a `[` is not closed", "close the class with `]`, or write `\\[`");
      if (char === "]" && !isFirst) break;
      const itemStart = at;
      let byte = VARIES;
      if (char === "[" && /[.:=]/.test(text[at + 1] ?? "")) {
        const end = posixEnd(text, at);
        if (end !== -1) {
          if (text[at + 1] !== ":") return this.#fail(at, end, "POSIX collating elements are not supported");
          const name = text.slice(at + 2, end - 2);
          if (!POSIX_CLASSES.has(name.replace(/^\^/, ""))) return this.#fail(at, end, `there is no POSIX class \`${name}\``);
          at = end;
        } else {
          byte = char.codePointAt(0)!;
          at++;
        }
      } else if (char === "\\") {
        const code = text[at + 1];
        if (code === "E") {
          at += 2;
          continue;
        }
        if (code === "Q") {
          const end = text.indexOf("\\E", at + 2);
          at = end === -1 ? text.length : end + 2;
          from = undefined;
          continue;
        }
        if (code === undefined) return this.#fail(start, start + 1, "a `[` is not closed");
        if (code === "B" || code === "R" || code === "X") return this.#fail(at, at + 2, `\`\\${code}\` can't stand in a class`);
        if (code === "N") return this.#fail(at, at + 2, "`\\N` can't stand in a class");
        this.#at = at + 2;
        if (code === "b") byte = 8;
        else if (!this.#classEscape(at, code)) return;
        else byte = valueOf(text.slice(at, this.#at));
        at = this.#at;
      } else {
        byte = text.codePointAt(at)!;
        at += byte > 0xffff ? 2 : 1;
      }
      if (isRange) {
        isRange = false;
        if (byte === VARIES || from === VARIES) return this.#fail(itemStart - 1, at, "a range in a class can't have a class at its end", "put the `-` at the end of the class, or write `\\-`");
        if (byte < from!) return this.#fail(itemStart - 2, at, "a range in a class is the wrong way round");
        from = undefined;
        continue;
      }
      from = byte;
      if (text[at] === "-" && text[at + 1] !== "]" && text[at + 1] !== undefined) {
        isRange = true;
        at++;
      }
    }
    this.#at = at + 1;
    this.#add(1);
  }

  #classEscape(start: number, code: string): boolean {
    // What refers to a group elsewhere is a byte in a class.
    if (code === "8" || code === "9" || code === "g") return true;
    if ("AzZGKkC".includes(code)) {
      this.#fail(start, start + 2, `\`\\${code}\` can't stand in a class`);
      return false;
    }
    return this.#byteEscape(start, code);
  }
}

const ESCAPED_BYTES: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** The byte that an escape is, or -1 for a class of bytes. */
function valueOf(escape: string): number {
  const code = escape[1]!;
  if (code === "x") return Number.parseInt(escape.slice(2).replace("{", "") || "0", 16);
  if (code === "o") return Number.parseInt(escape.slice(3), 8);
  if (code >= "0" && code <= "7") return Number.parseInt(escape.slice(1), 8);
  if (code === "c") return escape.charCodeAt(2) ^ 0x40;
  if (/[dDhHsSvVwWpPC]/.test(code)) return VARIES;
  return ESCAPED_BYTES[code] ?? code.codePointAt(0)!;
}

/** Where a POSIX class, collating element or equivalence class ends that begins at a bracket; -1 when there is none. */
function posixEnd(text: string, start: number): number {
  const mark = text[start + 1]!;
  for (let at = start + 2; at < text.length; at++) {
    const char = text[at];
    if (char === "\\" && (text[at + 1] === "]" || text[at + 1] === "\\")) at++;
    else if (char === "]" || (char === "[" && text[at + 1] === mark)) return -1;
    else if (char === mark && text[at + 1] === "]") return at + 2;
  }
  return -1;
}

/** Bytes of a character in UTF-8, counted by UTF-16 units: both halves of a pair together have four. */
function bytesOf(char: string): number {
  const code = char.codePointAt(0)!;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code <= 0xdfff ? 2 : code < 0x10000 ? 3 : 4;
}

/** The number of a group that a signed number refers to from a place with so many groups before it. */
function relative(sign: string, number: number, captures: number): number {
  if (sign === "-") return captures - number + 1 || VARIES;
  return sign === "+" ? captures + number : number;
}
