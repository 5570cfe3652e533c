import type { Diagnostic, Range } from "@sigwright/core";
import { closest, quoted } from "@sigwright/core";
import { parse, SyntaxError as GrammarError } from "#grammar";
import type { Expectation } from "#grammar";
import { problem } from "./diagnostics.ts";
import type { SyntaxNode } from "./syntax.ts";

/** Most characters (UTF-16 code units) a filter can have. */
export const MAX_FILTER_LENGTH: number = 2 ** 20;

/** Most parentheses that can be open at one place, those around lists of values not counted. */
export const MAX_FILTER_DEPTH = 100;

/** The tree of a text, or the one thing that keeps it from being a filter. */
export type SyntaxResult =
  | { readonly tree: SyntaxNode; readonly diagnostic?: never }
  | { readonly tree?: never; readonly diagnostic: Diagnostic };

/** Carries a diagnostic out of the generated parser. */
class Abort {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    this.diagnostic = diagnostic;
  }
}

/** The one place that calls the generated parser: gives its tree a type and its errors words. Never throws on input. */
export function parseSyntax(text: string): SyntaxResult {
  if (text.length > MAX_FILTER_LENGTH) {
    return {
      diagnostic: problem(
        "filter/too-long",
        { start: 0, end: text.length },
        `the filter has ${text.length} characters, ${MAX_FILTER_LENGTH} are allowed`,
        { help: "keep long lists of values in an allow list or in the source" },
      ),
    };
  }
  if (text.trim() === "") {
    return {
      diagnostic: problem("filter/empty", { start: 0, end: text.length }, "the filter is empty", {
        help: "leave it out for the default, `rating >= 3 and confidence >= 70`",
      }),
    };
  }
  try {
    const tree = parse(text, { maxDepth: MAX_FILTER_DEPTH, unescape, tooDeep, unclosed });
    // The generated parser has no types; `syntax.ts` says what the grammar's actions make, and tests hold it to that.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return { tree: tree as SyntaxNode };
  } catch (error) {
    if (error instanceof Abort) return { diagnostic: error.diagnostic };
    if (error instanceof GrammarError) return { diagnostic: explainSyntaxError(error, text) };
    throw error;
  }

  function unclosed(start: number): never {
    throw new Abort(
      problem("filter/unclosed-quote", { start, end: text.length }, `the quote ${quoted(text[start]!)} is never closed`, {
        help: String.raw`end the text with the same quote; inside it a quote is written \" or \'`,
      }),
    );
  }
}

function tooDeep(start: number): never {
  throw new Abort(
    problem(
      "filter/too-deep",
      { start, end: start + 1 },
      `parentheses are nested more than ${MAX_FILTER_DEPTH} deep`,
      { help: "`and` and `or` chain without parentheses" },
    ),
  );
}

