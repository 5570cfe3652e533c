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

test("gives up on names that are too long to be misspelt", () => {
  expect(closest("a".repeat(1_000_000), ["a".repeat(1_000_001)])).toBeUndefined();
});
