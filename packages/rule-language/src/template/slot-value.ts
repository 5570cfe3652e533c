import { utf8Length, visibleText, type MetadataEntry, type Reference } from "@sigwright/core";
import { buildOption, metadataOption, referenceOption } from "../build.ts";
import type { RuleDialect } from "../tree.ts";
import { contentPattern, isWellFormed, wireBytes } from "./content-pattern.ts";
import type { EmittedLanguage } from "./emitted-language.ts";
import type { SlotPlace } from "./slot-place.ts";

/** UTF-8 bytes that one slot may add to a message, before escaping; longer values are cut and end in `…`. */
export const LONGEST_MESSAGE_VALUE = 512;

/** Characters of a reference with its kind: the engine refuses a value of 1,024 (measured on 7.0.10). */
const LONGEST_REFERENCE = 1000;

/** A value as it is written in a place, or why it can't be written there. */
export type WrittenValue =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

const WORD = /^[A-Za-z0-9_.-]+$/;
const INTEGER = /^[0-9]+$/;

/** Writes one value in one place, so that it ends neither the string, the option nor the rule it stands in. */
export function writeValue({ dialect, longestLine }: EmittedLanguage, value: string, place: SlotPlace): WrittenValue {
  switch (place) {
    case "message":
      return written(escapeMessage(value, dialect));
    case "content":
    case "pcre":
      if (value.length > longestLine) return refused(`it is longer than the ${longestLine} bytes of a line`);
      if (!isWellFormed(value)) return refused("it has half a surrogate pair, which has no bytes");
      return written(place === "content" ? contentPattern(wireBytes(value)) : escapePattern(wireBytes(value)));
    case "string":
    case "bare":
      return WORD.test(value) ? written(value) : refused("only letters, digits and `_ . -` can stand there");
    case "port":
      return value === "any" || INTEGER.test(value) ? written(value) : refused("it is no port");
    case "address":
      return ADDRESS.test(value) ? written(value) : refused("it is no address, network or list of them");
    case "options":
      return written(value);
  }
}

/** One address or network, or a list of them without blanks, in canonical text. */
const ADDRESS = /^(?:[0-9a-f.:]+(?:\/[0-9]{1,3})?|\[[0-9a-f.:/,]+\])$/;

/**
 * The inside of a `msg` for some text. A backslash before any character stands for that character (7.0.10), control
 * characters are refused by the engine and hidden ones mislead readers: both are made visible.
 */
export function escapeMessage(text: string, dialect: RuleDialect): string {
  const shown = cut(visibleText(cut(text, LONGEST_MESSAGE_VALUE)), LONGEST_MESSAGE_VALUE);
  // In Snort 3 quotes protect a semicolon, and a backslash before it would be shown.
  return shown.replace(dialect === "snort3" ? /[\\"]/g : /[\\";]/g, String.raw`\$&`);
}

/** Bytes inside a regular expression: all but letters and digits in hexadecimal, the same in every class and under every flag. */
export function escapePattern(bytes: Uint8Array): string {
  let pattern = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    pattern += /[A-Za-z0-9]/.test(character) ? character : String.raw`\x` + byte.toString(16).padStart(2, "0");
  }
  return pattern;
}

/**
 * `reference` options for a list. A reference whose kind is no word of letters and digits, whose value begins with
 * another character than a letter, a digit or `- . / = ? _`, or is too long, is left out: the engine would refuse the rule for it.
 */
export function writeReferences(references: readonly Reference[]): string {
  const options = references
    .filter(({ value }) => value.length <= LONGEST_REFERENCE)
    .flatMap((reference) => referenceOption(reference) ?? [])
    .filter(({ value = "" }) => value.length <= LONGEST_REFERENCE && REFERENCE_START.test(value));
  return options.map(buildOption).join(" ");
}

/**
 * A kind, and how its value may begin (measured on 7.0.10). A kind that `reference.config` lacks is taken when it
 * begins with a letter.
 */
const REFERENCE_START = /^[A-Za-z][A-Za-z0-9]{0,62},[A-Za-z0-9./=?_-]/;

/** A `metadata` option for a list, or nothing for an empty one. Entries without key or value are left out. */
export function writeMetadata(entries: readonly MetadataEntry[]): string {
  const option = metadataOption(entries.filter(({ key, value }) => key !== "" && value !== ""));
  return option === undefined ? "" : buildOption(option);
}

function cut(text: string, limit: number): string {
  if (text.length <= limit && utf8Length(text) <= limit) return text;
  const room = limit - utf8Length("…");
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > room) break;
    end += character.length;
  }
  return `${text.slice(0, end)}…`;
}

function written(text: string): WrittenValue {
  return { ok: true, text };
}

function refused(reason: string): WrittenValue {
  return { ok: false, reason };
}
