import type { Diagnostic, SourceText } from "@sigwright/core";

/** Characters that are looked at: what is no text shows so from its beginning on. */
const SAMPLE = 8000;
/** Share of control characters from which on something is no text; in random bytes it is a tenth. */
const MOST_CONTROLS = 0.05;
/** So many make no text a binary file, however short it is. */
const FEW = 64;
/** Beginnings of UTF-16, as they are in Latin-1. */
const UTF16 = /^(?:\u00FF\u00FE|\u00FE\u00FF)/;

/**
 * Says of a file that it is no text, or text in an encoding that no engine reads; undefined for texts. A control
 * character here and there makes no difference: what it does to a rule is for the format to say.
 */
export function notText({ text }: SourceText): Diagnostic | undefined {
  const isUtf16 = UTF16.test(text) && text.slice(0, 100).includes("\0");
  if (!isUtf16 && !isBinary(text)) return undefined;
  return {
    code: "review/not-text",
    severity: "error",
    rejects: true,
    message: isUtf16 ? "this file is UTF-16, which no engine reads" : "this is no text, so there are no rules in it",
    range: { start: 0, end: Math.min(1, text.length) },
    help: isUtf16 ? "save it as UTF-8" : "give it a name that no rule file has, or put the rules back in",
  };
}

function isBinary(text: string): boolean {
  const length = Math.min(text.length, SAMPLE);
  let controls = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c && code !== 0x0d) controls++;
  }
  return controls > FEW && controls > MOST_CONTROLS * length;
}
