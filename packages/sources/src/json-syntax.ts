import type { Range } from "@sigwright/core";
import { printParseErrorCode, visit } from "jsonc-parser";
import { findDeepNesting } from "./json-nesting.ts";

/** Where a JSON text stops being JSON, in words that don't depend on the JavaScript engine. */
export interface JsonSyntaxError {
  readonly range: Range;
  readonly message: string;
}

/** What is missing where the parser says so; the names are those of its error codes. */
const WANTED: Readonly<Record<string, string>> = {
  PropertyNameExpected: "a name in double quotes",
  ValueExpected: "a value",
  ColonExpected: "`:`",
  CommaExpected: "`,`",
  CloseBraceExpected: "`}`",
  CloseBracketExpected: "`]`",
  EndOfFileExpected: "nothing more",
};

/** Every escape, right or wrong; what is right is in {@link RIGHT_ESCAPE}. */
const ESCAPE = /\\(?:u[0-9A-Fa-f]{0,4}|[^]?)/gu;
const RIGHT_ESCAPE = /^\\(?:u[0-9A-Fa-f]{4}|["\\/bfnrt])$/;
const CONTROL_CHARACTER = /[\u0000-\u001F]/;
/** Characters of a token that are shown. */
const SHOWN_LENGTH = 40;

/**
 * Finds the first syntax error of a text that `JSON.parse` has refused; `undefined` when there is none.
 * `JSON.parse` is fast but tells the place of an error differently in each version of Node, or not at all.
 */
export function locateJsonError(text: string): JsonSyntaxError | undefined {
  const tooDeep = findDeepNesting(text);
  if (tooDeep !== undefined) {
    return {
      range: { start: tooDeep, end: tooDeep + 1 },
      message: "this is not JSON, and it is nested too deep to say where the mistake is",
    };
  }
  let first: JsonSyntaxError | undefined;
  visit(
    text,
    { onError: (code, offset, length) => void (first ??= describe(printParseErrorCode(code), text, offset, length)) },
    { disallowComments: true },
  );
  return first;
}

function describe(error: string, text: string, offset: number, length: number): JsonSyntaxError {
  const range = { start: offset, end: offset + length };
  const token = text.slice(range.start, range.end);
  switch (error) {
    case "InvalidSymbol":
      return {
        range,
        message: `${shown(token)} is not JSON: text stands in double quotes, and there are numbers, \`true\`, \`false\` and \`null\``,
      };
    case "InvalidCommentToken":
      return { range, message: "JSON has no comments" };
    case "UnexpectedEndOfNumber":
      return { range, message: `the number ${shown(token)} is not complete` };
    case "UnexpectedEndOfString":
      return {
        range: { start: offset, end: offset + 1 },
        message:
          range.end < text.length
            ? "the string that begins here is not closed on its line: JSON wants a line end in it written `\\n`"
            : "the string that begins here is never closed",
      };
    case "InvalidUnicode":
    case "InvalidEscapeCharacter":
      return wrongEscape(token, offset) ?? { range, message: "an escape in this string is not JSON" };
    case "InvalidCharacter": {
      const start = offset + token.search(CONTROL_CHARACTER);
      return {
        range: { start, end: start + 1 },
        message: `the control character ${shown(text.charAt(start))} may not stand in a string as it is: JSON wants it escaped`,
      };
    }
    default: {
      const found = offset >= text.length ? "the text ends" : `${shown(token)} is not expected here`;
      return { range, message: `${found}: JSON wants ${WANTED[error] ?? "something else"}` };
    }
  }
}

/** The first wrong escape of a string; the parser says only that there is one. */
function wrongEscape(token: string, offset: number): JsonSyntaxError | undefined {
  for (const { 0: escape, index } of token.matchAll(ESCAPE)) {
    if (RIGHT_ESCAPE.test(escape)) continue;
    return {
      range: { start: offset + index, end: offset + index + escape.length },
      message: escape.startsWith("\\u")
        ? "`\\u` wants four hexadecimal digits after it"
        : `JSON knows no escape ${CONTROL_CHARACTER.test(escape) ? "`\\`" : shown(escape)}: a backslash is written \`\\\\\``,
    };
  }
  return undefined;
}

/** A token whole unless it is long; a control character by its number. */
function shown(token: string): string {
  const [first = ""] = token;
  if (CONTROL_CHARACTER.test(first)) return `U+${first.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return token.length > SHOWN_LENGTH ? `\`${token.slice(0, SHOWN_LENGTH)}…\`` : `\`${token}\``;
}
