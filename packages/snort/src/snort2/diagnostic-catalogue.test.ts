import { SourceText } from "@sigwright/core";
import { RULE_DIAGNOSTICS } from "@sigwright/rule-language";
import { describe, expect, test } from "vitest";
import { snort2Dialect } from "./dialect/snort2-dialect.ts";
import { completeConfiguration } from "./configuration/stock-configuration.ts";
import { SNORT2_ADVISER } from "../advice/snort2-advice.ts";
import { SNORT2_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
import { SNORT2_TARGETS } from "./targets.ts";
import { snort2 } from "./snort2.ts";

const context = { target: SNORT2_TARGETS[0]! };

/** Advice is no business of the examples of other codes, which are as short as can be. */
const ADVICE: ReadonlySet<string> = new Set(SNORT2_ADVISER.diagnostics.map(({ code }) => code));

function codesOf(text: string): readonly string[] {
  const { document, diagnostics } = snort2.parse(SourceText.fromString(text));
  return [...diagnostics, ...snort2.validate(document, context)].map(({ code }) => code).filter((code) => !ADVICE.has(code));
}

describe.each(SNORT2_DIAGNOSTICS.map((info) => ({ ...info })))("$code", ({ code, summary, explanation, example }) => {
  test("is told in whole sentences", () => {
    expect(code).toMatch(/^snort2\/[a-z]+(?:-[a-z]+)*$/);
    for (const text of [summary, explanation]) expect(text).toMatch(/^[A-Z`].*\.$/s);
  });

  test("is given by its bad example and not by the good one", () => {
    expect(codesOf(example!.bad)).toContain(code);
    expect(codesOf(example!.good)).toEqual([]);
  });
});

test("codes are sorted, and none is the parser's", () => {
  const codes = SNORT2_DIAGNOSTICS.map(({ code }) => code);
  expect(codes).toEqual(codes.toSorted());
  expect(RULE_DIAGNOSTICS.filter(({ code }) => codes.includes(code))).toEqual([]);
});

test("each keyword has one row, and all but a few a place in the manual", () => {
  const { keywords } = snort2Dialect({ configuration: completeConfiguration(undefined) });
  const names = keywords.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(100);
  const unsourced = keywords.filter(({ manual }) => manual === undefined).map(({ name }) => name);
  expect(unsourced.every((name) => /^(?:cip_|enip_|s7commplus_|file_type|file_group|ftp\.bounce)/.test(name))).toBe(true);
});
