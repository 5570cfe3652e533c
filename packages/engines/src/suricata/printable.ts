/** Control characters (C0 but tab and line feed, DEL, C1) and marks that reorder text on a terminal. */
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text made safe to show: what could steer a terminal is written as `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** What an engine wrote, read as Latin-1, as text for people: UTF-8 where it is UTF-8, safe to show. */
export function engineText(latin1: string): string {
  return printable(Buffer.from(latin1, "latin1").toString("utf8"));
}
