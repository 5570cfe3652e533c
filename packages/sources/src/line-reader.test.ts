import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLines } from "./line-reader.ts";
import type { Line } from "./line-reader.ts";
import { chunked, collect } from "./testing/chunks.ts";

const encoder = new TextEncoder();
const LIMIT = 1024;

async function linesOf(bytes: Uint8Array, lengths: readonly number[], limit: number = LIMIT): Promise<Line[]> {
  return (await collect(readLines(chunked(bytes, lengths), limit))).flat();
}

describe("readLines", () => {
  test.each([
    ["", []],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\r\nb\r\n", ["a", "b"]],
    ["\n\na", ["", "", "a"]],
    ["a\u2028b\rc\n", ["a\u2028b\rc"]],
  ])("splits %j", async (text, expected) => {
    const lines = await linesOf(encoder.encode(text), [1]);
    expect(lines.map((line) => line.text)).toEqual(expected);
    expect(lines.map((line) => line.number)).toEqual(expected.map((_, index) => index + 1));
  });

  test("gives the same lines wherever the chunks are cut", async () => {
    const bytes = fc
      .array(fc.oneof(fc.string({ unit: "binary" }).map((text) => encoder.encode(text)), fc.uint8Array(), fc.constant(Uint8Array.of(0x0a)), fc.constant(encoder.encode("é😀".repeat(40)))))
      .map((pieces) => Uint8Array.from(pieces.flatMap((piece) => [...piece])));
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.integer({ min: 1, max: 9 })), fc.integer({ min: 200, max: 300 }), async (all, lengths, limit) => {
        expect(await linesOf(all, lengths, limit)).toEqual(await linesOf(all, [], limit));
      }),
      { numRuns: fuzzRuns(200) },
    );
  });

  test("decodes each line by itself", async () => {
    const bytes = Uint8Array.of(...encoder.encode("é\n"), 0xe9, 0x85, 0x0a, ...encoder.encode("ü"));
    expect(await linesOf(bytes, [])).toEqual([
      { text: "é", number: 1, encoding: "utf-8" },
      { text: "\u00e9\u0085", number: 2, encoding: "latin-1" },
      { text: "ü", number: 3, encoding: "utf-8" },
    ]);
  });

  test.each([[1], [7], [5000]])("shows the beginning of a line over the limit and goes on, in chunks of %i", async (length) => {
    const lines = await linesOf(encoder.encode(`a\n${"ö".repeat(2000)}\nb`), [length]);
    expect(lines.map((line) => line.tooLong)).toEqual([undefined, 4000, undefined]);
    expect(lines[1]?.text).toBe("ö".repeat(80));
    expect(lines[2]).toEqual({ text: "b", number: 3, encoding: "utf-8" });
  });
});
