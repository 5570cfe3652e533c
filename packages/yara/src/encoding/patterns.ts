import { isAscii, quotedBytes, regexpBytes, utf16, utf8 } from "./pattern-text.ts";

/** What must not stand right before or right behind a text for the text to be the whole of what is meant. */
export interface Boundary {
  /** Characters of a class, without its brackets, that make the text a part of something longer when one stands before it. */
  readonly before: string;
  /** The same behind it. */
  readonly behind: string;
  /** Punctuation that may end a sentence and stand between the text and what is behind it: an expression for one sign, or nothing. */
  readonly punctuation: string;
}

/** Lines of a `strings` section, one pattern each. */
export type PatternLines = readonly string[];

/**
 * A text that stands by itself, as words do: neither a letter nor a digit touches it. `wide` is UTF-16 for ASCII only, so
 * that any other text has a pattern of its own for it.
 */
export function wordPatterns(text: string, isCaseFree: boolean): PatternLines {
  const free = isCaseFree ? " nocase" : "";
  if (isAscii(text)) return [`$text = "${quotedBytes(utf8(text))}" ascii wide${free} fullword`];
  return [`$text = "${quotedBytes(utf8(text))}" ascii${free} fullword`, `$wide = /${wideBetween(regexpBytes(utf16(text)), WORD)}/${free}`];
}

const WORD: Boundary = { before: "A-Za-z0-9", behind: "A-Za-z0-9", punctuation: "" };

/**
 * A text of ASCII between boundaries that words don't have: a host name is another one when a label stands before it.
 * UTF-16 is spelt out, as the modifier `wide` would ask for a byte of zero behind each neighbour too, which is not there
 * where texts of .NET programs follow each other (length and flag stand between them).
 *
 * @param text What stands in a regular expression for the text in UTF-8, and what for it in UTF-16.
 */
export function boundedPatterns(text: readonly [utf8: string, utf16: string], boundary: Boundary, isCaseFree: boolean): PatternLines {
  const { before, behind, punctuation } = boundary;
  const free = isCaseFree ? " nocase" : "";
  const narrow = `(^|[^${before}])${text[0]}${punctuation}{0,3}([^${behind}]|$)`;
  return [`$text = /${narrow}/${free}`, `$wide = /${wideBetween(text[1], boundary)}/${free}`];
}

/** An expression for a text in UTF-16: what stands beside it is a character of the class only where its high byte is zero. */
function wideBetween(text: string, { before, behind, punctuation }: Boundary): string {
  const gap = punctuation === "" ? "" : `(${punctuation}\\x00){0,3}`;
  return `(^|[^\\x00]|[^${before}]\\x00)${text}${gap}([^${behind}]|[${behind}][^\\x00]|$)`;
}

/** A text as {@link boundedPatterns} takes it. */
export function bothEncodings(text: string): readonly [utf8: string, utf16: string] {
  return [regexpBytes(utf8(text)), regexpBytes(utf16(text))];
}
