import { expect, test } from "vitest";
import { quoted, visibleText, wellFormed } from "./visible-text.ts";

test.each([
  ["plain ü 日本 😀", "plain ü 日本 😀"],
  ["\u001B[31mred", String.raw`\x1b[31mred`],
  ["a\tb\r\nc\0", String.raw`a\tb\r\nc\x00`],
  ["\u202Eevil\u2066\u200B\uFEFF", String.raw`\u{202e}evil\u{2066}\u{200b}\u{feff}`],
  ["\u009B31m\u007F", String.raw`\x9b31m\x7f`],
  ["\uD800x", String.raw`\u{d800}x`],
  ["\u{E0041}", String.raw`\u{e0041}`],
])("%j is shown as %s", (text, visible) => {
  expect(visibleText(text)).toBe(visible);
});

test("quotes long text by its ends", () => {
  expect(quoted("ab\n")).toBe(String.raw`\`ab\n\``.replaceAll("\\`", "`"));
  expect(quoted("a".repeat(50) + "b".repeat(50), 10)).toBe("`aaaaa…bbbbb`");
});

test("replaces half characters", () => {
  expect(wellFormed("a\uD800b\u{1F600}")).toBe("a\uFFFDb\u{1F600}");
});
