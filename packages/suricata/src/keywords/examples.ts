import { type DialectKeyword, textLike } from "@sigwright/rule-language/dialect";
import { numberKeyword } from "./version-rows.ts";

/** The keywords that the engine's developers start new ones from; rules can use them. */
export const EXAMPLE_KEYWORDS: readonly DialectKeyword[] = [
  // The `s` is a slip of the engine's: it was meant to allow blanks.
  { name: "template", value: "required", argument: textLike(/^\s*0*(?:25[0-5]|2[0-4]\d|1?\d?\d)\s*,s*0*(?:25[0-5]|2[0-4]\d|1?\d?\d)\s*$/, "two numbers up to 255 with a comma and no blank between them"), role: { kind: "matches", place: "packet", requires: "packet" } },
  ...numberKeyword({ name: "template2", value: "required", prefilter: true, role: { kind: "matches", place: "packet", requires: "packet" } }, 8),
];
