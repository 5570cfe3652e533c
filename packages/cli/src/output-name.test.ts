import { expect, test } from "vitest";
import { outputName } from "./output-name.ts";

test.each([
  [undefined, undefined, "sigwright"],
  ["my-rules_1.2", "ignored", "my-rules_1.2"],
  [undefined, "Operation Night Owl (2026)", "operation-night-owl-2026"],
  [undefined, "../../etc/passwd", "etc-passwd"],
  [undefined, "Café 7", "cafe-7"],
  [undefined, "💥", "sigwright"],
])("%j, %j: %s", (given, ofSource, expected) => {
  expect(outputName(given, ofSource)).toBe(expected);
});

test.each(["", ".", "..", "-x", ".x", "a/b", "a\\b", "a b", "x".repeat(101), "é"])("%j is refused", (name) => {
  expect(() => outputName(name, undefined)).toThrow("can't be the name of the files");
});
