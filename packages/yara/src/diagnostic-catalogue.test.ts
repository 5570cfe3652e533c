import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { ADVICE_DIAGNOSTICS } from "./advice/advise.ts";
import { YARA_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
import { YARA_TARGETS } from "./targets.ts";
import { TEMPLATE_DIAGNOSTICS } from "./template/template-diagnostics.ts";
import { yara } from "./yara.ts";

/** Given for the rules of templates, which a test of their own has as examples. */
const TEMPLATE: ReadonlySet<string> = new Set(TEMPLATE_DIAGNOSTICS.map(({ code }) => code));
const ADVICE: ReadonlySet<string> = new Set(ADVICE_DIAGNOSTICS.map(({ code }) => code));

/** Codes that a text gives for a target. */
function codesOf(text: string, target = YARA_TARGETS[0]!): readonly string[] {
  const { document, diagnostics } = yara.parse(SourceText.fromString(text));
  return [...diagnostics, ...yara.validate(document, { target })].map(({ code }) => code);
}

describe.each(YARA_DIAGNOSTICS.map((info) => ({ ...info })))("$code", ({ code, summary, explanation, example }) => {
  test("is told in whole sentences", () => {
    expect(code).toMatch(/^yara\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const text of [summary, explanation]) expect(text).toMatch(/^[A-Z`].*\.$/s);
  });

  test.skipIf(example === undefined || TEMPLATE.has(code))("is given by its bad example and not by the good one", () => {
    expect(YARA_TARGETS.flatMap((target) => codesOf(example!.bad, target))).toContain(code);
    // Examples are short, and so are their patterns.
    expect(codesOf(example!.good).filter((given) => given === code || !ADVICE.has(given))).toEqual([]);
  });
});

test("codes are each there once", () => {
  const codes = YARA_DIAGNOSTICS.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
