import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMemberLocator } from "./json-member.ts";

describe("a member locator", () => {
  test("finds the value of every member", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(undefined, 2),
        (members, indent) => {
          const text = JSON.stringify(members, undefined, indent);
          const locate = createMemberLocator(text);
          for (const [name, value] of Object.entries(members)) {
            const range = locate(name);
            expect(range).toBeDefined();
            expect(JSON.parse(text.slice(range!.start, range!.end))).toEqual(JSON.parse(JSON.stringify(value)));
          }
        },
      ),
      { numRuns: fuzzRuns(300) },
    );
  });

  test.each([
    ['{"a":{"b":1}}', "b"],
    ["{}", "a"],
    ["{}", "__proto__"],
    ["{}", "constructor"],
    ["[1]", "0"],
    ["null", "a"],
  ])("knows in %s no member %s", (text, name) => {
    expect(createMemberLocator(text)(name)).toBeUndefined();
  });

  test("finds the last of two members with one name, the one that counts", () => {
    expect(createMemberLocator('{"a":1,"a":22}')("a")).toEqual({ start: 11, end: 13 });
  });

  test("finds members by names that objects have", () => {
    expect(createMemberLocator('{"__proto__":1}')("__proto__")).toEqual({ start: 13, end: 14 });
  });

  test("does without places in what is nested too deep", () => {
    const deep = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(createMemberLocator(deep)("a")).toBeUndefined();
  });
});
