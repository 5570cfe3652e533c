/**
 * Kinds of tokens, one character each: the grammar reads a rule as the text of its tokens' kinds. Letters are keywords
 * and classes of keywords, signs are mostly themselves.
 */
export const KEYWORD_KINDS: ReadonlyMap<string, string> = new Map([
  ["rule", "R"],
  ["private", "P"],
  ["global", "G"],
  ["import", "I"],
  ["include", "N"],
  ["meta", "M"],
  ["strings", "S"],
  ["condition", "C"],
  ["ascii", "m"],
  ["wide", "m"],
  ["nocase", "m"],
  ["fullword", "m"],
  ["xor", "X"],
  ["base64", "B"],
  ["base64wide", "B"],
  ["true", "T"],
  ["false", "T"],
  ["and", "a"],
  ["or", "o"],
  ["not", "n"],
  ["defined", "D"],
  ["at", "@"],
  ["in", "E"],
  ["of", "O"],
  ["them", "H"],
  ["for", "F"],
  ["all", "Q"],
  ["any", "Q"],
  ["none", "Q"],
  ["filesize", "Z"],
  ["entrypoint", "Z"],
  ["matches", "c"],
  ["contains", "c"],
  ["icontains", "c"],
  ["startswith", "c"],
  ["istartswith", "c"],
  ["endswith", "c"],
  ["iendswith", "c"],
  ["iequals", "c"],
  ["with", "w"],
]);

/** Names of token kinds. */
type KindName =
  | "identifier"
  | "pattern"
  | "patternWildcard"
  | "count"
  | "offset"
  | "length"
  | "integer"
  | "float"
  | "text"
  | "regexp"
  | "hex"
  | "comparison"
  | "arithmetic"
  | "dots"
  | "bad"
  | "unclosedComment"
  | "rule"
  | "private"
  | "global"
  | "import"
  | "include"
  | "meta"
  | "strings"
  | "condition"
  | "openBrace"
  | "closeBrace"
  | "openParenthesis"
  | "closeParenthesis"
  | "openBracket"
  | "closeBracket"
  | "equals"
  | "colon";

/** Code of a token kind's character. */
export const KIND: Readonly<Record<KindName, number>> = {
  identifier: code("i"),
  pattern: code("$"),
  patternWildcard: code("W"),
  count: code("#"),
  offset: code("f"),
  length: code("L"),
  integer: code("1"),
  float: code("2"),
  text: code('"'),
  regexp: code("/"),
  hex: code("h"),
  comparison: code("r"),
  arithmetic: code("p"),
  dots: code("d"),
  bad: code("?"),
  unclosedComment: code("U"),
  rule: code("R"),
  private: code("P"),
  global: code("G"),
  import: code("I"),
  include: code("N"),
  meta: code("M"),
  strings: code("S"),
  condition: code("C"),
  openBrace: code("{"),
  closeBrace: code("}"),
  openParenthesis: code("("),
  closeParenthesis: code(")"),
  openBracket: code("["),
  closeBracket: code("]"),
  equals: code("="),
  colon: code(":"),
};

function code(kind: string): number {
  return kind.charCodeAt(0);
}
