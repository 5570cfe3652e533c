import type { Range } from "@sigwright/core";

/** Where a JSON text stops being JSON, in words that don't depend on the JavaScript engine. */
export interface JsonSyntaxError {
  readonly range: Range;
  readonly message: string;
}

type Expected = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd" | "end";

const WORDS: Readonly<Record<Exclude<Expected, "commaOrEnd">, string>> = {
  value: "a value",
  valueOrEnd: "a value or `]`",
  key: "a name in double quotes",
  keyOrEnd: "a name in double quotes or `}`",
  colon: "`:`",
  end: "nothing more",
};

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const LITERALS = ["true", "false", "null"];

/**
 * Finds the first syntax error of a text that `JSON.parse` has refused; `undefined` when there is none.
 * `JSON.parse` is fast but tells the place of an error differently in each version of Node, or not at all.
 * Linear time; nesting is kept on a list, not on the call stack.
 */
export function locateJsonError(text: string): JsonSyntaxError | undefined {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = 0;

  const afterValue = (): Expected => (open.length === 0 ? "end" : "commaOrEnd");

  for (;;) {
    at = skipBlanks(text, at);
    const character = text[at];
    if (character === undefined) {
      if (expected === "end") return undefined;
      return problem(text, text.length, text.length, "the text ends", words(expected, open.at(-1)));
    }
    if (expected === "end") return problem(text, at, at + 1, undefined, "nothing more");

    if ((character === "}" && open.at(-1) === "{") || (character === "]" && open.at(-1) === "[")) {
      if (expected === "commaOrEnd" || expected === "keyOrEnd" || expected === "valueOrEnd") {
        open.pop();
        at += 1;
        expected = afterValue();
        continue;
      }
      return problem(text, at, at + 1, undefined, words(expected, open.at(-1)));
    }

    switch (expected) {
      case "colon":
        if (character !== ":") return problem(text, at, at + 1, undefined, "`:`");
        at += 1;
        expected = "value";
        break;
      case "commaOrEnd":
        if (character !== ",") return problem(text, at, tokenEnd(text, at), undefined, words(expected, open.at(-1)));
        at += 1;
        expected = open.at(-1) === "{" ? "key" : "value";
        break;
      case "key":
      case "keyOrEnd":
      case "value":
      case "valueOrEnd": {
        if (character === '"') {
          const end = stringEnd(text, at);
          if (typeof end !== "number") return end;
          at = end;
          if (expected === "key" || expected === "keyOrEnd") expected = "colon";
          else expected = afterValue();
          break;
        }
        if (expected === "key" || expected === "keyOrEnd") {
          return problem(text, at, tokenEnd(text, at), undefined, words(expected, open.at(-1)));
        }
        if (character === "{" || character === "[") {
          open.push(character);
          at += 1;
          expected = character === "{" ? "keyOrEnd" : "valueOrEnd";
          break;
        }
        const end = scalarEnd(text, at);
        if (end === undefined) {
          return problem(text, at, tokenEnd(text, at), undefined, words(expected, open.at(-1)));
        }
        at = end;
        expected = afterValue();
        break;
      }
    }
  }
}

function words(expected: Expected, open: "{" | "[" | undefined): string {
  return expected === "commaOrEnd" ? (open === "{" ? "`,` or `}`" : "`,` or `]`") : WORDS[expected];
}

function problem(
  text: string,
  start: number,
  end: number,
  found: string | undefined,
  expected: string,
): JsonSyntaxError {
  // A token is shown whole unless it is long; a control character by its number.
  const token = text.slice(start, Math.min(end, start + 40));
  const code = token.charCodeAt(0);
  const shown = code < 0x20 ? `U+${code.toString(16).toUpperCase().padStart(4, "0")}` : `\`${token}\``;
  return { range: { start, end }, message: `${found ?? `${shown} is not expected here`}: JSON wants ${expected}` };
}

/** Offset of the first character from `from` on that is not JSON white space. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

function scalarEnd(text: string, at: number): number | undefined {
  NUMBER.lastIndex = at;
  if (NUMBER.test(text)) {
    const end = NUMBER.lastIndex;
    WORD.lastIndex = end;
    return WORD.test(text) || /\d/.test(text[end] ?? "") ? undefined : end;
  }
  const end = tokenEnd(text, at);
  return LITERALS.includes(text.slice(at, Math.min(end, at + 6))) ? end : undefined;
}

function tokenEnd(text: string, at: number): number {
  WORD.lastIndex = at;
  if (WORD.test(text)) return WORD.lastIndex;
  return Math.min(at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1), text.length);
}

/** Offset after the string that begins at `at`, or what is wrong in it. */
export function stringEnd(text: string, at: number): number | JsonSyntaxError {
  let i = at + 1;
  for (;;) {
    const code = text.charCodeAt(i);
    if (Number.isNaN(code)) {
      return { range: { start: at, end: Math.min(at + 1, text.length) }, message: "the string that begins here is never closed" };
    }
    if (code === 0x22) return i + 1;
    if (code < 0x20) {
      const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
      return {
        range: { start: i, end: i + 1 },
        message: `the control character ${name} may not stand in a string as it is: JSON wants it escaped`,
      };
    }
    if (code !== 0x5c) {
      i += 1;
      continue;
    }
    const escape = text[i + 1];
    if (escape === "u") {
      if (!/^[0-9A-Fa-f]{4}$/.test(text.slice(i + 2, i + 6))) {
        return { range: { start: i, end: Math.min(i + 6, text.length) }, message: "`\\u` wants four hexadecimal digits after it" };
      }
      i += 6;
      continue;
    }
    if (escape === undefined) {
      i += 1;
      continue;
    }
    if (!'"\\/bfnrt'.includes(escape)) {
      return {
        range: { start: i, end: i + 2 },
        message: `JSON knows no escape \`\\${escape.charCodeAt(0) < 0x20 ? "" : escape}\`: a backslash is written \`\\\\\``,
      };
    }
    i += 2;
  }
}
