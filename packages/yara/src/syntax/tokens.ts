import type { Range } from "@sigwright/core";
import { KEYWORD_KINDS, KIND } from "./token-kinds.ts";

/** The tokens of a file, blanks and comments left out. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  /** One character for every token; see `token-kinds.ts`. */
  readonly kinds: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly comments: readonly Range[];
  /** Offsets of blanks other than ASCII's between tokens. */
  readonly otherBlanks: readonly number[];
}

/**
 * Cuts a text into tokens: one pass, each character looked at a bounded number of times. Never fails: what is no
 * token is a token of the kind `bad`. What both engines agree on is decided here; where they differ, the wider form is
 * a token and the checks tell.
 *
 * The only thing that depends on what went before is `{`: behind a `=` it begins a hexadecimal pattern.
 */
export function tokenize(text: string): Tokens {
  return new Tokenizer(text).run();
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const STAR = 0x2a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;

const IDENTIFIER = 1;
const DIGIT = 2;
const BLANK = 3;

/** Class of every ASCII character. */
const CLASSES: Uint8Array = new Uint8Array(128);
for (let c = 0; c < 26; c++) {
  CLASSES[0x41 + c] = IDENTIFIER;
  CLASSES[0x61 + c] = IDENTIFIER;
}
for (let c = 0; c < 10; c++) CLASSES[0x30 + c] = DIGIT;
CLASSES[UNDERSCORE] = IDENTIFIER;
for (const c of [TAB, LINE_FEED, CARRIAGE_RETURN, SPACE]) CLASSES[c] = BLANK;

const KEYWORD_CODES: ReadonlyMap<string, number> = new Map([...KEYWORD_KINDS].map(([word, kind]) => [word, kind.charCodeAt(0)]));
const LONGEST_KEYWORD = Math.max(...[...KEYWORD_KINDS.keys()].map((word) => word.length));

/** Blanks beyond ASCII that YARA-X takes for blanks (tokenizer of 1.7.1); yarac refuses them. */
const OTHER_BLANK = /[\u00a0\u2000-\u200a\u202f\u205f]/u;
const WORD_END = /\s/u;
/** What may stand in a hexadecimal pattern up to a comment or its end. */
const HEX_RUN = /[0-9a-fA-F?~()|[\]\- \t\r\n\u00a0\u2000-\u200a\u202f\u205f]*/y;

/** What ends a hexadecimal pattern, and what tells that something else has begun. */
const HEX_STOP = /[}:=$"\n]/g;

const KINDS_CHUNK = 0x2000;

class Tokenizer {
  readonly #text: string;
  readonly #comments: Range[] = [];
  readonly #otherBlanks: number[] = [];
  #kinds = new Uint8Array(1024);
  #starts = new Int32Array(1024);
  #ends = new Int32Array(1024);
  #count = 0;
  /** Set when a comment was found to have no end, so that it is not looked for again. */
  #noCommentEnd = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Tokens {
    const text = this.#text;
    const { length } = text;
    let at = 0;
    while (at < length) {
      const code = text.charCodeAt(at);
      const group = code < 128 ? CLASSES[code] : 0;
      if (group === BLANK) at++;
      else if (group === IDENTIFIER) at = this.#word(at);
      else if (group === DIGIT) at = this.#number(at);
      else at = this.#sign(at, code);
    }
    return {
      text,
      count: this.#count,
      kinds: decodeKinds(this.#kinds.subarray(0, this.#count)),
      starts: this.#starts,
      ends: this.#ends,
      comments: this.#comments,
      otherBlanks: this.#otherBlanks,
    };
  }

  #push(kind: number, start: number, end: number): number {
    if (this.#count === this.#kinds.length) this.#grow();
    this.#kinds[this.#count] = kind;
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count++;
    return end;
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const starts = new Int32Array(size);
    starts.set(this.#starts);
    this.#starts = starts;
    const ends = new Int32Array(size);
    ends.set(this.#ends);
    this.#ends = ends;
  }

  #word(start: number): number {
    const end = this.#wordEnd(start + 1);
    const kind = end - start <= LONGEST_KEYWORD ? KEYWORD_CODES.get(this.#text.slice(start, end)) : undefined;
    return this.#push(kind ?? KIND.identifier, start, end);
  }

  /** End of the letters, digits and underscores from an offset. */
  #wordEnd(at: number): number {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(at);
      // Behind the end the code is NaN.
      if (!(code < 128)) return at;
      const group = CLASSES[code];
      if (group !== IDENTIFIER && group !== DIGIT) return at;
      at++;
    }
  }

  #number(start: number): number {
    const text = this.#text;
    const prefix = text.charCodeAt(start) === 0x30 ? text.charCodeAt(start + 1) : 0;
    if (prefix === 0x78 || prefix === 0x6f) {
      const end = prefix === 0x78 ? runEnd(text, start + 2, isHexDigit) : runEnd(text, start + 2, isOctalDigit);
      if (end > start + 2) return this.#push(KIND.integer, start, end);
    }
    let end = runEnd(text, start, isDigit);
    if (text.charCodeAt(end) === DOT && isDigit(text.charCodeAt(end + 1))) {
      return this.#push(KIND.float, start, runEnd(text, end + 1, isDigit));
    }
    const unit = text.charCodeAt(end);
    if ((unit === 0x4b || unit === 0x4d) && text.charCodeAt(end + 1) === 0x42) end += 2;
    return this.#push(KIND.integer, start, end);
  }

  #sign(start: number, code: number): number {
    const text = this.#text;
    const next = text.charCodeAt(start + 1);
    switch (code) {
      case 0x24: {
        const end = this.#wordEnd(start + 1);
        if (text.charCodeAt(end) === STAR) return this.#push(KIND.patternWildcard, start, end + 1);
        return this.#push(KIND.pattern, start, end);
      }
      case 0x23:
        return this.#push(KIND.count, start, this.#wordEnd(start + 1));
      case 0x40:
        return this.#push(KIND.offset, start, this.#wordEnd(start + 1));
      case 0x21:
        if (next === 0x3d) return this.#push(KIND.comparison, start, start + 2);
        return this.#push(KIND.length, start, this.#wordEnd(start + 1));
      case QUOTE:
        return this.#quoted(start);
      case SLASH:
        return this.#slash(start, next);
      case 0x3d:
        if (next === 0x3d) return this.#push(KIND.comparison, start, start + 2);
        return this.#push(KIND.equals, start, start + 1);
      case 0x3c:
      case 0x3e:
        if (next === 0x3d) return this.#push(KIND.comparison, start, start + 2);
        if (next === code) return this.#push(KIND.arithmetic, start, start + 2);
        return this.#push(KIND.comparison, start, start + 1);
      case 0x7b:
        if (this.#count > 0 && this.#kinds[this.#count - 1] === KIND.equals) return this.#hex(start);
        return this.#push(code, start, start + 1);
      case DOT:
        if (next === DOT) return this.#push(KIND.dots, start, start + 2);
        return this.#push(code, start, start + 1);
      case 0x26:
      case 0x7c:
        // `&&` and `||` of other languages: no operators, and no two of them.
        return next === code ? this.#push(KIND.bad, start, start + 2) : this.#push(KIND.arithmetic, start, start + 1);
      case 0x5e:
      case 0x2b:
      case BACKSLASH:
        return this.#push(KIND.arithmetic, start, start + 1);
      case 0x28:
      case 0x29:
      case 0x5b:
      case 0x5d:
      case 0x7d:
      case 0x2c:
      case 0x3a:
      case STAR:
      case 0x2d:
      case 0x25:
      case 0x7e:
        return this.#push(code, start, start + 1);
      default:
        if (OTHER_BLANK.test(text[start]!)) {
          this.#otherBlanks.push(start);
          return start + 1;
        }
        return this.#bad(start);
    }
  }

  /** What is no token, up to the next blank. */
  #bad(start: number): number {
    const text = this.#text;
    let end = start + 1;
    while (end < text.length && !WORD_END.test(text[end]!)) end++;
    return this.#push(KIND.bad, start, end);
  }

  #quoted(start: number): number {
    const text = this.#text;
    if (text.startsWith('"""', start)) {
      const end = multiLineEnd(text, start + 3);
      if (end !== -1) return this.#push(KIND.text, start, end);
    }
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) return this.#push(KIND.text, start, at + 1);
      if (code === BACKSLASH) at++;
      // An escape can't hold a line feed either; behind the end the code is NaN.
      if (Number.isNaN(code) || text.charCodeAt(at) === LINE_FEED || at >= text.length) {
        return this.#push(KIND.bad, start, lineEnd(text, start));
      }
    }
  }

  #slash(start: number, next: number): number {
    const text = this.#text;
    if (next === SLASH) {
      const end = text.indexOf("\n", start);
      return this.#comment(start, end === -1 ? text.length : end);
    }
    if (next === STAR) {
      const end = text.indexOf("*/", start + 2);
      if (end === -1) return this.#push(KIND.unclosedComment, start, text.length);
      return this.#comment(start, end + 2);
    }
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === SLASH) {
        return this.#push(KIND.regexp, start, flagsEnd(text, at + 1));
      }
      if (code === BACKSLASH) at++;
      if (Number.isNaN(code) || text.charCodeAt(at) === LINE_FEED || at >= text.length) {
        return this.#push(KIND.bad, start, lineEnd(text, start));
      }
    }
  }

  #comment(start: number, end: number): number {
    const last = end > start && this.#text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
    this.#comments.push({ start, end: last });
    return end;
  }

  /** A hexadecimal pattern up to its brace; one that is not closed ends where something else begins, and is bad. */
  #hex(start: number): number {
    const text = this.#text;
    let at = start + 1;
    for (;;) {
      HEX_RUN.lastIndex = at;
      HEX_RUN.test(text);
      at = HEX_RUN.lastIndex;
      const code = text.charCodeAt(at);
      if (code === 0x7d) return this.#push(KIND.hex, start, at + 1);
      const next = code === SLASH ? text.charCodeAt(at + 1) : 0;
      if (next === SLASH) {
        const end = text.indexOf("\n", at);
        at = end === -1 ? text.length : end;
      } else if (next === STAR) {
        const end = this.#noCommentEnd ? -1 : text.indexOf("*/", at + 2);
        this.#noCommentEnd = end === -1;
        if (end === -1) return this.#brokenHex(start, at);
        at = end + 2;
      } else return this.#brokenHex(start, at);
    }
  }

  /** A pattern with a foreign character in it is one token to its brace, if nothing else begins before. */
  #brokenHex(start: number, at: number): number {
    const text = this.#text;
    HEX_STOP.lastIndex = at;
    const stop = HEX_STOP.exec(text);
    if (stop?.[0] === "}") return this.#push(KIND.hex, start, stop.index + 1);
    let last = at;
    // Letters that begin a word, `c` of `condition`, are no digits.
    if (isWordCharacter(text.charCodeAt(at))) while (isWordCharacter(text.charCodeAt(last - 1))) last--;
    while (last > start + 1 && WORD_END.test(text[last - 1]!)) last--;
    return this.#push(KIND.hex, start, last);
  }
}

