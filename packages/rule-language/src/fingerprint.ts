import { hash128 } from "@sigwright/core";
import type { Rule, RuleOption } from "./tree.ts";

/** Options that say which rule it is and how it is kept, not what it does. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["sid", "gid", "rev", "metadata"]);

/** Options whose order among themselves means nothing; they are taken in alphabetical order. */
const UNORDERED: ReadonlySet<string> = new Set(["msg", "classtype", "priority", "reference"]);

/**
 * A hash of what a rule does: action, header and options, without layout, comments, `sid`, `gid`, `rev` and
 * `metadata`. Rules with one fingerprint mean the same; two ways to write one meaning may still differ.
 *
 * @param valueOf what is taken for an option's value, where part of what is written stands for something else.
 */
export function ruleFingerprint(rule: Rule, valueOf: OptionValue = valueAsWritten): string {
  return hash128(ruleMeaning(rule, valueOf));
}

/** What is taken for an option's value. */
type OptionValue = (option: RuleOption) => string | undefined;

function valueAsWritten(option: RuleOption): string | undefined {
  return option.value;
}

/** The text that {@link ruleFingerprint} hashes: one part a line, normalised. */
export function ruleMeaning(rule: Rule, valueOf: OptionValue = valueAsWritten): string {
  const { header } = rule;
  const words = [rule.action.text, header.protocol?.text ?? "", header.hook?.text ?? ""].map((word) => word.toLowerCase());
  for (const word of [header.source, header.sourcePort, header.direction, header.destination, header.destinationPort]) {
    words.push(word === undefined ? "" : withoutBlanks(word.text));
  }
  const ordered: string[] = [];
  const unordered: string[] = [];
  for (const option of rule.options) {
    const name = option.name.toLowerCase();
    if (BOOKKEEPING.has(name)) continue;
    const value = valueOf(option);
    const text = value === undefined ? name : `${name}:${normalisedValue(value)}`;
    (UNORDERED.has(name) ? unordered : ordered).push(text);
  }
  return [words.join("\t"), ...unordered.toSorted(), ...ordered].join("\n");
}

// A backslash at the end of a line, or a comment between tokens (Snort 3), stands for nothing.
const JOINED_LINE = /\\[ \t\r\f\v]*\n(?:#[# \t]*)?/g;
const BLANKS = /\s+/g;

// A text that is one word.
const WORD = /^[^\s"\\]*$/;

function withoutBlanks(text: string): string {
  if (WORD.test(text)) return text;
  return text.replaceAll(JOINED_LINE, "").replaceAll(BLANKS, "");
}

/**
 * Blanks outside quotes separate words and mean nothing beside a comma, comments mean nothing; inside quotes
 * everything is kept.
 */
function normalisedValue(value: string): string {
  if (WORD.test(value)) return value;
  const text = value.includes("\\") ? value.replaceAll(JOINED_LINE, "") : value;
  let result = "";
  // Asking the result itself would copy it for each piece.
  let last = "";
  let separated = false;
  let at = 0;
  const lastLineEnd = text.lastIndexOf("\n");
  while (at < text.length) {
    const next = endOfBlanks(text, at, lastLineEnd);
    if (next > at) {
      separated = true;
      at = next;
      continue;
    }
    const end = endOfPiece(text, at);
    const piece = text.slice(at, end);
    const joins = last === "" || piece === "," || last === "," || last === "!";
    result += separated && !joins ? ` ${piece}` : piece;
    last = piece.charAt(piece.length - 1);
    separated = false;
    at = end;
  }
  return result;
}

/** End of blanks and comments that begin at a place; the place itself when none do. */
function endOfBlanks(text: string, start: number, lastLineEnd: number): number {
  let at = start;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  if (text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    return end === -1 ? text.length : end + 2;
  }
  // Without a line end there is none to look for, lest each number sign look through the rest.
  return text.charAt(at) === "#" && at < lastLineEnd ? text.indexOf("\n", at) : at;
}

/** End of a comma, a quoted string or a run of other characters that begins at a place. */
function endOfPiece(text: string, start: number): number {
  if (text.charAt(start) === ",") return start + 1;
  if (text.charAt(start) === '"') {
    for (let at = start + 1; at < text.length; at++) {
      const character = text.charAt(at);
      if (character === '"') return at + 1;
      if (character === "\\") at++;
    }
    return text.length;
  }
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== "," && text.charAt(at) !== '"' && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
