import type { Range } from "@sigwright/core";

// One character of several bytes, each written as a character of its own.
const SEQUENCE =
  /[\u00c2-\u00df][\u0080-\u00bf]|\u00e0[\u00a0-\u00bf][\u0080-\u00bf]|[\u00e1-\u00ec\u00ee\u00ef][\u0080-\u00bf]{2}|\u00ed[\u0080-\u009f][\u0080-\u00bf]|\u00f0[\u0090-\u00bf][\u0080-\u00bf]{2}|[\u00f1-\u00f3][\u0080-\u00bf]{3}|\u00f4[\u0080-\u008f][\u0080-\u00bf]{2}/y;

/** The first byte in a stretch that is no part of UTF-8; `text` has one character for each byte of its file. */
export function firstOtherByte(text: string, { start, end }: Range): number | undefined {
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) < 0x80) continue;
    SEQUENCE.lastIndex = at;
    const length = SEQUENCE.exec(text)?.[0].length;
    if (length === undefined || at + length > end) return at;
    at += length - 1;
  }
  return undefined;
}
