import type { Range } from "@sigwright/core";
import { expressionsIn } from "../children.ts";
import { hexPieces, isPlainHex, parseHex } from "../literals/hex.ts";
import type { Expression, HexLiteral, OfSet, Rule, YaraFile } from "../nodes.ts";
import { KIND } from "../syntax/token-kinds.ts";
import { tokenize, type Tokens } from "../syntax/tokens.ts";

/**
 * What an atom begins or ends, where that decides about the line it stands on.
 * - `item`: an import, an include, or a stretch that is left as it is.
 * - `head`: what is between the first word of a rule and its brace, the brace too.
 * - `entry`: a meta entry, a pattern, a variable of a `with`.
 */
export type Place = "item" | "rule" | "head" | "section" | "colon" | "entry" | "close" | "hex-open" | "hex-close" | "inside";

/** A token, a comment, or a stretch that could not be parsed: what lies between two of them is for the formatter to say. */
export interface Atom extends Range {
  readonly type: "token" | "comment" | "opaque";
  /** Code of the token's kind, 0 for all else. */
  readonly kind: number;
  readonly place: Place;
  /** How far a line is indented that begins with it. */
  readonly level: number;
  /** Whether it belongs to a hexadecimal pattern, the braces apart. */
  readonly inHex: boolean;
  /** Whether no blank stands before it, behind it. */
  readonly tightBefore: boolean;
  readonly tightAfter: boolean;
}

/** Cuts a file into atoms, in their order. */
export function atomsOf(file: YaraFile): readonly Atom[] {
  const reader = new AtomReader(file);
  for (const item of file.items) {
    if (item.kind === "rule") reader.rule(item);
    else if (item.kind === "unknown") reader.opaque(item.range);
    else reader.directive(item.range);
  }
  return reader.finish();
}

const TOP = 0;
const BODY = 1;
const CONTENT = 2;

class AtomReader {
  readonly #file: YaraFile;
  readonly #tokens: Tokens;
  readonly #atoms: Atom[] = [];
  #token = 0;
  #comment = 0;
  /** How far comments are indented that come next. */
  #level = TOP;

  constructor(file: YaraFile) {
    this.#file = file;
    this.#tokens = tokenize(file.source.text);
  }

  finish(): readonly Atom[] {
    this.#comments(Infinity);
    return this.#atoms;
  }

  /** A stretch that stays as it is, with the comments in it. */
  opaque(range: Range): void {
    this.#comments(range.start);
    while (this.#token < this.#tokens.count && this.#tokens.starts[this.#token]! < range.end) this.#token++;
    // What is broken up to the end of the file ends with its last token.
    const end = this.#tokens.ends[this.#token - 1]!;
    this.#push({ start: range.start, end, type: "opaque", kind: 0, place: "item", level: TOP });
    while ((this.#file.comments[this.#comment]?.start ?? Infinity) < end) this.#comment++;
  }

  directive(range: Range): void {
    this.#next("item", TOP);
    this.#rest(range.end);
  }

  rule(rule: Rule): void {
    if (rule.broken) {
      this.opaque(rule.range);
      return;
    }
    this.#next("rule", TOP);
    while (this.#next("head", TOP) !== KIND.openBrace);
    this.#level = BODY;
    const marks = marksOf(rule);
    const { end } = rule.range;
    for (;;) {
      const start = this.#tokens.starts[this.#token]!;
      if (this.#tokens.ends[this.#token] === end) break;
      if (marks.sections.has(start)) {
        this.#next("section", BODY);
        this.#next("colon", BODY);
        this.#level = CONTENT;
      } else this.#inside(start, marks);
    }
    this.#next("close", TOP);
    this.#level = TOP;
  }

  #inside(start: number, marks: Marks): void {
    const kind = this.#tokens.kinds.charCodeAt(this.#token);
    if (marks.withEnds.length > 0 && start >= marks.withEnds.at(-1)!) {
      marks.withEnds.pop();
      this.#level--;
    }
    if (kind === KIND.hex) {
      this.#hex(marks.hexes.get(start)!);
      return;
    }
    if (kind === KIND.closeParenthesis) this.#level--;
    const isTight = marks.tight.has(start);
    this.#next(marks.entries.has(start) ? "entry" : "inside", this.#level, marks.tightAround.has(start) || marks.tightBefore.has(start), isTight || marks.tightAround.has(start));
    if (kind === KIND.openParenthesis) this.#level++;
    const withEnd = marks.withs.get(start);
    if (withEnd !== undefined) {
      marks.withEnds.push(withEnd);
      this.#level++;
    }
  }

  /** A pattern that is well formed is laid out by its tokens, any other stays as it is. */
  #hex(literal: HexLiteral): void {
    if (!isPlainHex(literal) && parseHex(literal).problem !== undefined) {
      this.#next("inside", this.#level);
      return;
    }
    this.#comments(literal.range.start);
    const pieces = hexPieces(literal);
    const base = literal.range.start;
    for (const [index, { start, end, isComment }] of pieces.entries()) {
      const isOpen = index === 0;
      const isClose = index === pieces.length - 1;
      const place: Place = isOpen ? "hex-open" : isClose ? "hex-close" : "inside";
      const inside = !isOpen && !isClose;
      this.#push({
        start: base + start,
        end: base + end,
        type: isComment ? "comment" : "token",
        kind: inside && !isComment ? literal.raw.charCodeAt(start) : 0,
        place,
        level: inside ? this.#level + 1 : this.#level,
        inHex: inside,
      });
    }
    this.#token++;
  }

  /** Takes the next token with the comments before it; gives its kind. */
  #next(place: Place, level: number, tightBefore = false, tightAfter = false): number {
    const start = this.#tokens.starts[this.#token]!;
    this.#comments(start);
    const kind = this.#tokens.kinds.charCodeAt(this.#token);
    this.#push({ start, end: this.#tokens.ends[this.#token]!, type: "token", kind, place, level, tightBefore, tightAfter });
    this.#token++;
    return kind;
  }

