import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ruleLines } from "./rule-lines.ts";

const LONG = "x".repeat(9000);

describe("ruleLines", () => {
  test.each([
    ["nothing", "", []],
    ["one rule without a line end", "alert", [[1, 1, "alert"]]],
    ["comments, blank lines and lines that begin with a blank", "# a\n\n b\n\tc\n\rd\nalert\n", [[6, 6, "alert"]]],
    ["CRLF", "one\r\ntwo\r\n", [[1, 1, "one"], [2, 2, "two"]]],
    ["a rule over three lines", "a\nb \\\n c \\ \n d\ne", [[1, 1, "a"], [2, 2, "b   c   d"], [5, 5, "e"]]],
    ["a comment does not go on", "# a \\\nb\n", [[2, 2, "b"]]],
    ["a rule that waits at the end is lost", "a\nb \\", [[1, 1, "a"]]],
    ["a NUL ends the line", "a\0b\nc\n", [[1, 1, "a"], [2, 2, "c"]]],
    ["a long comment counts as two lines", `#${LONG}\na\n`, [[1, 2, LONG.slice(8190)], [2, 3, "a"]]],
    ["a line that just fits", `${"x".repeat(8190)}\na\n`, [[1, 1, "x".repeat(8190)], [2, 2, "a"]]],
  ])("%s", (_, text, expected) => {
    expect(ruleLines(text).map(({ line, engineLine, text: rule }) => [line, engineLine, rule])).toEqual(expected);
  });

  test("start is where the rule begins, and lines are counted right, in any text", () => {
    const piece = fc.constantFrom("\n", "\\\n", "\r\n", "#", " ", "a", "alert", "\0", "\\", "x".repeat(5000));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        for (const rule of ruleLines(text)) {
          expect(rule.text.charAt(0)).toBe(text.charAt(rule.start));
          expect(text.slice(0, rule.start).split("\n").length).toBe(rule.line);
          expect(rule.engineLine).toBeGreaterThanOrEqual(rule.line);
        }
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});
