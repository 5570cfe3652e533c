import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentPattern, isWellFormed, wireBytes } from "./content-pattern.ts";

describe("contentPattern", () => {
  test.each([
    ["bad.example", "bad.example"],
    ["/a b", "/a b"],
    ['";\\|:', "|22 3B 5C 7C 3A|"],
    ["http://x", "http|3A|//x"],
    ["é", "|C3 A9|"],
    ["\0\n", "|00 0A|"],
    ["", ""],
    ["a|b|c", "a|7C|b|7C|c"],
  ])("%j is written %s", (text, pattern) => {
    expect(contentPattern(wireBytes(text))).toBe(pattern);
  });

  test("stands for exactly its bytes and has nothing the rule language reads otherwise", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const pattern = contentPattern(bytes);
        expect(pattern).not.toMatch(/["\\;:]/);
        expect(pattern).toMatch(/^[\x20-\x7e]*$/);
        expect(readPattern(pattern)).toEqual([...bytes]);
      }),
      { numRuns: fuzzRuns(300) },
    );
  });
});

test.each([
  ["plain", true],
  ["😀", true],
  ["\ud83d", false],
  ["\ude00x", false],
])("%j has bytes: %s", (text, expected) => {
  expect(isWellFormed(text)).toBe(expected);
});

/** Reads a pattern as the manual describes it, written apart from the code under test. */
function readPattern(pattern: string): number[] {
  return pattern.split("|").flatMap((part, index) =>
    index % 2 === 0
      ? Array.from(part, (character) => character.charCodeAt(0))
      : part.split(" ").map((pair) => Number.parseInt(pair, 16)),
  );
}
