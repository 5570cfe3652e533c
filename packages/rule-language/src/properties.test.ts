import { SourceText } from "@sigwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse as parseWithPlugins } from "#grammar/rules";
import { headerReader } from "./header-lists.ts";
import { parseRules, printRules } from "./parse.ts";
import { anyText, RUNS } from "./testing/arbitraries.ts";
import { parse as parseValuesWithPlugins, StartRules } from "#grammar/values";
import { checkSpans } from "./testing/check-spans.ts";
import { plainParsers, tapeOf, valueReports } from "./testing/plain-parser.ts";
import { RULE_DIALECTS } from "./tree.ts";
import type { ValueShape } from "./value.ts";
import { valueReader } from "./values.ts";

const SHAPES: readonly ValueShape[] = [
  "integer", "metadata", "pairs", "pattern", "raw", "reference", "regex", "text", "words",
];
const dialects = fc.constantFrom(...RULE_DIALECTS);
const timeout = 30_000 + 50 * RUNS;

describe("for any text", () => {
  test("parsing does not throw, printing gives the text, spans nest and cover it", { timeout }, () => {
    fc.assert(
      fc.property(anyText, dialects, (text, dialect) => {
        const file = parseRules(SourceText.fromString(text), dialect);
        expect(printRules(file)).toBe(text);
        checkSpans(file);
      }),
      { numRuns: RUNS },
    );
  });

  test("any bytes come out as they went in", { timeout }, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), dialects, (bytes, dialect) => {
        const source = SourceText.fromBytes(bytes);
        expect(source.encode(printRules(parseRules(source, dialect)))).toEqual(bytes);
      }),
      { numRuns: RUNS },
    );
  });

  test("every value reads as every shape, its tokens are the text of their ranges", { timeout }, () => {
    fc.assert(
      fc.property(anyText, dialects, (text, dialect) => {
        const file = parseRules(SourceText.fromString(text), dialect);
        const values = valueReader(file);
        for (const rule of file.rules) {
          for (const option of rule.options) {
            for (const shape of SHAPES) {
              const value = values.read(option, shape);
              expect(value.kind).toBe(shape);
              checkRanges(value, text, option.start, option.end);
            }
            const { bytes } = values.read(option, "pattern");
            const offsets = values.patternOffsets(option);
            expect(offsets.length).toBe(bytes.length);
            expect(offsets.toSorted((a, b) => a - b)).toEqual(offsets);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("every header expression reads as addresses and as ports", { timeout }, () => {
    fc.assert(
      fc.property(anyText, dialects, (text, dialect) => {
        const headers = headerReader(parseRules(SourceText.fromString(""), dialect));
        const word = { text, range: { start: 0, end: text.length } };
        checkRanges(headers.addresses(word), text, 0, text.length);
        checkRanges(headers.ports(word), text, 0, text.length);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Walks plain data: whatever has a start and an end is inside, and a text beside them is the text of the range. */
function checkRanges(value: unknown, text: string, start: number, end: number): void {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  const node = value as { start?: number; end?: number; text?: string; kind?: string };
  if (node.start !== undefined && node.end !== undefined) {
    expect(node.start).toBeGreaterThanOrEqual(start);
    expect(node.end).toBeLessThanOrEqual(end);
    expect(node.start).toBeLessThanOrEqual(node.end);
    const isToken = node.text !== undefined && node.kind === undefined;
    if (isToken) expect(node.text).toBe(text.slice(node.start, node.end));
  }
  for (const child of Object.values(value)) checkRanges(child, text, start, end);
}

describe("the parser that our Peggy plugins make", () => {
  test("finds what Peggy's own finds", { timeout }, async () => {
    const { rules: parsePlain } = await plainParsers();
    fc.assert(
      fc.property(anyText, dialects, (text, dialect) => {
        const source = SourceText.fromString(text);
        expect(tapeOf(parseWithPlugins, source, dialect)).toEqual(tapeOf(parsePlain, source, dialect));
      }),
      { numRuns: RUNS },
    );
  });

  test("finds in values what Peggy's own finds", { timeout }, async () => {
    const { values: parsePlain } = await plainParsers();
    const startRules = fc.constantFrom(...StartRules);
    fc.assert(
      fc.property(anyText, startRules, fc.boolean(), (text, startRule, comments) => {
        const ours = valueReports(parseValuesWithPlugins, startRule, text, comments);
        expect(ours).toMatchObject({ whole: true });
        expect(ours).toEqual(valueReports(parsePlain, startRule, text, comments));
      }),
      { numRuns: 4 * RUNS },
    );
  });
});
