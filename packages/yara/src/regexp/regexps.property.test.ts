import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRegexp } from "./check-regexp.ts";
import type { RegexpNode } from "./regexp-node.ts";

const piece = fc.constantFrom(
  "a", "é", "😀", ".", "*", "+", "?", "??", "{2}", "{2,}", "{,3}", "{", "}", "(", ")", "(?:", "(?i)", "(?P<n>", "(?=", "|", "^", "$", "[", "[^", "]", "a-z", "-", "&&", "[:alpha:]", "\\", "\\d", "\\x41", "\\x", "\\b", "\\u0041", "\\pL", "\\p{", " ",
);
const expression = fc.oneof(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")), fc.string({ unit: "binary", maxLength: 20 }));

test.each(["yara-x", "yara"] as const)("any text has a tree or a problem of %s within itself, and nothing is thrown", (dialect) => {
  fc.assert(
    fc.property(expression, fc.constantFrom("", "s", "i"), fc.constantFrom("pattern", "operand"), (source, flags, use) => {
      const { tree, problem } = checkRegexp({ source, flags }, dialect, use);
      if (problem !== undefined) {
        expect(problem.start).toBeGreaterThanOrEqual(0);
        expect(problem.end).toBeGreaterThanOrEqual(problem.start);
        expect(problem.end).toBeLessThanOrEqual(source.length + 1);
      }
      if (tree !== undefined) expectNested(tree, 0, source.length);
    }),
    { numRuns: fuzzRuns(2000) },
  );
});

function expectNested(node: RegexpNode, start: number, end: number): void {
  expect(node.start).toBeGreaterThanOrEqual(start);
  expect(node.end).toBeLessThanOrEqual(end);
  if (node.kind === "repetition") expectNested(node.part, node.start, node.end);
  else if (node.kind === "concatenation" || node.kind === "alternation") for (const part of node.parts) expectNested(part, node.start, node.end);
}

test.each([
  ["groups", "(".repeat(100_000)],
  ["classes", "[".repeat(100_000)],
  ["repetitions", `a${"*".repeat(100_000)}`],
  ["repetitions with bounds", `a${"{2}".repeat(50_000)}`],
  ["repeated groups", `${"(".repeat(249)}a${"{2}{2}{2})".repeat(249)}`],
  ["bars", "|".repeat(100_000)],
  ["braces", "a{".repeat(50_000)],
  ["names", "(?P<n>".repeat(20_000)],
  ["escapes", "\\p{".repeat(50_000)],
])("%s without end take linear time", (_, source) => {
  for (const dialect of ["yara-x", "yara"] as const) expect(() => checkRegexp({ source, flags: "" }, dialect, "pattern")).not.toThrow();
});
