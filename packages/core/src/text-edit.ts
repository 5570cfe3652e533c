import type { Range } from "./range.ts";

/** Replaces a range of a text by new text; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * Applies edits, given in any order, all against the offsets of `text`. Insertions at one place keep their order.
 *
 * @throws RangeError when two edits overlap or one lies outside the text: a mistake of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .toSorted((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.order - b.order);
  const pieces: string[] = [];
  let at = 0;
  for (const { edit } of sorted) {
    const { start, end } = edit.range;
    if (start < at || end < start || end > text.length) {
      throw new RangeError(`edit ${start}..${end} overlaps another or lies outside the text (length ${text.length})`);
    }
    pieces.push(text.slice(at, start), edit.newText);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}
