import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCsvRecordReader } from "./csv-records.ts";
import type { CsvRecord } from "./csv-records.ts";

function recordsOf(text: string, delimiter = ",", limit = 1000, batch = Number.POSITIVE_INFINITY): CsvRecord[] {
  const reader = createCsvRecordReader(delimiter, limit);
  const lines = text.split("\n").map((line, index) => ({ text: line, number: index + 1, encoding: "utf-8" as const }));
  const records: CsvRecord[] = [];
  for (let at = 0; at < lines.length; at += batch) records.push(...reader.push(lines.slice(at, at + batch)));
  return [...records, ...reader.end()];
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function cellsOf(record: CsvRecord): readonly string[] | string {
  return record.content.kind === "cells" ? record.content.cells.map((cell) => cell.text) : record.content.kind;
}

describe("CSV records", () => {
  test.each([
    ["a,b,c", [["a", "b", "c"]]],
    ["a, b ,\tc", [["a", "b", "c"]]],
    [",", [["", ""]]],
    ['"a,b",c', [["a,b", "c"]]],
    ['"a ""b""",c', [['a "b"', "c"]]],
    [' "a" ,b', [["a", "b"]]],
    ['"""a""" ,b', [['"a"', "b"]]],
    ['"" , ""', [["", ""]]],
    ['" a ", b ', [[" a ", "b"]]],
    ['a "b",c', [['a "b"', "c"]]],
    ['"a\nb",c\nd,e', [["a\nb", "c"], ["d", "e"]]],
  ])("reads %j", (text, expected) => {
    expect(recordsOf(text).map(cellsOf)).toEqual(expected);
  });

  test("a quote that is never closed costs its own line only", () => {
    const records = recordsOf('a,"b\nc,d\ne,"f"\ng,h');
    expect(records.map(cellsOf)).toEqual(["malformed", ["c", "d"], ["e", "f"], ["g", "h"]]);
    expect(records.map((record) => record.line)).toEqual([1, 2, 3, 4]);
    const [broken] = records;
    expect(broken?.content).toMatchObject({ range: { start: 2, end: 3 }, message: expect.stringContaining("never closed") });
  });

  test("a quoted cell over the limit is given up", () => {
    const records = recordsOf(`"a\n${"b\n".repeat(600)}c,d`);
    expect(records).toHaveLength(602);
    expect(records.map(cellsOf).slice(0, 2)).toEqual(["malformed", ["b"]]);
    expect(cellsOf(records.at(-1)!)).toEqual(["c", "d"]);
  });

  test("text after a closing quote is pointed at", () => {
    const [record] = recordsOf('"a"b,c');
    expect(record?.content).toMatchObject({ kind: "malformed", range: { start: 3, end: 4 } });
  });

  test("what a writer quotes is read back, at its place", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é", "#", "\t") });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map((cells) => cells.map(quote).join(",")).join("\n");
        const records = recordsOf(text, ",", 100_000);
        expect(records.map(cellsOf)).toEqual(rows);
        for (const record of records) {
          if (record.content.kind !== "cells") continue;
          for (const { text: value, range } of record.content.cells) {
            expect(record.text.slice(range.start, range.end)).toBe(quote(value));
          }
        }
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  test("every line of any text is in exactly one record, however many come at once", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "\t", "\r", "\0", "\u00A0"), maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        (text, limit, batch) => {
          const records = recordsOf(text, ",", limit);
          expect(recordsOf(text, ",", limit, batch)).toEqual(records);
          expect(records.map((record) => record.text).join("\n")).toBe(text);
          const outside = records.filter(
            ({ content, text: whole }) => content.kind === "malformed" && content.range.end > whole.length,
          );
          expect(outside).toEqual([]);
        },
      ),
      { numRuns: fuzzRuns(2000) },
    );
  });
});
