import { compilePattern } from "./pattern.ts";

/** The operators that compare text; `in` and `=` compare the whole of it. */
export type TextOperator = "=" | "in" | "contains" | "startswith" | "endswith" | "like" | "matches";

/**
 * Makes a test of one text against the values of a comparison, any of which may fit. Case does not count, except for
 * `matches`. Takes time linear in the text for each value.
 */
export function compileTextTest(operator: TextOperator, values: readonly string[]): (text: string) => boolean {
  if (operator === "matches") return anyOf(values.map(patternTest));
  const wanted = values.map(foldCase);
  if (operator === "=" || operator === "in") {
    const members = new Set(wanted);
    return (text) => members.has(foldCase(text));
  }
  const test = anyOf(wanted.map(PART_TESTS[operator]));
  return (text) => test(foldCase(text));
}

const PART_TESTS: Readonly<
  Record<"contains" | "startswith" | "endswith" | "like", (part: string) => (text: string) => boolean>
> = {
  contains: (part) => (text) => text.includes(part),
  startswith: (part) => (text) => text.startsWith(part),
  endswith: (part) => (text) => text.endsWith(part),
  like: likeTest,
};

/** The form in which texts are compared: lower case of the upper case, so that `ß` and `SS`, `ς` and `Σ` are alike. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}

function anyOf(tests: readonly ((text: string) => boolean)[]): (text: string) => boolean {
  return tests.length === 1 ? tests[0]! : (text) => tests.some((test) => test(text));
}

function patternTest(pattern: string): (text: string) => boolean {
  const compiled = compilePattern(pattern);
  if ("problem" in compiled) throw new RangeError(`the filter holds the bad pattern ${pattern}: ${compiled.problem}`);
  return compiled.test;
}

/** `%` stands for any run of characters. Taking each piece at its first place is enough, so nothing is tried twice. */
function likeTest(pattern: string): (text: string) => boolean {
  const pieces = pattern.split("%");
  if (pieces.length === 1) return (text) => text === pattern;
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  const middle = pieces.slice(1, -1).filter((piece) => piece !== "");
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
