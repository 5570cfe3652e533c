import type { Range } from "@sigwright/core";
import { ValueTape } from "../../value-tape.ts";
import { enterValues } from "../../values.ts";

/**
 * How a value falls into arguments.
 * - `list`: arguments between commas.
 * - `verbatim`: the same, and backslashes in strings stay.
 * - `entries`: free text between commas; parentheses and colons are part of it.
 * - `phrase`: free text up to the end; a comma separates only where it stands alone.
 * - `expression`: a string up to the end, whatever is in it; without quotes a list.
 */
export type ArgumentShape = "list" | "verbatim" | "entries" | "phrase" | "expression";

/** One token of a value. A string keeps its quotes and the `!` before it; escapes are resolved. */
export interface ArgumentWord extends Range {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** What stands between two commas: words, of which the first is mostly a name and the second its value. */
export interface Argument extends Range {
  readonly words: readonly ArgumentWord[];
  /** The words with one blank between them. */
  readonly text: string;
}

/** A fault in how the arguments of a value are written. */
export interface ArgumentListFault extends Range {
  readonly code: "empty-argument" | "missing-comma" | "stray-character";
}

/** The arguments of a value, or what is wrong with how they are written. */
export type ArgumentListResult = { readonly list: readonly Argument[] } | { readonly fault: ArgumentListFault };

/** Splits values into arguments. Make one for a checker, not one for an option. */
export interface ArgumentListReader {
  /** The arguments of the value between two places of a text. */
  read(text: string, start: number, end: number, shape: ArgumentShape): ArgumentListResult;
}

/** A reader for values of the Snort 3 rule language. */
export function argumentListReader(): ArgumentListReader {
  const tape = new ValueTape("utf-8", true);
  const enter = enterValues(tape);
  return {
    read(text, start, end, shape) {
      if (shape === "expression") {
        const whole = wholeString(text, start, end);
        if (whole !== undefined) return { list: [whole] };
      }
      tape.reset(text.slice(start, end), start);
      if (shape === "entries") enter.MetadataArguments(tape.text);
      else if (shape === "phrase") enter.ReferenceArguments(tape.text);
      else enter.Arguments(tape.text);
      return group(tape, text, shape);
    },
  };
}

const STRING_START = /!?"/y;
const LINE_BREAK = /\n/g;

/** A value that is one string up to its end. */
function wholeString(text: string, start: number, end: number): Argument | undefined {
  STRING_START.lastIndex = start;
  if (!STRING_START.test(text)) return undefined;
  const word = { start, end, text: text.slice(start, end).replaceAll(LINE_BREAK, ""), isQuoted: true };
  return { start, end, text: word.text, words: [word] };
}

/** Most words of an argument: a name and its value. */
const MOST_WORDS = 2;

function group(tape: ValueTape, text: string, shape: ArgumentShape): ArgumentListResult {
  const isFree = shape === "entries" || shape === "phrase";
  const list: Argument[] = [];
  let words: ArgumentWord[] = [];
  for (let index = 0; index < tape.count; index++) {
    const start = tape.starts[index]!;
    const end = tape.ends[index]!;
    const kind = tape.kinds[index];
    if (kind === "comma") {
      if (words.length === 0) return { fault: { code: "empty-argument", start, end } };
      list.push(argumentOf(words));
      words = [];
    } else if (kind === "stray" && !isFree) {
      return { fault: { code: "stray-character", start, end } };
    } else {
      const isQuoted = kind === "string";
      if (!isFree && (words.length === MOST_WORDS || words.at(-1)?.isQuoted === true)) return { fault: { code: "missing-comma", start, end } };
      words.push({ start, end, text: wordText(text, start, end, isQuoted, shape), isQuoted });
    }
  }
  if (words.length > 0) list.push(argumentOf(words));
  else if (!isFree && tape.count > 0) {
    const last = tape.count - 1;
    return { fault: { code: "empty-argument", start: tape.starts[last]!, end: tape.ends[last]! } };
  }
  return { list };
}

function argumentOf(words: readonly ArgumentWord[]): Argument {
  const [first] = words;
  const last = words.at(-1);
  const text = words.length === 1 ? first!.text : words.map((word) => word.text).join(" ");
  return { start: first!.start, end: last!.end, text, words };
}

function wordText(text: string, start: number, end: number, isQuoted: boolean, shape: ArgumentShape): string {
  const raw = text.slice(start, end);
  if (!raw.includes("\\") && !(isQuoted && raw.includes("\n"))) return raw;
  if (isQuoted) return shape === "verbatim" ? raw.replaceAll(LINE_BREAK, "") : unescaped(raw);
  return shape === "expression" ? raw : raw.replaceAll(WORD_ESCAPE, "$1");
}

const WORD_ESCAPE = /\\([^])/g;
const STRING_ESCAPE = /\\x([0-9A-Fa-f]{1,2})|\\([^])|\n/g;
const CONTROLS: Readonly<Record<string, string>> = { a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Where the bytes that \x escapes stand for lie in a text, when they are no ASCII: half a surrogate pair counts as one byte. */
const ESCAPED_BYTE = 0xdc00;

function unescaped(raw: string): string {
  return raw.replaceAll(STRING_ESCAPE, (_, hex: string | undefined, character: string | undefined) => {
    if (hex !== undefined) {
      const byte = Number.parseInt(hex, 16);
      return String.fromCharCode(byte < 0x80 ? byte : ESCAPED_BYTE + byte);
    }
    return character === undefined ? "" : (CONTROLS[character] ?? character);
  });
}
