import type { FilterOperator } from "./ast.ts";
import { compilePattern } from "./pattern.ts";

/**
 * Makes a test of one text against the values of a comparison, any of which may fit. Case does not count, except for
 * `matches`. Takes time linear in the text for each value.
 */
export function compileTextTest(operator: FilterOperator, values: readonly string[]): (text: string) => boolean {
  if (operator === "matches") return anyOf(values.map(patternTest));
  const wanted = values.map(foldCase);
  switch (operator) {
    case "contains":
      return folded(anyOf(wanted.map((part) => (text: string) => text.includes(part))));
    case "startswith":
      return folded(anyOf(wanted.map((part) => (text: string) => text.startsWith(part))));
    case "endswith":
      return folded(anyOf(wanted.map((part) => (text: string) => text.endsWith(part))));
    case "like":
      return folded(anyOf(wanted.map(likeTest)));
    default: {
      const members = new Set(wanted);
      return folded((text) => members.has(text));
    }
  }
}

/** The form in which texts are compared: lower case of the upper case, so that `ß` and `SS`, `ς` and `Σ` are alike. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}

function folded(test: (text: string) => boolean): (text: string) => boolean {
  return (text) => test(foldCase(text));
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