/** Offset behind the closing quotes of a text of several lines, -1 when a single quote or the end comes first. */
function multiLineEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return -1;
    if (code === QUOTE) return text.startsWith('"""', at) ? at + 3 : -1;
    at += code === BACKSLASH ? 2 : 1;
  }
}

/** YARA-X takes two letters for flags whatever they are, YARA 4 what it knows of them; the rest is a word. */
function flagsEnd(text: string, from: number): number {
  let end = from;
  while (end < from + 3 && CLASSES[text.charCodeAt(end)] === IDENTIFIER && text.charCodeAt(end) !== UNDERSCORE) end++;
  if (end < from + 3) return end;
  end = text[from] === "i" ? from + 1 : from;
  return text[end] === "s" ? end + 1 : end;
}

function isWordCharacter(code: number): boolean {
  return code < 128 && (CLASSES[code] === IDENTIFIER || CLASSES[code] === DIGIT);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end === -1) return text.length;
  return end > from && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
}

/** Digits of a number; underscores may follow the first. */
function runEnd(text: string, from: number, isMember: (code: number) => boolean): number {
  let at = from;
  while (isMember(text.charCodeAt(at)) || (at > from && text.charCodeAt(at) === UNDERSCORE)) at++;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isOctalDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x37;
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x66) || (code >= 0x41 && code <= 0x46);
}

function decodeKinds(kinds: Uint8Array): string {
  let text = "";
  for (let at = 0; at < kinds.length; at += KINDS_CHUNK) text += String.fromCharCode(...kinds.subarray(at, at + KINDS_CHUNK));
  return text;
}
