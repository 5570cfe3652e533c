import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createJsonRowScanner, JsonDocumentError } from "./json-rows.ts";
import type { JsonRow } from "./json-rows.ts";

const encoder = new TextEncoder();

function rowsOf(text: string, length = Number.POSITIVE_INFINITY, limit = 1000): JsonRow[] {
  const scanner = createJsonRowScanner(limit);
  const bytes = encoder.encode(text);
  const rows: JsonRow[] = [];
  for (let at = 0; at < bytes.length; at += length) rows.push(...scanner.push(bytes.subarray(at, at + length)));
  scanner.end();
  return rows;
}

function failureOf(text: string): JsonDocumentError | undefined {
  try {
    rowsOf(text, 3);
    return undefined;
  } catch (error) {
    if (error instanceof JsonDocumentError) return error;
    throw error;
  }
}

describe("rows of a JSON document", () => {
  test.each([
    ["[]", []],
    ['[{"a":1},{"b":2}]', ['{"a":1}', '{"b":2}']],
    ['[ "x]" , 12,null ]', ['"x]"', "12", "null"]],
    ['{"status":"ok","data":[{"a":"}"}],"count":1}', ['{"a":"}"}']],
    ['{"meta":{"data":[1]},"indicators":[{"a":[1,{"b":"\\"]"}]}]}', ['{"a":[1,{"b":"\\"]"}]}']],
    ['[{"a":1}{"b":2}]', ['{"a":1}', '{"b":2}']],
    ['[{"a":1},,{"b":2},]', ['{"a":1}', "", '{"b":2}']],
    ['[{"a":1,}, {"b" 2}]', ['{"a":1,}', '{"b" 2}']],
  ])("%s", (text, expected) => {
    for (const length of [1, 2, 5, 1000]) expect(rowsOf(text, length).map((row) => row.text)).toEqual(expected);
  });

  test("are at the place they stand at, however the document is laid out and cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), { minLength: 1 }),
        fc.constantFrom(undefined, 2),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        (elements, indent, wrapped, length) => {
          const text = JSON.stringify(wrapped ? { "é😀": "[", data: elements } : elements, undefined, indent);
          const whole = new TextDecoder().decode(encoder.encode(text));
          const rows = rowsOf(whole, length, 1_000_000);
          expect(rows.map((row): unknown => JSON.parse(row.text))).toEqual(JSON.parse(JSON.stringify(elements)));
          const lines = whole.split("\n");
          for (const row of rows) {
            const [first = ""] = row.text.split("\n");
            expect(lines[row.line - 1]?.slice(row.column - 1)).toSatisfy((rest: string) => rest.startsWith(first));
          }
        },
      ),
      { numRuns: fuzzRuns(300) },
    );
  });

  test("never fail but with a place in the document", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."[]{},:\"\\ \n1a".split("")) }), (text) => {
        expect(failureOf(text)?.line ?? 1).toBeLessThanOrEqual(text.split("\n").length);
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });

  test.each([
    ['[{"a":1}', 1, 9, "the JSON document ends before it is closed"],
    ['[\n {"a":1},\n {"b":"x', 3, 2, "the element that begins here is never closed"],
    ['[{"a":1}] x', 1, 11, "there is text after the end of the JSON document"],
    ['[{"a":1}}]', 1, 9, "`}` is not expected here: JSON wants `,` or `]`"],
    ['{"a":1}', 1, 1, "the JSON document has no list of indicators"],
    ['{"type":"bundle","id":"x","objects":[]}', 1, 37, "the document is a STIX bundle, which can't be read yet"],
    ['{"a" 1}', 1, 6, "JSON wants `:` after a name"],
  ])("of %j can't be told", (text, line, column, message) => {
    expect(failureOf(text)).toMatchObject({ line, column, message });
  });

  test("show the beginning of one over the limit and go on", () => {
    const rows = rowsOf(`["${"x".repeat(5000)}",{"a":1}]`, 100);
    expect(rows.map((row) => [row.text.length, row.tooLong])).toEqual([
      [160, 5002],
      [7, undefined],
    ]);
  });
});
