import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock, codeSpan, messageText } from "./markdown-text.ts";

describe("code spans hold any text", () => {
  test.each([
    ["a b", "`a b`"],
    ["", "`  `"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["a``", "``` a`` ```"],
    ["@all [x](y) <b> | #1\n\u001B[0m\u202E", "`@all [x](y) <b> | #1\\n\\x1b[0m\\u{202e}`"],
    ["x".repeat(300), `\`${"x".repeat(100)}…${"x".repeat(100)}\``],
  ])("%j", (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  test("whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", " ", "a", "@", "\n") }), (text) => {
        const [, fence, inner] = /^(`+)([^]*?)\1$/.exec(codeSpan(text))!;
        // A run of as many backticks as the fence has would end the span.
        expect(inner!.match(/`+/g) ?? []).not.toContain(fence);
        expect(inner).not.toContain("\n");
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});

test("no line ends a block", () => {
  expect(codeBlock(["```", "a\r</details>"], "diff")).toBe("````diff\n```\na\\r</details>\n````");
});

describe("messages", () => {
  test.each([
    ["unknown keyword `a@b`, did you mean `c`?", "unknown keyword `a@b`, did you mean `c`?"],
    ["see @all", "`see @all`"],
    ["see `a` and https://evil.example", "``see `a` and https://evil.example``"],
    ["an odd ` tick", "``an odd ` tick``"],
    ["www.evil.example", "`www.evil.example`"],
  ])("%s", (message, text) => {
    expect(messageText(message)).toBe(text);
  });
});
