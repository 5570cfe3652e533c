import { type SourceText, utf8Length } from "@sigwright/core";
import {
  DIRECTION,
  DIRECTIVE_NAME_END,
  DIRECTIVE_SIZE,
  ITEM_BLANK,
  ITEM_COMMENT,
  ITEM_DIRECTIVE,
  ITEM_END,
  ITEM_RULE,
  ITEM_SIZE,
  ITEM_START,
  OPTION_END,
  OPTION_NAME_END,
  OPTION_SIZE,
  OPTION_START,
  OPTION_VALUE_END,
  OPTION_VALUE_START,
  type Problem,
  PROTOCOL,
  RULE_BODY_START,
  RULE_DISABLED,
  RULE_END,
  RULE_LEADING_BLANK,
  RULE_OPTION_COUNT,
  RULE_OPTIONS,
  RULE_START,
  RULE_UNFINISHED_LINE,
  RULE_WORDS,
  type Tape,
  WORD_COUNT,
} from "./tape-layout.ts";
import type { RuleDialect } from "./tree.ts";
import { endsUnfinished, trimClosing, trimEnd } from "./trim.ts";

/** Bytes of one logical line that Suricata 7.0.10 reads at once; it takes the rest for another line. */
const MAX_LINE_BYTES = 8191;

const JOINED_LINE = /\\[ \t\r\f\v]*\n(?:#[# \t]*)?/g;
const COMMENT_MAY_GO_ON = /[#\s]/;
const NOTHING = /(?!)/;
const BLANK = /\s/;
const NOT_IN_NAME = /[\s"'()]/;

const BYTE_ORDER_MARK = 0xfeff;
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
    this.#item(ITEM_BLANK, start, end, ITEM_SIZE);
    this.#checkMark(start);
  }

  comment(start: number, end: number): void {
    this.#item(ITEM_COMMENT, start, trimEnd(this.#text, start, end), ITEM_SIZE);
    this.#checkMark(start);
    this.#checkLength(start, end, COMMENT_MAY_GO_ON);
  }

  directive(start: number, nameEnd: number, end: number): void {
    const at = this.#item(ITEM_DIRECTIVE, start, trimEnd(this.#text, start, end), DIRECTIVE_SIZE);
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

  /** What is behind the first blank was hardly meant for part of the list, though the engine takes it so. */
  unbalancedWord(start: number, end: number): void {
    const blank = this.#text.slice(start, end).search(BLANK);
    this.problem("unbalanced-brackets", start, blank === -1 ? end : start + blank);
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
      // An empty value stands directly behind the colon.
      words[at + OPTION_VALUE_START] = Math.min(valueStart, contentEnd);
      words[at + OPTION_VALUE_END] = contentEnd;
    }
    words[at + OPTION_END] = terminated ? end : contentEnd;
    // Snort parts options with semicolons: the last needs none.
    if (!terminated && this.#dialect === "suricata") this.problem("unterminated-option", start, words[at + OPTION_END]!);
  }

  endRule(end: number): void {
    this.#placeWords();
    this.#checkLength(this.#words[this.#rule + ITEM_START]!, end, NOTHING);
    const words = this.#words;
    const at = this.#rule;
    const text = this.#text;
    const start = words[at + RULE_START]!;
    // A rule of joined lines with nothing on them is still somewhere.
    const trimmed = Math.max(trimEnd(text, start, end), Math.min(start + 1, end));
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
    // Snort 3: a rule for a service or for files has no addresses, and ports may be left out. Snort 2: a rule for events
    // of the decoder and of preprocessors has an action alone.
    const end = words[first + 1]!;
    const isComplete = { suricata: false, snort2: count === 1, snort3: count <= 2 || direction < count }[this.#dialect];
    // A list that is not closed takes the words behind it.
    const last = this.#problems.at(-1);
    const isTold = last?.item === this.#itemCount - 1 && last.code === "unbalanced-brackets";
    if (!isComplete && !isTold) {
      this.problem("incomplete-header", words[first]!, Math.max(end, this.#lastWordEnd(first)));
    }
  }

  /** Suricata 7.0.10 and Snort 3.12.2 take a byte order mark for part of what comes first, which is then neither rule nor comment. */
  #checkMark(start: number): void {
    if (this.#itemCount !== 1 || this.#dialect === "snort2" || (start > 1 && this.#dialect === "suricata")) return;
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
