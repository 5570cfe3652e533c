import type { Range, SourceText } from "@sigwright/core";

/** Finds the rule that a place of the text belongs to. */
export type FindRule = (offset: number) => number | undefined;

/**
 * Makes a look-up of rules by offset; the rules are in the order of the text. A rule has the lines it stands on to
 * itself: what is in front of it on its first line (a byte order mark, junk) and behind it on its last one belongs to
 * it, and where two rules share a line, what is between them belongs to the first. Gives indexes.
 */
export function ruleExtents(source: SourceText, rules: readonly { readonly range: Range }[]): FindRule {
  const startOfLine = (offset: number): number => source.lineStart(source.positionAt(offset).line) ?? 0;
  const endOfLine = (offset: number): number => source.lineStart(source.positionAt(offset).line + 1) ?? source.text.length + 1;
  return (offset) => {
    let low = 0;
    let high = rules.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (rules[middle]!.range.start <= offset) low = middle + 1;
      else high = middle;
    }
    const before = rules[low - 1];
    if (before !== undefined && offset < endOfLine(Math.max(before.range.start, before.range.end - 1))) return low - 1;
    const after = rules[low];
    return after !== undefined && offset >= startOfLine(after.range.start) ? low : undefined;
  };
}
