import fc from "fast-check";
import { expect, test } from "vitest";
import { closest } from "./closest.ts";

const NAMES = ["content", "confidence", "rating", "typeName", "lastSeen"];

test.each([
  ["conten", "content"],
  ["cotnent", "content"],
  ["Rating", "rating"],
  ["typename", "typeName"],
  ["lastseeen", "lastSeen"],
  ["confidnece", "confidence"],
  ["xyz", undefined],
  ["", undefined],
  ["a", undefined],
])("%j is near %j", (name, expected) => {
  expect(closest(name, NAMES)).toBe(expected);
});

test("takes the first of equally near candidates", () => {
  expect(closest("cat", ["bat", "rat"])).toBe("bat");
});

test("is as near as the whole table of distances says", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (name, candidates) => {
      const bound = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
      const near = candidates.map((each) => ({ each, distance: distanceOf(name, each) })).filter(({ distance }) => distance <= bound);
      const least = Math.min(...near.map(({ distance }) => distance));
      expect(closest(name, candidates)).toBe(near.find(({ distance }) => distance === least)?.each);
    }),
    { numRuns: Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 300) },
  );
});

/** Optimal string alignment as the books have it. */
function distanceOf(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) => Array.from({ length: b.length + 1 }, (__, column) => (row === 0 ? column : column === 0 ? row : 0)));
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const above = table[row - 1]!;
      let cost = Math.min(above[column]! + 1, table[row]![column - 1]! + 1, above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) cost = Math.min(cost, table[row - 2]![column - 2]! + 1);
      table[row]![column] = cost;
    }
  }
  return table[a.length]![b.length]!;
}

test("gives up on names that are too long to be misspelt", () => {
  expect(closest("a".repeat(1_000_000), ["a".repeat(1_000_001)])).toBeUndefined();
});
