import { SourceError, StoreError } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { errorReport, errorText } from "./error-report.ts";
import { OutputError } from "./output-error.ts";
import { createPaint } from "./paint.ts";
import { UsageError } from "./usage-error.ts";

const paint = createPaint(false);

describe("errors in words", () => {
  test.each([
    [new UsageError("no", "do this"), 2, "error: no\n  = help: do this\n"],
    [new SourceError("gone"), 3, "error: gone\n"],
    [new StoreError("refused", "no entry", { help: "ask" }), 3, "error: no entry\n  = help: ask\n"],
    [new StoreError("invalid", "too long"), 2, "error: too long\n"],
    [new OutputError("full", { help: "free some" }), 3, "error: full\n  = help: free some\n"],
    [OutputError.from(Object.assign(new Error("x"), { code: "ENOSPC" }), "writing failed"), 3, "error: writing failed: no space is left on the disk\n  = help: free some space, or choose a folder on another disk\n"],
  ])("%s", (error, exitCode, text) => {
    const told = errorReport(error, false);
    expect(told.exitCode).toBe(exitCode);
    expect(errorText(told, paint)).toBe(text);
  });

  test("a fault of the program is called one; where it happened is told when asked for", () => {
    const fault = new TypeError("x is not a function");
    const told = errorText(errorReport(fault, false), paint);
    expect(told).toContain("error: this is a fault of sigwright, not yours: x is not a function\n");
    expect(told).toContain("--debug");
    expect(told).not.toContain("error-report.test.ts");
    expect(errorText(errorReport(fault, true), paint)).toContain("error-report.test.ts");
  });

  test("nothing of a message reaches the terminal that it would obey", () => {
    expect(errorText(errorReport(new UsageError("\u001B[2J\u202E"), false), paint)).toBe(String.raw`error: \x1b[2J\u{202e}` + "\n");
  });
});
