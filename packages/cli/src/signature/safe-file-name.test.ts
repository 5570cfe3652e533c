import { HOSTILE_VALUES, fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { safeFileName } from "./safe-file-name.ts";

test.each([
  ["bad.rules", "bad.rules"],
  ["incident 54321 (final).rules", "incident-54321-final-.rules"],
  ["Équipe Réponse.yar", "Équipe-Réponse.yar"],
  ["../../etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["C:\\rules\\a.rules", "a.rules"],
  ["/etc/", "fallback"],
  ["..", "fallback"],
  ["", "fallback"],
  [".git", "git"],
  ["-rf", "rf"],
  ["con", "_con"],
  ["NUL.rules", "_NUL.rules"],
  ["console.rules", "console.rules"],
  ["name. . .", "name"],
  ["a\u0000b\u001B[31m\u202E.rules", "a-b-31m-.rules"],
  [`${"x".repeat(300)}.rules`, `${"x".repeat(114)}.rules`],
  [`${"日".repeat(300)}.yar`, `${"日".repeat(38)}.yar`],
  [`a${".".repeat(100_000)}b.rules`, `a${".".repeat(113)}.rules`],
])("%j becomes %j", (given, expected) => {
  expect(safeFileName(given, "fallback")).toBe(expected);
});

test("whatever is given, the name leads nowhere, hides nothing, and is its own safe form", () => {
  const names = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom(...HOSTILE_VALUES));
  fc.assert(
    fc.property(names, (given) => {
      const name = safeFileName(given, "fallback");
      expect(name).toMatch(/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(130);
      expect(name).not.toMatch(/[.-]$/);
      expect(safeFileName(name, "other")).toBe(name);
    }),
    { numRuns: fuzzRuns(100) },
  );
});
