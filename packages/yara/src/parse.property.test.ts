import { SourceText } from "@sigwright/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expressionsIn } from "./children.ts";
import type { YaraFile } from "./nodes.ts";
import { parseYara, printYara } from "./parse.ts";
import { tokenize } from "./syntax/tokens.ts";
import { anyText, RUNS, soundRule } from "./testing/arbitraries.ts";
import { yara } from "./yara.ts";

const timeout = 30_000 + 50 * RUNS;

/** Items and what is in them lie within each other, in order. */
function checkRanges(file: YaraFile): void {
  let before = 0;
  for (const { range } of file.items) {
    expect(range.start).toBeGreaterThanOrEqual(before);
    expect(range.end).toBeGreaterThan(range.start);
    expect(range.end).toBeLessThanOrEqual(file.source.text.length);
    before = range.end;
  }
  for (const rule of file.rules) {
    const within = [...rule.tags, ...rule.meta, ...rule.patterns, ...(rule.condition === undefined ? [] : expressionsIn(rule.condition))];
    for (const { range } of within) {
      expect(range.start).toBeGreaterThanOrEqual(rule.range.start);
      expect(range.end).toBeLessThanOrEqual(rule.range.end);
    }
  }
}

test("any text is parsed, printed as it was, and checked for every target", { timeout }, () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const file = parseYara(SourceText.fromString(text));
      expect(printYara(file)).toBe(text);
      checkRanges(file);
      for (const target of yara.targets) {
        for (const { range } of [...file.diagnostics, ...yara.validate(file, { target })]) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThanOrEqual(text.length);
          expect(range.start).toBeLessThanOrEqual(range.end);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test("any bytes come out as they went in", { timeout }, () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const source = SourceText.fromBytes(bytes);
      expect(source.encode(printYara(parseYara(source)))).toEqual(bytes);
    }),
    { numRuns: RUNS },
  );
});

test("tokens and comments cover all of a text but blanks", { timeout }, () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { count, starts, ends, comments } = tokenize(text);
      const covered = [...comments, ...Array.from({ length: count }, (_, at) => ({ start: starts[at]!, end: ends[at]! }))];
      let at = 0;
      for (const { start, end } of covered.toSorted((a, b) => a.start - b.start)) {
        expect(text.slice(at, start)).toMatch(/^[\s\u00a0]*$/u);
        at = end;
      }
      expect(text.slice(at)).toMatch(/^[\s\u00a0]*$/u);
    }),
    { numRuns: RUNS },
  );
});

test("rules that follow the grammar have no faults of syntax", { timeout }, () => {
  fc.assert(
    fc.property(soundRule, (text) => {
      expect(parseYara(SourceText.fromString(text)).diagnostics).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
