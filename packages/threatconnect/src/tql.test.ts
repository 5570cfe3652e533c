import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSpeakable, pushedTql, tqlId, tqlString } from "./tql.ts";

describe("strings", () => {
  test.each([
    ["plain", '"plain"'],
    ['say "x"', String.raw`"say \"x\""`],
    ["it's", String.raw`"it\'s"`],
    ["`tick`", '"\\`tick\\`"'],
    ["HKEY_LOCAL_MACHINE\\Software", String.raw`"HKEY_LOCAL_MACHINE\\Software"`],
    ['\\" or 1=1', String.raw`"\\\" or 1=1"`],
    ["日本 %", '"日本 %"'],
  ])("%s", (text, tql) => {
    expect(tqlString(text)).toBe(tql);
  });

  test.each(["a\nb", "\u0000", "\u001B[31m", "\u2028", "\uD800"])("%j can't be said", (text) => {
    expect(isSpeakable(text)).toBe(false);
    expect(() => tqlString(text)).toThrow(RangeError);
  });

  test("no text ends its string", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', "'", "`", "\\", "a", " ", ")") }), (text) => {
        const inner = tqlString(text).slice(1, -1);
        expect(inner.replace(/\\(.)/g, "")).not.toMatch(/["'`\\]/);
        expect(inner.replace(/\\(.)/g, "$1")).toBe(text);
      }),
    );
  });
});

test("identifiers are digits", () => {
  expect(tqlId("9007199254918489")).toBe("9007199254918489");
  for (const odd of ["", "1 or 1=1", "-1", "1.5", "0x1"]) expect(() => tqlId(odd)).toThrow(RangeError);
});

describe("conditions", () => {
  const room = 2000;
  test("types are spelt as on the wire", () => {
    expect(pushedTql([{ type: "typeName", names: ["Host", "UserAgent", "EmailAddress"] }], room)).toEqual([
      'typeName in ("Host", "User Agent", "EmailAddress")',
    ]);
  });

  test.each([
    ["rating", ">=", 3, ["rating >= 2.99"]],
    ["rating", ">", 3, ["rating >= 2.99"]],
    ["rating", "<", 3, ["rating <= 3.01"]],
    ["rating", "=", 3.333, ["rating >= 3.32", "rating <= 3.35"]],
    ["confidence", ">=", 70, ["confidence >= 70"]],
    ["confidence", ">", 69.5, ["confidence >= 69"]],
    ["confidence", "<=", 69.5, ["confidence <= 70"]],
    ["confidence", "=", 50, ["confidence >= 50", "confidence <= 50"]],
    ["confidence", ">=", Number.MAX_VALUE, []],
  ] as const)("%s %s %d", (field, operator, number, expected) => {
    expect(pushedTql([{ type: "number", field, operator, number }], room)).toEqual(expected);
  });

  test("dates have seconds and a zone", () => {
    expect(pushedTql([{ type: "date", field: "expires", operator: "<=", date: "2026-01-31T09:00:00Z" }], room)).toEqual([
      'externalDateExpires <= "2026-01-31T09:00:00Z"',
    ]);
  });

  test("what does not fit is left out, and what comes twice is said once", () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ type: "number", field: "confidence", operator: ">=", number: n % 100 }) as const);
    const said = pushedTql(many, 500);
    expect(said.length).toBeGreaterThan(3);
    expect(encodeURIComponent(said.join(" and ")).length).toBeLessThanOrEqual(500);
    expect(new Set(said).size).toBe(said.length);
  });

  test("names of groups are not said: whether their case matters is not documented", () => {
    expect(pushedTql([{ type: "group", names: ["x"] }], room)).toEqual([]);
  });
});
