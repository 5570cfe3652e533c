import type { Range } from "@sigwright/core";
import { skipBlanks, stringEnd } from "./json-syntax.ts";

/**
 * Range of the value of a top-level member of a JSON object, for pointing at it; `undefined` when there is none.
 * The text is valid JSON. With a name that stands twice it is the last one, the one `JSON.parse` keeps.
 */
export function locateMember(text: string, name: string): Range | undefined {
  let depth = 0;
  let key: string | undefined;
  let atKey = false;
  let valueStart: number | undefined;
  let found: Range | undefined;
  let lastTokenEnd = 0;

  const endOfValue = (): void => {
    if (key === name && valueStart !== undefined) found = { start: valueStart, end: lastTokenEnd };
    key = undefined;
    valueStart = undefined;
    atKey = true;
  };

  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
    const character = text[at]!;
    let end = at + 1;
    if (character === '"') {
      const closed = stringEnd(text, at);
      if (typeof closed !== "number") return undefined;
      end = closed;
      if (depth === 1 && atKey) {
        key = parseString(text.slice(at, end));
        atKey = false;
        at = end;
        continue;
      }
    } else if (character === "," && depth === 1) {
      endOfValue();
      at += 1;
      continue;
    } else if (character === ":" && depth === 1) {
      at += 1;
      continue;
    }
    if ((character === "}" || character === "]") && depth === 1) {
      endOfValue();
      return found;
    }
    if (depth === 1 && key !== undefined) valueStart ??= at;
    if (character === "{" || character === "[") {
      depth += 1;
      if (depth === 1) atKey = true;
    } else if (character === "}" || character === "]") depth -= 1;
    else if (character !== '"') {
      while (end < text.length && !' \n\r\t,:{}[]"'.includes(text[end]!)) end++;
    }
    lastTokenEnd = end;
    at = end;
  }
  return found;
}

function parseString(literal: string): string | undefined {
  const value: unknown = JSON.parse(literal);
  return typeof value === "string" ? value : undefined;
}
