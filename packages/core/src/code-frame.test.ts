import { describe, expect, test } from "vitest";
import { formatDiagnostic } from "./code-frame.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { SourceText } from "./source-text.ts";

/** Formats a diagnostic about the stretch between `⟦` and `⟧` of a text. */
function frameOf(marked: string, extra: Partial<Diagnostic> = {}, width = 60): string {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  const source = SourceText.fromString(marked.replace("⟦", "").replace("⟧", ""), { path: "local.rules" });
  const diagnostic: Diagnostic = {
    code: "test/fault",
    severity: "error",
    rejects: true,
    message: "a fault",
    range: { start, end },
    ...extra,
  };
  return formatDiagnostic({ source, diagnostic }, { width });
}

describe("formatDiagnostic", () => {
  test("shows place, line, mark and help", () => {
    expect(frameOf('one\nalert (⟦conten⟧:"a";)\r\nthree', { help: "did you mean `content`?" })).toBe(
      [
        "local.rules:2:8: error: a fault [test/fault]",
        "  |",
        '2 | alert (conten:"a";)',
        "  |        ^^^^^^",
        "  = help: did you mean `content`?",
      ].join("\n"),
    );
  });

  test("shows labels of other lines in the order of the text", () => {
    const text = "sid:1\n\n\nsid:⟦1⟧";
    expect(frameOf(text, { labels: [{ range: { start: 4, end: 5 }, message: "used here first" }] })).toBe(
      [
        "local.rules:4:5: error: a fault [test/fault]",
        "  |",
        "1 | sid:1",
        "  |     - used here first",
        "  …",
        "4 | sid:1",
        "  |     ^",
      ].join("\n"),
    );
  });

  test("puts several marks of one line under it", () => {
    expect(frameOf("a b ⟦c⟧", { labels: [{ range: { start: 0, end: 1 }, message: "because of this" }] })).toContain(
      ["1 | a b c", "  |     ^", "  | - because of this"].join("\n"),
    );
  });

  test("shows no line of a text that has none", () => {
    expect(frameOf("⟦⟧", { help: "begin with one" })).toBe(
      ["local.rules:1:1: error: a fault [test/fault]", "  = help: begin with one"].join("\n"),
    );
  });

  test.each([
    ["an empty range", "ab⟦⟧c", "abc", "  ^"],
    ["the end of the text", "abc⟦⟧", "abc", "   ^"],
    ["a range over several lines", "ab⟦cd\nef⟧", "abcd", "  ^^"],
    ["tabs", "\ta⟦b⟧", "    ab", "     ^"],
    ["wide characters", "日本⟦語⟧", "日本語", "    ^^"],
    ["emoji", "😀⟦x⟧", "😀x", "  ^"],
    ["combining characters", "e\u0301⟦x⟧", "e\u0301x", " ^"],
    ["control characters", "a\u001B[31m⟦b⟧", String.raw`a\x1b[31mb`, "         ^"],
    ["a control character at fault", "a⟦\0⟧b", String.raw`a\x00b`, " ^^^^"],
    ["right-to-left marks", "\u202E⟦b⟧", String.raw`\u{202e}b`, "        ^"],
    ["a lone surrogate", "\uD800⟦b⟧", String.raw`\u{d800}b`, "        ^"],
  ])("marks %s", (_, marked, line, underline) => {
    expect(frameOf(marked).split("\n").slice(2, 4)).toEqual([`1 | ${line}`, `  | ${underline}`]);
  });

  test("cuts a long line around the fault", () => {
    const frame = frameOf(`${"a".repeat(5000)}⟦FAULT⟧${"b".repeat(5000)}`, {}, 50);
    expect(frame.split("\n").slice(2)).toEqual([
      `1 | …${"a".repeat(30)}FAULT${"b".repeat(14)}…`,
      `  | ${" ".repeat(31)}^^^^^`,
    ]);
  });

  test("keeps the fault in sight when a label stands far before it", () => {
    const frame = frameOf(`x${"a".repeat(300)}⟦FAULT⟧`, { labels: [{ range: { start: 0, end: 1 }, message: "why" }] }, 50);
    expect(frame.split("\n").slice(2)).toEqual([
      `1 | …${"a".repeat(30)}FAULT`,
      `  | ${" ".repeat(31)}^^^^^`,
      "  | - why",
    ]);
  });

  test("never writes what a terminal would obey, whatever the path, message or help", () => {
    const source = SourceText.fromString("x\u001B]0;title\u0007", { path: "a\u001B[2Jb" });
    const diagnostic: Diagnostic = {
      code: "test/fault",
      severity: "warning",
      rejects: false,
      message: "bad \u001B[31m",
      help: "\u202E",
      expected: ["\u0007"],
      range: { start: 0, end: 9 },
    };
    const text = formatDiagnostic({ source, diagnostic });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("colours when asked", () => {
    const source = SourceText.fromString("x");
    const diagnostic: Diagnostic = {
      code: "test/fault",
      severity: "error",
      rejects: false,
      message: "m",
      range: { start: 0, end: 1 },
    };
    expect(formatDiagnostic({ source, diagnostic }, { color: true })).toContain("\u001B[31m^\u001B[0m");
    expect(formatDiagnostic({ source, diagnostic })).not.toContain("\u001B");
  });

  test("moves a range outside the text to its end", () => {
    expect(frameOf("abc⟦⟧", { range: { start: 50, end: 60 } })).toContain("  |    ^");
  });
});
