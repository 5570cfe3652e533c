import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDiagnostic } from "./code-frame.ts";
import { SourceText } from "./source-text.ts";
import { fuzzRuns } from "./testing/fuzz-runs.ts";

const numRuns = fuzzRuns(500);

const text = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ unit: "binary" }).map((piece) => piece.repeat(40)));

test("whatever the text and the range, the frame is shown, fits, and holds nothing that a terminal obeys", () => {
  fc.assert(
    fc.property(text, text, fc.nat(400), fc.nat(50), fc.integer({ min: 20, max: 120 }), (source, message, start, length, width) => {
      const frame = formatDiagnostic(
        {
          source: SourceText.fromString(source, { path: message }),
          diagnostic: {
            code: "test/fault",
            severity: "error",
            rejects: true,
            message,
            range: { start, end: start + length },
            labels: [{ range: { start: length, end: start }, message: "here" }],
            help: message,
          },
        },
        { width },
      );
      const [, ...lines] = frame.split("\n");
      expect(frame.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202A-\u202E\u2066-\u2069\u200B-\u200F\uFEFF]/u);
      expect(source === "" || lines.some((line) => line.includes("^"))).toBe(true);
    }),
    { numRuns },
  );
});
