import { ApiError } from "../api-error.ts";

/** A token of a query: what it is, its text (of strings without quotes and escapes), where it starts. */
export interface Token {
  readonly type: "word" | "string" | "number" | "symbol" | "end";
  readonly text: string;
  readonly position: number;
}

const SHAPES: readonly { readonly type: Token["type"] | "blank"; readonly shape: RegExp }[] = [
  { type: "blank", shape: /[ \t\r\n]+/y },
  { type: "word", shape: /[A-Za-z_][A-Za-z0-9_]*/y },
  { type: "number", shape: /-?\d+(?:\.\d+)?/y },
  { type: "symbol", shape: /==|!=|>=|<=|[=<>(),]/y },
];

/** Splits a query into tokens. Throws ApiError 400. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  scan: while (position < query.length) {
    const character = query[position]!;
    if (character === '"' || character === "'") {
      const { text, end } = readString(query, position);
      tokens.push({ type: "string", text, position });
      position = end;
      continue;
    }
    for (const { type, shape } of SHAPES) {
      shape.lastIndex = position;
      const text = shape.exec(query)?.[0];
      if (text === undefined) continue;
      if (type !== "blank") tokens.push({ type, text, position });
      position += text.length;
      continue scan;
    }
    throw invalidTql(`unexpected character ${JSON.stringify(character)}`, position);
  }
  tokens.push({ type: "end", text: "", position });
  return tokens;
}

/** 400: a query that can't be understood. */
export function invalidTql(problem: string, position: number): ApiError {
  return new ApiError(400, `Invalid TQL: ${problem} at position ${position}`);
}

function readString(query: string, start: number): { readonly text: string; readonly end: number } {
  const quote = query[start];
  let text = "";
  for (let at = start + 1; at < query.length; at++) {
    const character = query[at]!;
    if (character === quote) return { text, end: at + 1 };
    if (character < " ") throw invalidTql("a control character in a string", at);
    if (character === "\\") {
      at++;
      const escaped = query[at];
      if (escaped === undefined || !"'\"`\\".includes(escaped)) throw invalidTql("an unknown escape in a string", at - 1);
      text += escaped;
    } else {
      text += character;
    }
  }
  throw invalidTql("a string without end", start);
}
