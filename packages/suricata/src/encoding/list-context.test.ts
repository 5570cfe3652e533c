import { utf8Length } from "@sigwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextLine } from "./list-context.ts";

const FACTS = { type: "Host", value: "bad.example", rating: 4, confidence: 90, tags: ["apt", "emotet"], owner: "Feed", id: "12" } as const;
/** Above this 8.0.8 shows no context. */
const LONGEST_SHOWN = 1011;

describe("contextLine", () => {
  test.each([
    ["bad.example", undefined, '{"value":"bad.example"}'],
    ["bad.example", { type: "Host", value: "bad.example" }, '{"value":"bad.example","type":"Host"}'],
    ["bad.example", { type: "Host", value: "Bad.example" }, '{"value":"bad.example","type":"Host","indicator":"Bad.example"}'],
    ["bad.example", FACTS, '{"value":"bad.example","type":"Host","rating":4,"confidence":90,"id":"12","owner":"Feed","tags":["apt","emotet"]}'],
    ['a"b\\c\n;', { type: "User Agent", value: 'a"b\\c\n;' }, String.raw`{"value":"a\"b\\c\n;","type":"User Agent"}`],
  ])("%s with %j: %s", (value, facts, line) => {
    expect(contextLine(value, facts)).toBe(line);
  });

  test.each([["U+0000", "a\0b"], ["half a character", "a\ud800b"], ["too many escapes", '"'.repeat(500)]])("a value with %s stands in no list", (_, value) => {
    expect(contextLine(value, FACTS)).toBeUndefined();
  });

  test.each([["U+0000", "a\0b"], ["half a character", "a\udc00b"], ["more text than there is room for", "x".repeat(5000)]])("a fact with %s is left out", (_, owner) => {
    expect(JSON.parse(contextLine("bad.example", { ...FACTS, tags: [owner, "apt"], owner })!)).toEqual({
      value: "bad.example", type: "Host", rating: 4, confidence: 90, id: "12", tags: ["apt"],
    });
  });

  test("a fact stands in it when it fits, to the byte", () => {
    const lengths = Array.from({ length: 200 }, (_, more) => utf8Length(contextLine("bad.example", { type: "Host", value: "bad.example", owner: "x".repeat(800 + more) })!));
    expect(Math.max(...lengths)).toBe(960);
    expect(lengths.at(-1)).toBe(utf8Length(contextLine("bad.example", { type: "Host", value: "bad.example" })!));
  });

  test("as many tags as fit stand in it", () => {
    const tags = Array.from({ length: 1000 }, (_, index) => `tag ${index}`);
    const held = JSON.parse(contextLine("bad.example", { ...FACTS, tags })!).tags;
    expect(held).toEqual(tags.slice(0, held.length));
    expect(held.length).toBeGreaterThan(70);
  });

  test("whatever the source says, a line is one that the engine reads and shows", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.string({ unit: "grapheme", maxLength: 1200 }), fc.constantFrom("\0", "\ud800", '"', "\u2028", "\n"));
    const facts = fc.record(
      { type: text, value: text, rating: fc.double({ noNaN: true, min: 0, max: 5 }), confidence: fc.integer({ min: 0, max: 100 }), tags: fc.array(text), groups: fc.array(text), owner: text, link: text, id: text },
      { requiredKeys: ["type", "value"] },
    );
    const runs = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 200);
    fc.assert(
      fc.property(text, facts, (value, given) => {
        const line = contextLine(value, given);
        if (line === undefined) return;
        // The engine writes fractions with up to 17 digits.
        expect(utf8Length(line.replaceAll(/\d+\.\d+/g, "0".repeat(24)))).toBeLessThanOrEqual(LONGEST_SHOWN);
        expect(line).not.toMatch(/[\n\r\0]|\\u0000|\\ud[89a-f]/);
        const read = JSON.parse(line);
        expect(read.value).toBe(value);
        for (const [name, held] of Object.entries(read)) {
          if (name === "value") continue;
          const said = name === "indicator" ? given.value : (given as Record<string, unknown>)[name];
          if (Array.isArray(held)) expect(said).toEqual(expect.arrayContaining(held));
          else expect(held).toBe(typeof said === "number" ? said + 0 : said);
        }
      }),
      { numRuns: runs },
    );
  });
});
