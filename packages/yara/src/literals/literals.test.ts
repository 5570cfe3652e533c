import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HexLiteral, TextLiteral } from "../nodes.ts";
import { RUNS } from "../testing/arbitraries.ts";
import { hexPieces, isPlainHex, parseHex } from "./hex.ts";
import { integerValue } from "./integer.ts";
import { badEscape, textBytes } from "./text.ts";

function text(raw: string): TextLiteral {
  return { kind: "text", raw, range: { start: 0, end: raw.length } };
}

function hex(raw: string): HexLiteral {
  return { kind: "hex", raw, range: { start: 100, end: 100 + raw.length } };
}

describe("numbers", () => {
  test.each([
    ["0", 0n],
    ["10", 10n],
    ["1KB", 1024n],
    ["2MB", 2_097_152n],
    ["0x5A4D", 0x5a4dn],
    ["0o17", 15n],
    ["1_000_000", 1_000_000n],
    ["-5", -5n],
    ["9223372036854775807", 2n ** 63n - 1n],
    ["9223372036854775808", undefined],
    ["9007199254740993MB", undefined],
    ["0x7fffffffffffffff", 2n ** 63n - 1n],
    ["0x8000000000000000", undefined],
    [`0${"0".repeat(100)}7`, 7n],
    ["9".repeat(100_000), undefined],
  ])("%s", (written, value) => {
    expect(integerValue(written)).toBe(value);
  });
});

describe("texts", () => {
  test.each([
    ['""', ""],
    ['"abc"', "abc"],
    [String.raw`"\t\n\r\"\\\0\x41"`, '\t\n\r"\\\0A'],
    ['"""a\n""""', 'a\n"'],
    ['"é"', "\u00c3\u00a9"],
    [String.raw`"\q"`, String.raw`\q`],
  ])("%s", (raw, value) => {
    expect(String.fromCharCode(...textBytes(text(raw)))).toBe(value);
  });

  test("bytes of a Latin-1 file are themselves", () => {
    expect([...textBytes(text('"é\\x00"'), "latin-1")]).toEqual([0xe9, 0]);
  });

  test("what is escaped means what it was", { timeout: 30_000 + 50 * RUNS }, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const raw = `"${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`;
        expect(textBytes(text(raw))).toEqual(bytes);
        expect(badEscape(text(raw), "")).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  test.each([
    [String.raw`"a\\b\"\x41"`, undefined],
    [String.raw`"a\\\q"`, String.raw`\q`],
    [String.raw`"a\xg1"`, String.raw`\xg1`],
    [String.raw`"a\x1"`, String.raw`\x1`],
    [String.raw`"a\😀"`, String.raw`\😀`],
  ])("the bad escape of %s", (raw, found) => {
    expect(badEscape(text(raw), 'trn"\\')?.text).toBe(found);
  });
});

describe("hexadecimal patterns", () => {
  test("are read with their places", () => {
    expect(parseHex(hex("{ 4D ~?a [2-4] ( 01 | ?? ) }")).elements).toEqual([
      { kind: "byte", value: 0x4d, mask: 0xff, negated: false, range: { start: 102, end: 104 } },
      { kind: "byte", value: 0x0a, mask: 0x0f, negated: true, range: { start: 105, end: 108 } },
      { kind: "jump", low: "2", high: "4", isRange: true, range: { start: 109, end: 114 } },
      {
        kind: "alternatives",
        branches: [
          [{ kind: "byte", value: 1, mask: 0xff, negated: false, range: { start: 117, end: 119 } }],
          [{ kind: "byte", value: 0, mask: 0, negated: false, range: { start: 122, end: 124 } }],
        ],
        range: { start: 115, end: 126 },
      },
    ]);
  });

  test.each([
    ["[4]", { low: "4", high: undefined, isRange: false }],
    ["[ 4 - ]", { low: "4", high: undefined, isRange: true }],
    ["[-]", { low: undefined, high: undefined, isRange: true }],
    ["[-0x10]", { low: undefined, high: "0x10", isRange: true }],
  ])("the jump %s", (jump, expected) => {
    expect(parseHex(hex(`{ 01 ${jump} 02 }`)).elements?.[1]).toMatchObject(expected);
  });

  test.each(["{}", "{ 0 }", "{ 01 [] 02 }", "{ 01 [4 5] 02 }", "{ 01 | 02 }", "{ (01 }", "{ 01", "{ 01 ~0 }", "{ /* 01 }", `{ ${"(".repeat(100_000)} }`])(
    "%s is none",
    (raw) => {
      expect(parseHex(hex(raw)).problem).toBeDefined();
    },
  );

  test("plain ones are found plain, and only where they are read without a fault", { timeout: 30_000 + 50 * RUNS }, () => {
    const soup = fc.array(fc.constantFrom("0", "1", "aF", "??", " ", "\n", "/* c */", "// c\n", "[1]", "(", "|", ")", "~", "x", "/"), { maxLength: 20 });
    fc.assert(
      fc.property(soup, (parts) => {
        const literal = hex(`{${parts.join("")}}`);
        const { elements } = parseHex(literal);
        if (isPlainHex(literal)) expect(elements?.every(({ kind }) => kind === "byte")).toBe(true);
        let at = 0;
        for (const { start, end } of hexPieces(literal)) {
          expect(literal.raw.slice(at, start)).toMatch(/^\s*$/);
          at = end;
        }
        expect(at).toBe(literal.raw.length);
      }),
      { numRuns: RUNS },
    );
  });
});