// TQL escapes quotes, the backtick and the backslash; any other backslash stands for itself.
const ESCAPE = /\\(["'`\\])/g;

function unescape(text: string): string {
  return text.includes("\\") ? text.replace(ESCAPE, "$1") : text;
}

/** What people bring from other languages, and how it is written here. */
const FOREIGN_SPELLINGS: readonly (readonly [found: RegExp, spelling: string])[] = [
  [/&&?/y, "and"],
  [/\|\|?/y, "or"],
  [/!(?!=)/y, "not "],
  [/<>/y, "!="],
  [/=>/y, ">="],
  [/=</y, "<="],
  [/=?~/y, "matches"],
  [/[≥]/y, ">="],
  [/[≤]/y, "<="],
  [/[≠]/y, "!="],
  [/(?:gte|ge)\b/iy, ">="],
  [/(?:lte|le)\b/iy, "<="],
  [/(?:neq)\b/iy, "!="],
  [/(?:starts_with|begins_?with|starts +with)\b/iy, "startswith"],
  [/(?:ends_with|ends +with)\b/iy, "endswith"],
  [/(?:includes|has)\b/iy, "contains"],
  [/(?:regex|regexp)\b/iy, "matches"],
];

function explainSyntaxError(error: GrammarError, text: string): Diagnostic {
  const start = error.location.start.offset;
  const foreign = foreignSpelling(text, start);
  if (foreign !== undefined) {
    const found = text.slice(foreign.range.start, foreign.range.end);
    return problem("filter/syntax", foreign.range, `${quoted(found)} is written ${quoted(foreign.spelling.trim())} here`, {
      fixes: [
        {
          title: `write ${quoted(foreign.spelling.trim())}`,
          edits: [{ range: foreign.range, newText: foreign.spelling }],
          safe: true,
        },
      ],
    });
  }
  if (TYPOGRAPHIC_QUOTE.test(text[start] ?? "")) return explainTypographicQuote(text, start);
  const expected = expectedWords(error.expected ?? []);
  const end = start < text.length ? start + wordLength(text, start) : start;
  const word = text.slice(start, end);
  const found = end > start ? quoted(word) : "the end of the filter";
  const meant = expected.includes(COMPARISON) ? closest(word, OPERATOR_WORDS) : undefined;
  const range = { start, end };
  return problem("filter/syntax", range, `expected ${listed(expected)}, found ${found}`, {
    expected,
    ...(meant === undefined
      ? {}
      : {
          help: `did you mean \`${meant}\`?`,
          fixes: [{ title: `write \`${meant}\``, edits: [{ range, newText: meant }], safe: false }],
        }),
  });
}

function foreignSpelling(text: string, start: number): { range: Range; spelling: string } | undefined {
  // `=>` and `=<` fail at their second character.
  for (const from of text[start - 1] === "=" ? [start - 1, start] : [start]) {
    for (const [pattern, spelling] of FOREIGN_SPELLINGS) {
      pattern.lastIndex = from;
      const match = pattern.exec(text);
      if (match !== null) return { range: { start: from, end: from + match[0].length }, spelling };
    }
  }
  return undefined;
}

const TYPOGRAPHIC_QUOTE = /[“”„«»‘’]/;

/** Quotes that a text processor made round. */
function explainTypographicQuote(text: string, start: number): Diagnostic {
  const length = text.slice(start + 1).search(TYPOGRAPHIC_QUOTE);
  const places = length === -1 ? [start] : [start, start + 1 + length];
  return problem("filter/syntax", { start, end: start + 1 }, `${quoted(text[start]!)} is not a quote here`, {
    help: 'use straight quotes, `"`',
    fixes: [
      {
        title: "use straight quotes",
        edits: places.map((place) => ({ range: { start: place, end: place + 1 }, newText: '"' })),
        safe: true,
      },
    ],
  });
}

const BLANK = "a blank";
const VALUE = "a value";
const COMPARISON = "a comparison (`>=`, `in`, `contains`, `exists`, …)";
const OPERATOR_WORDS = ["and", "or", "in", "contains", "startswith", "endswith", "like", "matches", "exists"];

/** What may follow a field: said as one thing. */
const PARTS_OF_COMPARISON: ReadonlySet<string> = new Set(["`(`", "`.`", "`not`", "`is null`", "`exists`", "an operator"]);

function expectedWords(expectations: readonly Expectation[]): readonly string[] {
  const words = new Set(expectations.map(inWords));
  words.delete(BLANK);
  // A list of values is a value to people.
  if (words.has(VALUE)) words.delete("`(`");
  if (words.has("an operator")) {
    for (const part of PARTS_OF_COMPARISON) words.delete(part);
    words.add(COMPARISON);
  }
  return [...words].toSorted();
}

function inWords(expectation: Expectation): string {
  if (expectation.type === "literal") return quoted(expectation.text);
  if (expectation.type === "end") return "the end of the filter";
  return expectation.type === "other" ? expectation.description : "another character";
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "nothing more";
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)!}`;
}

const WORD = /[\p{L}\p{N}_.]+/uy;

/** Length of the word at an offset, or of its one character. */
function wordLength(text: string, start: number): number {
  WORD.lastIndex = start;
  return WORD.exec(text)?.[0].length ?? (text.codePointAt(start)! > 0xffff ? 2 : 1);
}
