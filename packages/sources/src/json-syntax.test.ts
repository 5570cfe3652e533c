import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locateJsonError } from "./json-syntax.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("locateJsonError", () => {
  const NO_JSON = "is not JSON: text stands in double quotes, and there are numbers, `true`, `false` and `null`";
  test.each([
    ['{"type":"Host",}', '{"type":"Host",⟦}⟧', "`}` is not expected here: JSON wants a name in double quotes"],
    ['{"type":Host}', '{"type":⟦Host⟧}', "`Host` " + NO_JSON],
    ['{"type" "Host"}', '{"type" ⟦"Host"⟧}', '`"Host"` is not expected here: JSON wants `:`'],
    ['{"type":}', '{"type":⟦}⟧', "`}` is not expected here: JSON wants a value"],
    ['{"a":1 "b":2}', '{"a":1 ⟦"b"⟧:2}', '`"b"` is not expected here: JSON wants `,`'],
    ['{"a":[1 2]}', '{"a":[1 ⟦2⟧]}', "`2` is not expected here: JSON wants `,`"],
    ['{"a":1', '{"a":1⟦⟧', "the text ends: JSON wants `}`"],
    ["[1", "[1⟦⟧", "the text ends: JSON wants `]`"],
    ['{"a":"b}', '{"a":⟦"⟧b}', "the string that begins here is never closed"],
    ['{"a":"b\nc"}', '{"a":⟦"⟧b\nc"}', "the string that begins here is not closed on its line: JSON wants a line end in it written `\\n`"],
    ['{"a":"\tb"}', '{"a":"⟦\t⟧b"}', "the control character U+0009 may not stand in a string as it is: JSON wants it escaped"],
    [String.raw`{"a":"\\\"C:\x"}`, String.raw`{"a":"\\\"C:⟦\x⟧"}`, String.raw`JSON knows no escape ` + "`\\x`: a backslash is written `\\\\`"],
    ['"\\\u0001"', '"⟦\\\u0001⟧"', "JSON knows no escape `\\`: a backslash is written `\\\\`"],
    [String.raw`{"a":"\u12"}`, String.raw`{"a":"⟦\u12⟧"}`, "`\\u` wants four hexadecimal digits after it"],
    ["{'a':1}", "{⟦'a'⟧:1}", "`'a'` " + NO_JSON],
    ["{} {}", "{} ⟦{⟧}", "`{` is not expected here: JSON wants nothing more"],
    ["[01]", "[0⟦1⟧]", "`1` is not expected here: JSON wants `,`"],
    ["[7e]", "[⟦7e⟧]", "the number `7e` is not complete"],
    ["[1, /* two */ 2]", "[1, ⟦/* two */⟧ 2]", "JSON has no comments"],
    ["nul", "⟦nul⟧", "`nul` " + NO_JSON],
    ["x".repeat(50), `⟦${"x".repeat(50)}⟧`, `\`${"x".repeat(40)}…\` ` + NO_JSON],
    ["", "⟦⟧", "the text ends: JSON wants a value"],
    ["\u0000", "⟦\u0000⟧", "U+0000 " + NO_JSON],
  ])("points into %s", (text, marked, message) => {
    const error = locateJsonError(text);
    expect(error?.message).toBe(message);
    const { start, end } = error!.range;
    expect(`${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`).toBe(marked);
  });

  test("finds an error exactly where JSON.parse refuses", () => {
    const spoilt = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", "{", "}", "[", "]", ",", ":", '"', "\\", "0", "-", ".", "e", "\u0001", "t", "\u2028"))
      .map(([json, at, piece]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + piece + json.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.string(), fc.json()), (text) => {
        const error = locateJsonError(text);
        expect(error === undefined).toBe(isJson(text));
        if (error === undefined) return;
        expect(error.range.start).toBeGreaterThanOrEqual(0);
        expect(error.range.end).toBeGreaterThanOrEqual(error.range.start);
        expect(error.range.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });

  test("takes a million brackets without recursion", () => {
    const error = locateJsonError("[".repeat(1_000_000));
    expect(error).toEqual({ range: { start: 500, end: 501 }, message: expect.stringContaining("nested too deep") });
  });
});
