import { quoteContent } from "../build.ts";

const ENCODER = new TextEncoder();

/** The bytes a text has on the wire: UTF-8. A lone surrogate has none; see {@link isWellFormed}. */
export function wireBytes(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** Whether every surrogate of a text has its partner, so that the text has bytes at all. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** The inside of a `content` pattern for some bytes, without its quotes; see `quoteContent`. */
export function contentPattern(bytes: Uint8Array): string {
  return bytes.length === 0 ? "" : quoteContent(bytes).slice(1, -1);
}
