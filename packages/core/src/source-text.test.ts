import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SourceText, utf8Length } from "./source-text.ts";
import { fuzzRuns } from "./testing/fuzz-runs.ts";

const numRuns = fuzzRuns(500);

describe("SourceText", () => {
  test("gives back the bytes it was made from, UTF-8 or not", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(SourceText.fromBytes(bytes).toBytes()).toEqual(bytes);
      }),
      { numRuns },
    );
  });

  test("reads UTF-8 where it can, else every byte as Latin-1, and keeps a byte order mark", () => {
    const utf8 = SourceText.fromBytes(new TextEncoder().encode("\uFEFFé"));
    expect([utf8.encoding, utf8.text]).toEqual(["utf-8", "\uFEFFé"]);
    const latin1 = SourceText.fromBytes(Uint8Array.of(0x61, 0x80, 0xe9));
    expect([latin1.encoding, latin1.text]).toEqual(["latin-1", "a\u0080é"]);
  });

  test("tells lines and columns from 1, from the line it begins with", () => {
    const source = SourceText.fromString("one\r\ntwo\n", { firstLine: 10 });
    expect(source.lineCount).toBe(3);
    expect([0, 3, 5, 8, 9, 99, -5].map((offset) => source.positionAt(offset))).toEqual([
      { line: 10, column: 1 },
      { line: 10, column: 4 },
      { line: 11, column: 1 },
      { line: 11, column: 4 },
      { line: 12, column: 1 },
      { line: 12, column: 1 },
      { line: 10, column: 1 },
    ]);
    expect([10, 11, 12, 13].map((line) => source.lineAt(line))).toEqual(["one", "two", "", ""]);
    expect([10, 11, 12, 13].map((line) => source.lineStart(line))).toEqual([0, 5, 9, undefined]);
  });

  test("tells columns of the line it is a piece of", () => {
    const source = SourceText.fromString("ab\ncd", { firstLine: 3, firstColumn: 40 });
    expect([0, 1, 3, 4].map((offset) => source.positionAt(offset))).toEqual([
      { line: 3, column: 40 },
      { line: 3, column: 41 },
      { line: 4, column: 1 },
      { line: 4, column: 2 },
    ]);
  });

  test("counts bytes as the file has them", () => {
    const utf8 = SourceText.fromString("aé€😀");
    expect([0, 1, 2, 3, 5].map((offset) => utf8.byteOffsetAt(offset))).toEqual([0, 1, 3, 6, 10]);
    expect(utf8.byteLength(1, 3)).toBe(5);
    const latin1 = SourceText.fromBytes(Uint8Array.of(0xe9, 0x61));
    expect(latin1.byteOffsetAt(1)).toBe(1);
    expect(latin1.byteLength()).toBe(2);
    expect(latin1.encode("é€")).toEqual(Uint8Array.of(0xe9, 0x3f));
  });

  test("counts UTF-8 bytes as encoders write them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
      { numRuns },
    );
  });
});

test.each([new Uint8Array([0x61, 0xc3, 0xa9, 0x0a]), new Uint8Array([0x61, 0xe9, 0x0a]), new Uint8Array()])("bytes that are read later are read the same", (bytes) => {
  const [now, later] = [SourceText.fromBytes(bytes, { path: "a" }), SourceText.fromBytesLater(bytes, { path: "a" })];
  expect([later.lineCount, later.encoding, later.text, later.path]).toEqual([now.lineCount, now.encoding, now.text, now.path]);
  expect(later.toBytes()).toEqual(bytes);
  let asked = 0;
  const fetched = SourceText.fromBytesLater(() => (asked++, bytes));
  expect([asked, fetched.text, fetched.lineCount, asked]).toEqual([0, now.text, now.lineCount, 1]);
});
