import { KIND } from "../syntax/token-kinds.ts";
import type { Atom } from "./atoms.ts";
import type { Gap } from "./format.ts";

/**
 * Blanks to add before atoms, by their index, so that what belongs together stands below each other: the `=` of entries
 * that no empty line parts, the comments at the ends of the lines of a hexadecimal pattern.
 */
export function alignments(atoms: readonly Atom[], gaps: readonly Gap[], indentation: number): ReadonlyMap<number, number> {
  const added = new Map<number, number>();
  alignEntries(atoms, gaps, added);
  alignHexComments(atoms, gaps, indentation, added);
  return added;
}

function alignEntries(atoms: readonly Atom[], gaps: readonly Gap[], added: Map<number, number>): void {
  let group: { readonly sign: number; readonly width: number }[] = [];
  const close = (): void => {
    const widest = group.reduce((most, { width }) => Math.max(most, width), 0);
    for (const { sign, width } of group) added.set(sign, widest - width);
    group = [];
  };
  for (const [index, atom] of atoms.entries()) {
    // An empty line within an entry parts the entries too.
    if (gaps[index]!.lines > 1 || atom.place === "section" || atom.place === "close") close();
    if (atom.place !== "entry" || atom.level !== ENTRY_LEVEL) continue;
    const sign = index + 1;
    if (atoms[sign]?.kind === KIND.equals && gaps[sign]!.lines === 0) group.push({ sign, width: atom.end - atom.start });
  }
  close();
}

/** Of meta entries and patterns; variables of a `with` stand deeper. */
const ENTRY_LEVEL = 2;

function alignHexComments(atoms: readonly Atom[], gaps: readonly Gap[], indentation: number, added: Map<number, number>): void {
  let comments: { readonly index: number; readonly column: number }[] = [];
  let column = 0;
  for (const [index, atom] of atoms.entries()) {
    const { lines, blanks, level } = gaps[index]!;
    if (lines > 0) column = level * indentation;
    if (atom.inHex && atom.type === "comment" && lines === 0) comments.push({ index, column });
    column += (lines > 0 ? 0 : blanks) + atom.end - atom.start;
    if (atom.place !== "hex-close") continue;
    const furthest = comments.reduce((most, comment) => Math.max(most, comment.column), 0);
    for (const comment of comments) added.set(comment.index, furthest - comment.column);
    comments = [];
  }
}
