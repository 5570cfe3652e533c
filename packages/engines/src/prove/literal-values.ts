import type { LiteralMatch } from "@sigwright/core";

/** A text that is near to the one observed, and what it is to it. */
export interface NearText {
  readonly relation: string;
  readonly text: string;
}

/** Texts that are the one observed in other words: with other case, where case does not count. */
export function equalTexts({ text, caseSensitive }: LiteralMatch): readonly NearText[] {
  const swapped = swapCase(text);
  return caseSensitive || swapped === text ? [] : [{ relation: "in other case", text: swapped }];
}

/** Texts that are not meant: longer, shorter, with another letter, and in other case where case counts. */
export function nearTexts({ text, caseSensitive }: LiteralMatch): readonly NearText[] {
  const swapped = swapCase(text);
  const letters = Array.from(text);
  const near: readonly NearText[] = [
    { relation: "letters in front", text: `x${text}` },
    { relation: "letters behind", text: `${text}x` },
    { relation: "another last letter", text: `${letters.slice(0, -1).join("")}${letters.at(-1)?.toLowerCase() === "q" ? "z" : "q"}` },
    ...(letters.length > 1 ? [{ relation: "shorter", text: letters.slice(0, -1).join("").trimEnd() }] : []),
    ...(caseSensitive ? [{ relation: "in other case", text: swapped }] : []),
  ];
  return near.filter((each) => each.text !== text && each.text !== "");
}

/** ASCII letters in their other case; others keep theirs, as engines compare bytes. */
export function swapCase(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
}
