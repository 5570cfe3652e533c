import type { FormatStyle, TextEdit } from "@sigwright/core";
import type { YaraFile } from "../nodes.ts";
import { KIND } from "../syntax/token-kinds.ts";
import { alignments } from "./alignment.ts";
import { type Atom, atomsOf } from "./atoms.ts";
import { columnsOf, commentEdits } from "./comment-lines.ts";
import { blanksBetween } from "./spacing.ts";

/**
 * The edits that lay a file out: blanks and line ends change, nothing else does, so that a rule means what it meant.
 * Rules that could not be parsed are left as they are. The layout is that of YARA-X's own formatter, for whoever uses
 * both: sections on lines of their own, one entry a line, `=` below `=`; lines of a condition stay as their author broke
 * them.
 */
export function format(file: YaraFile, { indentation }: FormatStyle): readonly TextEdit[] {
  return new Layout(file, indentation).edits();
}

/** A file has the line ends of Windows only if all of them are. */
const LONE_LINE_FEED = /(?:^|[^\r])\n/;

/** Blanks that YARA-X takes for blanks and YARA 4 does not. */
const OTHER_BLANK = /[\u00a0\u2000-\u200a\u202f\u205f]/;

/** What stands before an atom: so many line ends, then so many blanks or levels. */
export interface Gap {
  lines: number;
  blanks: number;
  level: number;
}

class Layout {
  readonly #text: string;
  readonly #indentation: string;
  readonly #lineEnd: string;
  readonly #hasOtherBlanks: boolean;
  readonly #atoms: readonly Atom[];
  readonly #columns: Int32Array;
  /** Index of the first atom that is no comment, from each atom on. */
  readonly #following: Int32Array;

