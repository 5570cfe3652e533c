import { quoted, StoreError } from "@sigwright/core";

/** Longer names are refused by old instances; in UTF-16 units, as the platform counts. */
const LONGEST_NAME = 100;
const LONGEST_TAG = 128;
const LONGEST_FILE_NAME = 255;
const LONGEST_XID = 255;
const HALF_CHARACTER = /\p{Surrogate}/u;
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/;

/** Texts that the platform is to hold. */
export interface StoredTexts {
  readonly name?: string;
  readonly type?: string;
  readonly fileName?: string;
  readonly content?: string;
  readonly xid?: string;
}

/** @throws StoreError (`invalid`) for what the platform can't hold, so that it is told before anything is written. */
export function requireStorable({ name, type, fileName, content, xid }: StoredTexts, tags: readonly string[] = []): void {
  for (const [what, text, longest] of [
    ["name", name, LONGEST_NAME],
    ["type", type, LONGEST_NAME],
    ["file name", fileName, LONGEST_FILE_NAME],
    ["xid", xid, LONGEST_XID],
  ] as const) {
    if (text !== undefined) requireText(what, text, longest);
  }
  if (content === "") throw invalid("the content is empty, which the platform does not take");
  if (content !== undefined && HALF_CHARACTER.test(content)) {
    throw invalid("the content is no Unicode text: it has half of a character in it");
  }
  if (content?.includes("\u0000") === true) throw invalid("the content has a NUL in it, which the platform can't hold");
  for (const tag of tags) requireText("tag", tag, LONGEST_TAG);
}

function requireText(what: string, text: string, longest: number): void {
  if (text.trim() === "") throw invalid(`the ${what} is empty`);
  if (text !== text.trim()) throw invalid(`the ${what} ${quoted(text, 60)} has blanks around it, which the platform does not keep`);
  if (CONTROL.test(text) || HALF_CHARACTER.test(text)) {
    throw invalid(`the ${what} ${quoted(text, 60)} has characters that can't be seen`);
  }
  if (text.length > longest) {
    throw invalid(`the ${what} has ${text.length} characters, and the platform takes ${longest}: ${quoted(text, 60)}`);
  }
}

function invalid(message: string): StoreError {
  return new StoreError("invalid", message);
}

/**
 * Whether two texts say the same to an engine: how lines end, and whether the last one does, may differ, because
 * nothing promises that the platform keeps it.
 */
export function isSameText(a: string, b: string): boolean {
  return a === b || plainText(a) === plainText(b);
}

function plainText(text: string): string {
  const lines = text.replaceAll("\r\n", "\n");
  return lines.endsWith("\n") ? lines.slice(0, -1) : lines;
}
