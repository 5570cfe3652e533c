import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { isWellFormed, utf8 } from "./pattern-text.ts";

/** Characters of what fills `{{name}}`: YARA 4 takes names of 128, so 28 are left to the template. */
export const LONGEST_NAME_SLOT = 100;

const DIGEST_DIGITS = 20;
const HEXADECIMAL = /^[0-9a-f]{32,64}$/;

/**
 * A rule's name: the template rule, what is readable of the subject, and a digest of the whole subject, so that no two
 * subjects of a template rule have one name, and a subject has the same name for ever. A file's name has its digest.
 */
export function ruleName(rule: string, subject: string): string {
  const beginning = rule.replaceAll("-", "_");
  const plain = `${beginning}_${subject}`;
  if (HEXADECIMAL.test(subject) && plain.length <= LONGEST_NAME_SLOT) return plain;
  const room = LONGEST_NAME_SLOT - beginning.length - DIGEST_DIGITS - 2;
  const readable = words(subject, Math.max(0, Math.min(room, 48)));
  return [beginning, ...(readable === "" ? [] : [readable]), digestOf(`${rule} ${subject}`)].join("_");
}

/** What a text has of letters and digits, the rest as one underscore each time. */
function words(text: string, length: number): string {
  return text.slice(0, 4 * length).replace(/[^A-Za-z0-9]+/g, "_").slice(0, length).replace(/^_|_$/g, "");
}

/** A digest that nobody finds two texts for: names that meet would make the file of rules unusable. */
function digestOf(text: string): string {
  // Texts that differ in half surrogate pairs only have the same bytes.
  return bytesToHex(sha256(utf8(isWellFormed(text) ? text : JSON.stringify(text)))).slice(0, DIGEST_DIGITS);
}

/** The name of a list's rule, of what the ruleset calls the list: no two lists of a template rule are called alike. */
export function listName(rule: string, list: string): string {
  // No template rule has a slash in its id, and so no subject's digest is a list's.
  const beginning = rule.replaceAll("-", "_");
  return [beginning, ...[words(list, 24)].filter((word) => word !== ""), digestOf(`${rule}/list ${list}`)].join("_");
}
