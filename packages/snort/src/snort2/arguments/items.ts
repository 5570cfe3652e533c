import type { ArgumentText } from "@sigwright/rule-language/dialect";

/** One item of a list: without blanks at its ends, with its place in the argument's text. */
export interface Item {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What stands between the commas of an argument, or between other separators of one character. */
export function items({ text, start, end }: ArgumentText, separator = ","): readonly Item[] {
  const found: Item[] = [];
  let from = start;
  for (;;) {
    const at = text.indexOf(separator, from);
    const to = at === -1 || at >= end ? end : at;
    const part = text.slice(from, to);
    const left = part.length - part.trimStart().length;
    const trimmed = part.trim();
    found.push({ text: trimmed, start: from + left, end: from + left + trimmed.length });
    if (to === end) return found;
    from = to + 1;
  }
}

/** Where an item stands, for what is said of it. */
export function placeOf(item: Item | undefined): { readonly start?: number; readonly end?: number } {
  return item === undefined ? {} : { start: item.start, end: item.end };
}

/** The words of an item, parted by blanks. */
export function words(item: Item): readonly string[] {
  return item.text.split(/[ \t]+/);
}
