import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuzzRuns } from "./testing/fuzz-runs.ts";
import { locateMember } from "./json-member.ts";
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
  test.each([
    ['{"type":"Host",}', '{"type":"Host",⟦}⟧', "`}` is not expected here: JSON wants a name in double quotes"],
    ['{"type":Host}', '{"type":⟦Host⟧}', "`Host` is not expected here: JSON wants a value"],
    ['{"type" "Host"}', '{"type" ⟦"⟧Host"}', "`\"` is not expected here: JSON wants `:`"],
    ['{"a":1 "b":2}', '{"a":1 ⟦"⟧b":2}', "`\"` is not expected here: JSON wants `,` or `}`"],
    ['{"a":[1 2]}', '{"a":[1 ⟦2⟧]}', "`2` is not expected here: JSON wants `,` or `]`"],
    ['{"a":1', '{"a":1⟦⟧', "the text ends: JSON wants `,` or `}`"],
    ['{"a":"b}', '{"a":⟦"⟧b}', "the string that begins here is never closed"],
    ['{"a":"\tb"}', '{"a":"⟦\t⟧b"}', "the control character U+0009 may not stand in a string as it is: JSON wants it escaped"],
    [String.raw`{"a":"C:\x"}`, String.raw`{"a":"C:⟦\x⟧"}`, String.raw`JSON knows no escape ` + "`\\x`: a backslash is written `\\\\`"],
    [String.raw`{"a":"\u12"}`, String.raw`{"a":"⟦\u12"}⟧`, "`\\u` wants four hexadecimal digits after it"],
    ["{'a':1}", "{⟦'⟧a':1}", "`'` is not expected here: JSON wants a name in double quotes or `}`"],
    ["{} {}", "{} ⟦{⟧}", "`{` is not expected here: JSON wants nothing more"],
    ["[01]", "[⟦0⟧1]", "`0` is not expected here: JSON wants a value or `]`"],
    ["nul", "⟦nul⟧", "`nul` is not expected here: JSON wants a value"],
    ["", "⟦⟧", "the text ends: JSON wants a value"],
    ["\u0000", "⟦\u0000⟧", "U+0000 is not expected here: JSON wants a value"],
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
    expect(locateJsonError("[".repeat(1_000_000))?.message).toBe("the text ends: JSON wants a value or `]`");
  });
});

describe("locateMember", () => {
  test("finds the value of every member", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(undefined, 2),
        (members, indent) => {
          const text = JSON.stringify(members, undefined, indent);
          for (const [name, value] of Object.entries(members)) {
            const range = locateMember(text, name);
            expect(range).toBeDefined();
            expect(JSON.parse(text.slice(range!.start, range!.end))).toEqual(JSON.parse(JSON.stringify(value)));
          }
        },
      ),
      { numRuns: fuzzRuns(300) },
    );
  });

  test("knows no member that is not there, and none of a nested object", () => {
    expect(locateMember('{"a":{"b":1}}', "b")).toBeUndefined();
    expect(locateMember("{}", "a")).toBeUndefined();
  });

  test("finds the last of two members with one name, the one that counts", () => {
    expect(locateMember('{"a":1,"a":22}', "a")).toEqual({ start: 11, end: 13 });
  });
});
