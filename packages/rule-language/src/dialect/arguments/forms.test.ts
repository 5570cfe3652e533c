import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArgumentForm } from "../argument.ts";
import { integer, readInteger, readLeadingInteger } from "./integer.ts";
import { unsigned } from "./unsigned.ts";
import { oneOf, textLike } from "./words.ts";

/** The value that a form makes of a text, or what is wrong with it. */
function parse<Value>(form: ArgumentForm<Value>, text: string): Value | string {
  const padded = `xx${text}yy`;
  const result = form.parse({ text: padded, start: 2, end: 2 + text.length });
  return "value" in result ? result.value : result.fault.message;
}

describe("whole numbers", () => {
  test.each([
    ["7", 7],
    [" +7", 7],
    ["-7", -7],
    ["007", 7],
    ["7 ", undefined],
    ["0x7", undefined],
    ["", undefined],
    ["seven", undefined],
  ])("decimal %j", (text, value) => {
    expect(readInteger(text)).toBe(value);
  });

  test.each([
    ["0x1F", 31],
    ["010", 8],
    ["08", undefined],
    ["-0x10", -16],
  ])("as C reads %j", (text, value) => {
    expect(readInteger(text, "c")).toBe(value);
  });

  test.each([
    ["12abc", 12],
    ["-3,4", -3],
    ["abc", undefined],
  ])("at the start of %j", (text, value) => {
    expect(readLeadingInteger(text)).toBe(value);
  });

  test("only in their range", () => {
    const form = integer({ min: 1, max: 9 });
    expect(parse(form, "9")).toBe(9);
    expect(parse(form, "10")).toBe("10 is not from 1 to 9");
    expect(parse(form, "0")).toBe("0 is not from 1 to 9");
  });
});

describe("numbers, comparisons and ranges", () => {
  const form = unsigned(8);
  const rich = unsigned(8, { richer: true });

  test.each([
    ["5", { compare: "=", number: 5n }],
    ["=5", { compare: "=", number: 5n }],
    ["!=5", { compare: "!=", number: 5n }],
    [">5", { compare: ">", number: 5n }],
    [">= 5", { compare: ">=", number: 5n }],
    ["5-9", { compare: "range", number: 5n, end: 9n }],
    ["5<>9", { compare: "range", number: 5n, end: 9n }],
  ])("%s", (text, value) => {
    expect(parse(form, text)).toMatchObject(value);
  });

  test.each(["256", "<0", ">255", "5-6", "9-5", "five", "", "0x10", "-1"])("%j is none", (text) => {
    expect(parse(form, text)).toEqual(expect.any(String));
  });

  test.each([
    ["0x10", { compare: "=", number: 16n }],
    ["!5-9", { compare: "!range", number: 5n, end: 9n }],
    ["&0xc0=0x80", { compare: "mask", number: 192n, end: 128n }],
    ["&0xc0!=0x80", { compare: "!mask", number: 192n, end: 128n }],
  ])("%s where more is understood", (text, value) => {
    expect(parse(rich, text)).toMatchObject(value);
  });

  test("units count", () => {
    expect(parse(unsigned(32), "2kb")).toMatchObject({ number: 2048n });
    expect(parse(unsigned(32), "1MB")).toMatchObject({ number: 1024n * 1024n });
  });
});

test("words are compared without regard to case, unless it matters", () => {
  expect(parse(oneOf(["Both", "none"]), "BOTH")).toBe("Both");
  expect(parse(oneOf(["Both"], { caseMatters: true }), "BOTH")).toBe("`BOTH` is not one of them");
  expect(parse(textLike(/^\d+$/, "digits"), "a")).toBe("`a` does not have that form");
});

test("a fault lies in the argument, whatever the text", () => {
  const forms: readonly ArgumentForm[] = [integer({ max: 9 }), unsigned(8), unsigned(64, { richer: true }), unsigned(32, { inclusive: true }), oneOf(["a"])];
  const pieces = fc.array(fc.constantFrom("0", "9", "-", "<>", "<", ">", "=", "!", "&", "0x", "kb", " ", "a", "\u00e9", "99999999999999999999"), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, fc.constantFrom(...forms), (parts, form) => {
      const text = parts.join("");
      const result = form.parse({ text, start: 0, end: text.length });
      const { start, end } = "fault" in result ? result.fault.range : { start: 0, end: 0 };
      expect(start >= 0 && start <= end && end <= text.length).toBe(true);
    }),
  );
});
