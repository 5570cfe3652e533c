import { type SourceText, utf8Length } from "@sigwright/core";
import type { RuleDialect } from "./tree.ts";

/**
 * What the parser found, packed: one growable array of integers, in the order of the file. Each item is a record that
 * begins with its kind; positions are offsets into the text.
 */
export const ITEM_BLANK = 0;
export const ITEM_COMMENT = 1;
export const ITEM_DIRECTIVE = 2;
export const ITEM_RULE = 3;
export const ITEM_KIND_MASK = 0xf;
export const RULE_DISABLED = 0x10;
export const RULE_LEADING_BLANK = 0x20;
export const RULE_UNFINISHED_LINE = 0x40;

/** Record of every item: kind and flags, start, end. */
export const ITEM_START = 1;
export const ITEM_END = 2;
/** Further word of a directive: end of its name. */
export const DIRECTIVE_NAME_END = 3;
/** Further words of a rule. Options follow at {@link RULE_OPTIONS}, {@link OPTION_SIZE} words each. */
export const RULE_START = 3;
export const RULE_END = 4;
export const RULE_BODY_START = 5;
export const RULE_OPTION_COUNT = 6;
/** Start and end of action, protocol, source, source port, direction, destination, destination port; -1 for none. */
export const RULE_WORDS = 7;
export const WORD_COUNT = 7;
export const RULE_OPTIONS: number = RULE_WORDS + 2 * WORD_COUNT;

export const OPTION_START = 0;
export const OPTION_NAME_END = 1;
export const OPTION_VALUE_START = 2;
export const OPTION_VALUE_END = 3;
export const OPTION_END = 4;
export const OPTION_SIZE = 5;

/** Place of a word in the header. */
export const ACTION = 0;
export const PROTOCOL = 1;
export const SOURCE = 2;
export const SOURCE_PORT = 3;
export const DIRECTION = 4;
export const DESTINATION = 5;
export const DESTINATION_PORT = 6;

/** A fault of the syntax, by its code without namespace. */
export interface Problem {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** Index of the item it is in. */
  readonly item: number;
}

/** What parsing makes of a text. */
export interface Tape {
  readonly words: Int32Array;
  /** Where each item's record begins. */
  readonly items: Int32Array;
  /** Indexes of the items that are rules. */
  readonly rules: Int32Array;
  readonly problems: readonly Problem[];
}

/** Bytes of one logical line that Suricata 7.0.10 reads at once; it takes the rest for another line. */
const MAX_LINE_BYTES = 8191;