  constructor(file: YaraFile, indentation: string) {
    this.#text = file.source.text;
    this.#indentation = indentation;
    this.#lineEnd = this.#text.includes("\r\n") && !LONE_LINE_FEED.test(this.#text) ? "\r\n" : "\n";
    this.#hasOtherBlanks = OTHER_BLANK.test(this.#text);
    this.#atoms = atomsOf(file);
    this.#columns = columnsOf(this.#text, this.#atoms);
    this.#following = new Int32Array(this.#atoms.length);
    let following = this.#atoms.length;
    for (let index = this.#atoms.length - 1; index >= 0; index--) {
      if (this.#atoms[index]!.type !== "comment") following = index;
      this.#following[index] = following;
    }
  }

  edits(): readonly TextEdit[] {
    const atoms = this.#atoms;
    const gaps = atoms.map((_, index) => this.#gap(index));
    this.#leadComments(gaps);
    this.#breakHexPatterns(gaps);
    for (const [index, gap] of gaps.entries()) {
      const before = atoms[index - 1];
      const atom = atoms[index]!;
      if (gap.lines === 0 && before !== undefined) gap.blanks = blanksBetween(before, atom, before.end === atom.start);
    }
    for (const [index, blanks] of alignments(atoms, gaps, this.#indentation.length)) gaps[index]!.blanks += blanks;
    const edits: TextEdit[] = [];
    for (const [index, gap] of gaps.entries()) {
      const start = atoms[index - 1]?.end ?? 0;
      const atom = atoms[index]!;
      this.#edit(edits, start, atom.start, this.#whitespace(gap));
      if (atom.type !== "comment") continue;
      const isFirst = gap.lines > 0 || index === 0;
      const to = isFirst ? this.#indentation.repeat(gap.level) : undefined;
      edits.push(...commentEdits(this.#text, atom, this.#columns[index]!, to));
    }
    const last = atoms.at(-1)?.end ?? 0;
    // A comment that is not closed holds the last line end.
    const isEnded = last === 0 || this.#text[last - 1] === "\n";
    this.#edit(edits, last, this.#text.length, isEnded ? "" : this.#lineEnd);
    return edits;
  }

  #edit(edits: TextEdit[], start: number, end: number, newText: string): void {
    // To YARA 4 such a blank is a fault: whether it is one is not for a formatter to change.
    if (this.#hasOtherBlanks && OTHER_BLANK.test(this.#text.slice(start, end))) return;
    if (this.#text.slice(start, end) !== newText) edits.push({ range: { start, end }, newText });
  }

  #whitespace({ lines, blanks, level }: Gap): string {
    return lines > 0 ? this.#lineEnd.repeat(lines) + this.#indentation.repeat(level) : " ".repeat(blanks);
  }

  /** Line ends that the file has before an atom; more than one empty line counts as one. */
  #given(index: number): number {
    const text = this.#text.slice(this.#atoms[index - 1]?.end ?? 0, this.#atoms[index]!.start);
    const first = text.indexOf("\n");
    if (first === -1) return 0;
    return text.includes("\n", first + 1) ? 2 : 1;
  }

  #gap(index: number): Gap {
    const atom = this.#atoms[index]!;
    if (index === 0) return { lines: 0, blanks: 0, level: 0 };
    const lines = atom.type === "comment" ? this.#commentLines(index) : this.#tokenLines(index);
    const level = atom.type === "comment" ? this.#commentLevel(index) : atom.level;
    return { lines, blanks: 0, level };
  }

  #tokenLines(index: number): number {
    const given = this.#given(index);
    const atom = this.#atoms[index]!;
    const before = this.#atoms[index - 1]!;
    const least = before.type === "comment" && this.#endsLine(index - 1) ? 1 : 0;
    switch (atom.place) {
      case "item":
      case "entry":
      case "close":
        return before.place === "colon" ? 1 : Math.max(1, given);
      case "rule":
        return before.type === "comment" && this.#isOwnLine(index - 1) ? Math.max(1, given) : 2;
      case "head":
        return least;
      case "section":
        return before.kind === KIND.openBrace && before.place === "head" ? 1 : 2;
      case "colon":
        return least;
      case "hex-open":
      case "hex-close":
      case "inside":
        if (before.place === "colon") return 1;
        return Math.max(least, before.place === "hex-open" ? Math.min(given, 1) : given);
    }
  }

  #commentLines(index: number): number {
    const given = this.#given(index);
    const before = this.#atoms[index - 1]!;
    const isBlock = before.type === "comment" && this.#endsLine(index - 1);
    if (isBlock) return Math.max(1, given);
    return before.place === "colon" || before.place === "hex-open" ? Math.min(given, 1) : given;
  }

  /** A comment above a section belongs to it unless it is indented further. */
  #commentLevel(index: number): number {
    const atom = this.#atoms[index]!;
    const next = this.#following[index]!;
    const following = this.#atoms[next];
    if (following?.place !== "section") return atom.level;
    const isBelow = this.#columns[index]! > this.#columns[next]!;
    return isBelow ? atom.level : following.level;
  }

  /** Whether a comment begins a line of the file. */
  #isOwnLine(index: number): boolean {
    return index === 0 || this.#given(index) > 0;
  }

  /** Whether nothing may follow a comment on its line: it ends the line in the file, or has the line for itself. */
  #endsLine(index: number): boolean {
    const { start } = this.#atoms[index]!;
    if (this.#text.startsWith("//", start)) return true;
    return index === this.#atoms.length - 1 || this.#given(index + 1) > 0 || this.#isOwnLine(index);
  }

  /** Comments right above a rule belong to it: the empty line that sets rules apart stands before them. */
  #leadComments(gaps: readonly Gap[]): void {
    for (const [index, atom] of this.#atoms.entries()) {
      if (atom.place !== "rule" || atom.type !== "token") continue;
      let lead = index;
      while (lead > 0 && this.#atoms[lead - 1]!.type === "comment" && this.#isOwnLine(lead - 1) && gaps[lead]!.lines < 2) lead--;
      if (lead > 0 && lead < index) gaps[lead]!.lines = 2;
    }
  }

  /** A hexadecimal pattern of several lines has its braces on lines of their own. */
  #breakHexPatterns(gaps: readonly Gap[]): void {
    let open = -1;
    let isBroken = false;
    for (const [index, { place }] of this.#atoms.entries()) {
      if (open !== -1 && gaps[index]!.lines > 0) isBroken = true;
      if (place === "hex-open") {
        open = index;
        isBroken = false;
      } else if (place === "hex-close") {
        if (isBroken) {
          const first = gaps[open + 1]!;
          // A comment behind the brace stays there.
          if (this.#atoms[open + 1]!.type !== "comment" || first.lines > 0) first.lines = 1;
          gaps[index]!.lines = 1;
        }
        open = -1;
      }
    }
  }
}
