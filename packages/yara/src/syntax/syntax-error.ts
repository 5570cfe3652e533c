import { closest, type Diagnostic, quoted, type Range } from "@sigwright/core";
import type { Expectation } from "#grammar";
import { KIND } from "./token-kinds.ts";
import { syntaxFinding } from "./syntax-diagnostics.ts";
import type { Tokens } from "./tokens.ts";

/** Says what is wrong at a token, of which `expected` could have been there. At the end of the file `index` is the count. */
export function unexpectedToken(tokens: Tokens, index: number, expected: readonly string[]): Diagnostic {
  const { text } = tokens;
  if (index >= tokens.count) {
    const range = { start: Math.max(0, text.trimEnd().length - 1), end: text.length };
    return syntaxFinding("yara/syntax", range, { message: `expected ${listed(expected)}, found the end of the file`, expected });
  }
  const range = { start: tokens.starts[index]!, end: tokens.ends[index]! };
  const kind = tokens.kinds.charCodeAt(index);
  if (kind === KIND.unclosedComment) return unclosedComment(range);
  if (kind === KIND.bad) return badToken(text, range);
  if (kind === KIND.hex && text.charCodeAt(range.end - 1) !== KIND.closeBrace) {
    return syntaxFinding("yara/unclosed", range, { message: "the hexadecimal pattern is never closed", help: "it ends with `}`" });
  }
  const found = text.slice(range.start, range.end);
  const near = kind === KIND.identifier ? keywordNear(found, expected) : undefined;
  return syntaxFinding("yara/syntax", range, {
    message: `expected ${listed(expected)}, found ${quoted(found)}`,
    expected,
    ...(near === undefined
      ? {}
      : { help: `did you mean \`${near}\`?`, fixes: [{ title: `change it to \`${near}\``, edits: [{ range, newText: near }], safe: false }] }),
  });
}

/** The keyword that could stand there and was most likely meant. Of two letters one is too few to tell by. */
function keywordNear(found: string, expected: readonly string[]): string | undefined {
  const words = expected.flatMap((word) => (/^`[a-z]+`$/.test(word) ? [word.slice(1, -1)] : []));
  const near = closest(found, expected.includes("an operator") ? [...words, ...WORD_OPERATORS] : words);
  return found.length > 2 || near === found.toLowerCase() ? near : undefined;
}

const WORD_OPERATORS = ["and", "or", "of", "at", "in", "contains", "icontains", "startswith", "endswith", "iequals", "matches"];

/** Says that a comment is not closed; its range is the mark. */
export function unclosedComment({ start }: Range): Diagnostic {
  return syntaxFinding("yara/unclosed", { start, end: start + 2 }, {
    message: "the comment is never closed",
    help: "it ends with `*/`",
  });
}

function badToken(text: string, range: Range): Diagnostic {
  const first = text[range.start];
  if (first === '"') {
    return syntaxFinding("yara/unclosed", range, {
      message: "the text is not closed on its line",
      help: String.raw`end it with a quote; a quote inside is written \"`,
    });
  }
  if (first === "/") {
    return syntaxFinding("yara/unclosed", range, {
      message: "the regular expression is not closed on its line",
      help: String.raw`end it with a slash; a slash inside is written \/`,
    });
  }
  const spelling = OTHER_LANGUAGES.get(text.slice(range.start, range.end));
  if (spelling !== undefined) {
    const found = quoted(text.slice(range.start, range.end));
    const fixes = [{ title: `write \`${spelling}\``, edits: [{ range, newText: spelling }], safe: true }];
    return syntaxFinding("yara/syntax", range, { message: `${found} is written \`${spelling}\` here`, fixes });
  }
  const character = String.fromCodePoint(text.codePointAt(range.start)!);
  return syntaxFinding("yara/unknown-character", range, {
    message: `${quoted(character)} means nothing here`,
    ...(/[“”„‟″’‘]/.test(character) ? { help: 'use straight quotes, `"`' } : {}),
  });
}

/** What people bring from other languages. */
const OTHER_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ["&&", "and"],
  ["||", "or"],
]);

/** What Peggy would have accepted, in words, without repetitions. */
export function expectedWords(expectations: readonly Expectation[]): readonly string[] {
  const words = expectations.map((expectation) => {
    if (expectation.type === "other") return expectation.description;
    return expectation.type === "end" ? "the end of the rule" : undefined;
  });
  const expected = new Set(words.filter((word) => word !== undefined));
  // What may follow an operand goes without saying.
  if (expected.has("an operator")) for (const word of BEHIND_OPERANDS) expected.delete(word);
  return [...expected].toSorted();
}

const BEHIND_OPERANDS = ["`(`", "`.`", "`[`", "`at`", "`in`", "`of`"];

/** Several words as one phrase. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "nothing more";
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)!}`;
}