const JOINED_LINE = /\\[ \t\r\f\v]*\n(?:#[# \t]*)?/g;
const COMMENT_MAY_GO_ON = /[#\s]/;
const NOTHING = /[]/;
const NOT_IN_NAME = /[\s"'()]/;

const BYTE_ORDER_MARK = 0xfeff;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const CLOSING_PARENTHESIS = 0x29;
const BACKSLASH = 0x5c;

/** Takes the parser's reports and packs them. Reports come in the order of the text and are never taken back. */
export class TapeWriter {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #dialect: RuleDialect;
  #words: Int32Array;
  #length = 0;
  #items = new Int32Array(16);
  #itemCount = 0;
  #rules = new Int32Array(16);
  #ruleCount = 0;
  #rule = 0;
  #wordCount = 0;
  #extraWord = -1;
  readonly #problems: Problem[] = [];

  constructor(source: SourceText, dialect: RuleDialect) {
    this.#source = source;
    this.#text = source.text;
    this.#dialect = dialect;
    this.#words = new Int32Array(64 + (source.text.length >>> 2));
  }

  finish(): Tape {
    return {
      words: this.#words.subarray(0, this.#length),
      items: this.#items.subarray(0, this.#itemCount),
      rules: this.#rules.subarray(0, this.#ruleCount),
      problems: this.#problems,
    };
  }

  blank(start: number, end: number): void {
    // The empty stretch behind the last line end is no line.
    if (start === this.#text.length && start === end) return;
    this.#item(ITEM_BLANK, start, end, 3);
    this.#checkMark(start);
  }

  comment(start: number, end: number): void {
    this.#item(ITEM_COMMENT, start, trimEnd(this.#text, start, end), 3);
    this.#checkMark(start);
    this.#checkLength(start, end, COMMENT_MAY_GO_ON);
  }

  directive(start: number, nameEnd: number, end: number): void {
    const at = this.#item(ITEM_DIRECTIVE, start, trimEnd(this.#text, start, end), 4);
    this.#words[at + DIRECTIVE_NAME_END] = nameEnd;
  }

  beginRule(outerStart: number, start: number, enabled: boolean, indented: boolean): void {
    const flags = (enabled ? 0 : RULE_DISABLED) | (indented ? RULE_LEADING_BLANK : 0);
    if (this.#ruleCount === this.#rules.length) this.#rules = grown(this.#rules);
    this.#rules[this.#ruleCount++] = this.#itemCount;
    const at = this.#item(ITEM_RULE | flags, outerStart, start, RULE_OPTIONS);
    this.#rule = at;
    this.#wordCount = 0;
    this.#extraWord = -1;
    const words = this.#words;
    words[at + RULE_START] = start;
    words[at + RULE_BODY_START] = -1;
    words[at + RULE_OPTION_COUNT] = 0;
    words.fill(-1, at + RULE_WORDS, at + RULE_OPTIONS);
    this.#checkMark(start);
  }

  word(start: number, end: number): void {
    const index = this.#wordCount++;
    if (index >= WORD_COUNT) {
      if (index === WORD_COUNT) this.#extraWord = start;
      return;
    }
    const at = this.#rule + RULE_WORDS + 2 * index;
    this.#words[at] = start;
    this.#words[at + 1] = trimEnd(this.#text, start, end);
  }

  openBody(start: number): void {
    this.#words[this.#rule + RULE_BODY_START] = start;
  }

  /** A name that is no single word is mostly two options with a semicolon or colon lost between them. */
  checkName(start: number, end: number): void {
    const name = this.#text.slice(start, trimEnd(this.#text, start, end)).replaceAll(JOINED_LINE, "");
    if (NOT_IN_NAME.test(name)) this.problem("invalid-option-name", start, start + name.length);
  }

  option(start: number, nameEnd: number, valueStart: number, end: number, terminated: boolean): void {
    let words = this.#words;
    const at = this.#length;
    if (at + OPTION_SIZE > words.length) words = this.#grow();
    this.#length = at + OPTION_SIZE;
    words[this.#rule + RULE_OPTION_COUNT]!++;
    const text = this.#text;
    let contentEnd = terminated ? end - 1 : end;
    contentEnd = terminated || this.#dialect === "snort3"
      ? trimEnd(text, start, contentEnd)
      : trimClosing(text, start, contentEnd);
    words[at + OPTION_START] = start;
    if (valueStart === -1) {
      words[at + OPTION_NAME_END] = contentEnd;
      words[at + OPTION_VALUE_START] = -1;
      words[at + OPTION_VALUE_END] = -1;
    } else {
      words[at + OPTION_NAME_END] = trimEnd(text, start, nameEnd);
      words[at + OPTION_VALUE_START] = valueStart;
      words[at + OPTION_VALUE_END] = Math.max(valueStart, contentEnd);
    }
    words[at + OPTION_END] = terminated ? end : Math.max(valueStart, contentEnd);
    if (!terminated && this.#dialect !== "snort3") this.problem("unterminated-option", start, words[at + OPTION_END]!);
  }

  endRule(end: number): void {
    this.#placeWords();
    this.#checkLength(this.#words[this.#rule + ITEM_START]!, end, NOTHING);
    const words = this.#words;
    const at = this.#rule;
    const text = this.#text;
    const start = words[at + RULE_START]!;
    const trimmed = trimEnd(text, start, end);
    words[at + ITEM_END] = trimmed;
    words[at + RULE_END] = trimmed;
    const lineBased = this.#dialect !== "snort3";
    if (lineBased && words[at + RULE_BODY_START] !== -1 && text.charCodeAt(trimmed - 1) !== CLOSING_PARENTHESIS) {
      this.problem("missing-closing-parenthesis", trimmed, trimmed);
    }
    if (this.#dialect === "suricata" && end === text.length && endsUnfinished(text)) {
      words[at]! |= RULE_UNFINISHED_LINE;
    }
  }

  /** Text behind a rule belongs to the item it is in. */
  extendRule(end: number): void {
    const at = this.#rule;
    this.#words[at + ITEM_END] = trimEnd(this.#text, this.#words[at + ITEM_END]!, end);
  }

  problem(code: string, start: number, end: number): void {
    this.#problems.push({ code, start, end, item: this.#itemCount - 1 });
  }

  /**
   * Gives each header word its place. They come in order; when some are missing, the direction says on which side.
   */
  #placeWords(): void {
    const words = this.#words;
    const first = this.#rule + RULE_WORDS;
    const count = this.#wordCount;
    if (count === 0) {
      const start = words[this.#rule + RULE_START]!;
      this.problem("missing-action", start, start);
      return;
    }
    if (words[this.#rule + RULE_BODY_START] === -1) return;
    if (count > WORD_COUNT) this.problem("extra-header-word", this.#extraWord, words[this.#rule + RULE_BODY_START]!);
    if (count >= WORD_COUNT) {
      if (this.#dialect === "suricata") this.#checkSeparators(first);
      return;
    }
    let direction = PROTOCOL;
    while (direction < count && !this.#isDirection(first + 2 * direction)) direction++;
    if (direction < DIRECTION) {
      // The last word first, because places only grow.
      for (let index = count - 1; index >= direction; index--) this.#moveWord(first, index, index + DIRECTION - direction);
    }
    // Snort 3: a rule for a service or for files has no addresses, and ports may be left out.
    const end = words[first + 1]!;
    if (this.#dialect === "snort3" ? count > 2 && direction === count : true) {
      this.problem("incomplete-header", words[first]!, Math.max(end, this.#lastWordEnd(first)));
    }
  }

  /** Suricata 7.0.10 takes a byte order mark for part of the first line, which is then neither rule nor comment. */
  #checkMark(start: number): void {
    if (start > 1 || this.#dialect !== "suricata" || this.#itemCount !== 1) return;
    if (this.#text.charCodeAt(0) === BYTE_ORDER_MARK) this.problem("byte-order-mark", start, start);
  }

  /** `harmless` is what the rest of a cut line may begin with. */
  #checkLength(start: number, end: number, harmless: RegExp): void {
    if (this.#dialect !== "suricata" || end - start <= MAX_LINE_BYTES / 3) return;
    const line = this.#text.slice(start, trimEnd(this.#text, start, end)).replaceAll(JOINED_LINE, "");
    const length = this.#source.encoding === "latin-1" ? line.length : utf8Length(line);
    if (length <= MAX_LINE_BYTES || (length === line.length && harmless.test(line.charAt(MAX_LINE_BYTES)))) return;
    this.problem("line-too-long", start, end);
  }

  /** Suricata 7.0.10 ends protocol, addresses and ports at a blank only; action and direction also at a tab. */
  #checkSeparators(first: number): void {
    for (let index = PROTOCOL; index < WORD_COUNT; index++) {
      if (index === DIRECTION) continue;
      const end = this.#words[first + 2 * index + 1]!;
      const next = this.#text.charCodeAt(end);
      if (next !== SPACE && next !== BACKSLASH) this.problem("missing-blank", this.#words[first + 2 * index]!, end);
    }
  }

  #isDirection(at: number): boolean {
    const start = this.#words[at]!;
    const length = this.#words[at + 1]! - start;
    if (length !== 2) return false;
    const text = this.#text;
    return text.startsWith("->", start) || text.startsWith("<>", start) || text.startsWith("<-", start) ||
      text.startsWith("=>", start);
  }

  #moveWord(first: number, from: number, to: number): void {
    const words = this.#words;
    words[first + 2 * to] = words[first + 2 * from]!;
    words[first + 2 * to + 1] = words[first + 2 * from + 1]!;
    words[first + 2 * from] = -1;
    words[first + 2 * from + 1] = -1;
  }

  #lastWordEnd(first: number): number {
    let end = -1;
    for (let index = 0; index < WORD_COUNT; index++) end = Math.max(end, this.#words[first + 2 * index + 1]!);
    return end;
  }

  #item(kind: number, start: number, end: number, size: number): number {
    if (this.#itemCount === this.#items.length) this.#items = grown(this.#items);
    const at = this.#length;
    let words = this.#words;
    if (at + size > words.length) words = this.#grow();
    this.#length = at + size;
    this.#items[this.#itemCount++] = at;
    words[at] = kind;
    words[at + ITEM_START] = start;
    words[at + ITEM_END] = end;
    return at;
  }

  #grow(): Int32Array {
    this.#words = grown(this.#words);
    return this.#words;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.ceil(array.length * 1.5) + 64);
  larger.set(array);
  return larger;
}

function isSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN);
}

/** End of `start..end` without blanks, line ends and joined-line marks behind it. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  for (;;) {
    let lineFeed = at === text.length;
    while (at > start && isSpace(text.charCodeAt(at - 1))) {
      if (text.charCodeAt(at - 1) === LINE_FEED) lineFeed = true;
      at--;
    }
    if (!lineFeed || at <= start || text.charCodeAt(at - 1) !== BACKSLASH) return at;
    at--;
  }
}

/** The same without closing parentheses: the engine takes them off the end of the rule before it reads options. */
function trimClosing(text: string, start: number, end: number): number {
  let at = trimEnd(text, start, end);
  while (at > start && text.charCodeAt(at - 1) === CLOSING_PARENTHESIS) at = trimEnd(text, start, at - 1);
  return at;
}

/** Whether the last line ends in a backslash, so that the engine waits for a line that does not come. */
function endsUnfinished(text: string): boolean {
  let at = text.length;
  if (text.charCodeAt(at - 1) === LINE_FEED) at--;
  while (at > 0 && text.charCodeAt(at - 1) !== LINE_FEED && isSpace(text.charCodeAt(at - 1))) at--;
  return text.charCodeAt(at - 1) === BACKSLASH;
}
