import { expect, test } from "vitest";
import { outputName } from "./output-name.ts";

test.each([
  [undefined, undefined, "sigwright"],
  ["my-rules_1.2", "ignored", "my-rules_1.2"],
  [undefined, "Operation Night Owl (2026)", "operation-night-owl-2026"],
  [undefined, "../../etc/passwd", "etc-passwd"],
  [undefined, "Café 7", "cafe-7"],
  [undefined, "💥", "sigwright"],
  [undefined, "NUL", "sigwright-nul"],
  [undefined, "Con. 7", "sigwright-con.-7"],
  ["console", undefined, "console"],
  ["com10", undefined, "com10"],
])("%j, %j: %s", (given, ofSource, expected) => {
  expect(outputName(given, ofSource)).toBe(expected);
});

test.each(["", ".", "..", "-x", ".x", "a/b", "a\\b", "a b", "x".repeat(101), "é"])("%j is refused", (name) => {
  expect(() => outputName(name, undefined)).toThrow("can't be the name of the files");
});

test.each(["CON", "nul", "aux.rules", "Com1.x.y", "LPT9"])("%j is refused, as it is a device", (name) => {
  expect(() => outputName(name, undefined)).toThrow("on Windows it names a device");
});

test.each(["rules.", "a.b.."])("%j is refused for its end", (name) => {
  expect(() => outputName(name, undefined)).toThrow("Windows leaves off a dot at the end");
});

test.each(["rules ", " rules", "rules\n"])("%j is refused for its blanks", (name) => {
  expect(() => outputName(name, undefined)).toThrow("can't be the name of the files");
});
