import { type MetadataEntry, type Reference, utf8Length, visibleText } from "@sigwright/core";
import { isWellFormed, quotedBytes, regexpBytesAnywhere, utf8 } from "../encoding/pattern-text.ts";
import { KEYWORD_KINDS } from "../syntax/token-kinds.ts";

/** Bytes that one slot may add to a meta entry, before escaping; longer values are cut and end in `…`. */
export const LONGEST_META_VALUE = 512;
/** Tags that one slot may make. */
const MOST_TAGS = 16;
const LONGEST_TAG = 64;

/** A text for the inside of a meta entry's quotes: control characters, and those that mislead readers, are made visible. */
export function metaText(value: string): string {
  return cut(visibleText(cut(value))).replace(/[\\"]/g, String.raw`\$&`);
}

/** A text for the inside of the quotes of a pattern, byte for byte; `undefined` when it has no bytes. */
export function patternText(value: string): string | undefined {
  return isWellFormed(value) ? quotedBytes(utf8(value)) : undefined;
}

/** A text for a regular expression, byte for byte; `undefined` when it has no bytes. */
export function regexpText(value: string): string | undefined {
  return isWellFormed(value) ? regexpBytesAnywhere(utf8(value)) : undefined;
}

/** Texts as tags, each once and none of those that are there already. What has neither letter nor digit makes none. */
export function tagWords(texts: readonly string[], present: ReadonlySet<string>): readonly string[] {
  const words = new Set<string>();
  for (const text of texts) {
    const word = identifier(text, LONGEST_TAG);
    if (word !== undefined && !present.has(word)) words.add(word);
    if (words.size === MOST_TAGS) break;
  }
  return [...words];
}

/** Where more is told of the subject, as meta entries. A web page stands by itself, other kinds are named. */
export function referenceEntries(references: readonly Reference[]): readonly string[] {
  return references.map(({ kind, value }) => `reference = "${metaText(kind === "url" ? value : `${kind}:${value}`)}"`);
}

/** Metadata as meta entries; one whose key has neither letter nor digit is left out. */
export function metadataEntries(entries: readonly MetadataEntry[]): readonly string[] {
  return entries.flatMap(({ key, value }) => {
    const word = identifier(key, LONGEST_TAG);
    return word === undefined ? [] : `${word} = "${metaText(value)}"`;
  });
}

/** A name for a text: its letters and digits, all else as underscores; never a word of the language or a number. */
function identifier(text: string, longest: number): string | undefined {
  const word = text.slice(0, 4 * longest).replace(/[^A-Za-z0-9_]+/g, "_").slice(0, longest).replace(/_$/, "");
  if (!/[A-Za-z0-9]/.test(word)) return undefined;
  return /^[0-9]/.test(word) || KEYWORD_KINDS.has(word) || OTHER_WORDS.test(word) ? `_${word}` : word;
}

/** Words that one of the engines keeps for itself. */
const OTHER_WORDS = /^(?:u?int(?:8|16|32)(?:be)?|include|with)$/;

function cut(text: string): string {
  if (text.length <= LONGEST_META_VALUE && utf8Length(text) <= LONGEST_META_VALUE) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > LONGEST_META_VALUE - 3) break;
    end += character.length;
  }
  return `${text.slice(0, end)}…`;
}