  #rest(end: number): void {
    while (this.#token < this.#tokens.count && this.#tokens.starts[this.#token]! < end) this.#next("inside", this.#level);
  }

  /** Takes the comments before an offset. */
  #comments(before: number): void {
    for (let range = this.#file.comments[this.#comment]; range !== undefined && range.start < before; range = this.#file.comments[this.#comment]) {
      this.#push({ ...range, type: "comment", kind: 0, place: "inside", level: this.#level });
      this.#comment++;
    }
  }

  #push(atom: Omit<Atom, "inHex" | "tightBefore" | "tightAfter"> & Partial<Atom>): void {
    this.#atoms.push({ inHex: false, tightBefore: false, tightAfter: false, ...atom });
  }
}

/** Offsets of tokens of a rule that its tree tells something about. */
interface Marks {
  readonly sections: ReadonlySet<number>;
  readonly entries: ReadonlySet<number>;
  readonly hexes: ReadonlyMap<number, HexLiteral>;
  /** Signs, which have no blank behind them. */
  readonly tight: ReadonlySet<number>;
  /** `*` of sets of rules and patterns. */
  readonly tightBefore: ReadonlySet<number>;
  /** The hyphen of `xor(1-2)`. */
  readonly tightAround: ReadonlySet<number>;
  /** Ends of `with` expressions by their start. */
  readonly withs: ReadonlyMap<number, number>;
  /** Ends of the `with` expressions that are open, the innermost last. */
  readonly withEnds: number[];
}

function marksOf(rule: Rule): Marks {
  const entries = new Set<number>();
  const hexes = new Map<number, HexLiteral>();
  const tight = new Set<number>();
  const tightAround = new Set<number>();
  for (const { range, value } of rule.meta) {
    entries.add(range.start);
    if ((value.kind === "integer" || value.kind === "float") && value.text.startsWith("-")) tight.add(value.range.start);
  }
  for (const { range, value, modifiers } of rule.patterns) {
    entries.add(range.start);
    if (value.kind === "hex") hexes.set(value.range.start, value);
    for (const { low, high } of modifiers) {
      if (low !== undefined && high !== undefined) for (let at = low.range.end; at < high.range.start; at++) tightAround.add(at);
    }
  }
  const expressions = expressionMarks(rule.condition!, tight, entries);
  const sections = [rule.metaKeyword, rule.stringsKeyword, rule.conditionKeyword].flatMap((range) => (range === undefined ? [] : [range.start]));
  return { sections: new Set(sections), entries, hexes, tight, tightAround, ...expressions, withEnds: [] };
}

function expressionMarks(condition: Expression, tight: Set<number>, entries: Set<number>): Pick<Marks, "tightBefore" | "withs"> {
  const tightBefore = new Set<number>();
  const withs = new Map<number, number>();
  for (const node of expressionsIn(condition)) {
    if (node.kind === "unary" && (node.operator === "-" || node.operator === "~")) tight.add(node.range.start);
    else if (node.kind === "with") {
      withs.set(node.range.start, node.range.end);
      for (const { name } of node.declarations) entries.add(name.range.start);
    } else if (node.kind === "of" || node.kind === "for-of") markStars(node.set, tightBefore);
  }
  return { tightBefore, withs };
}

function markStars(set: OfSet, tightBefore: Set<number>): void {
  if (set.kind !== "patterns" && set.kind !== "rules") return;
  for (const { wildcard, range } of set.items) if (wildcard) tightBefore.add(range.end - 1);
}
