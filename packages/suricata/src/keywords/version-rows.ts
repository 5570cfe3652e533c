import { type ArgumentForm, type DialectKeyword, unsigned, type UnsignedOptions } from "@sigwright/rule-language/dialect";

/** What both rows of a keyword share whose argument takes another form from a version on. */
export type KeywordFacts = Omit<DialectKeyword, "argument" | "since" | "until">;

/** The version in which numbers came to be written in more ways. */
const RICHER_SINCE = "8.0";

/** A keyword whose argument takes one form before 8.0 and another from then on. */
export function changedForm(keyword: KeywordFacts, before: ArgumentForm, after: ArgumentForm): readonly DialectKeyword[] {
  return [
    { ...keyword, until: RICHER_SINCE, argument: before },
    { ...keyword, since: RICHER_SINCE, argument: after },
  ];
}

/**
 * A keyword that takes a number, compared or as a range. From 8.0 on, numbers can be hexadecimal, ranges negated, and
 * bits masked.
 */
export function numberKeyword(keyword: KeywordFacts, bits: 8 | 16 | 32 | 64, options: UnsignedOptions = {}): readonly DialectKeyword[] {
  return changedForm(keyword, unsigned(bits, options), richNumber(bits, options));
}

/** A number as 8.0 reads it. */
export function richNumber(bits: 8 | 16 | 32 | 64, options: UnsignedOptions = {}): ArgumentForm {
  return unsigned(bits, { ...options, richer: true });
}

/** Rows that are made for each series of the engine from its own tables. */
export function inEachSeries(make: (version: string) => readonly DialectKeyword[]): readonly DialectKeyword[] {
  return [...make("7.0").map((row) => ({ ...row, until: RICHER_SINCE })), ...make(RICHER_SINCE).map((row) => ({ ...row, since: RICHER_SINCE }))];
}
