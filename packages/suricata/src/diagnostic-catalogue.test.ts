import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { ADVICE_DIAGNOSTICS } from "./advice/advise.ts";
import { SURICATA_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";
import { COMMON_SLOTS } from "./testing/proven-rules.ts";
import { SURICATA_EMISSION } from "./emission.ts";

const { compileTemplate } = SURICATA_EMISSION;

const context = { target: SURICATA_TARGETS[0]!, profiles: new Set(["team", "modern"]) };
/** Advice is no business of the examples of other codes, which are as short as can be. */
const ADVICE: ReadonlySet<string> = new Set(ADVICE_DIAGNOSTICS.map(({ code }) => code));
/** Codes that only the newer engine gives. */
const NEWER = /^suricata\/(?:absent|misplaced-absent|bad-action-scope|firewall-action|unknown-hook|wrong-hook|protocol-missing|text-after-number)/;

/** Codes that a text gives: as a template rule for DNS names when it has slots or must be one, else as a rule file. */
function codesOf(code: string, text: string): readonly string[] {
  if (/^suricata\/(?:slot|template|unknown-slot)/.test(code)) {
    const template = { id: "x", observation: "host" as const, variant: "dns", text };
    return compileTemplate(template, COMMON_SLOTS, context).diagnostics.map((diagnostic) => diagnostic.code);
  }
  const { document, diagnostics } = suricata.parse(SourceText.fromString(text));
  return [...diagnostics, ...suricata.validate(document, NEWER.test(code) ? { ...context, target: SURICATA_TARGETS[1]! } : context)].map((diagnostic) => diagnostic.code);
}

describe.each(SURICATA_DIAGNOSTICS.map((info) => ({ ...info })))("$code", ({ code, summary, explanation, example }) => {
  test("is told in whole sentences", () => {
    expect(code).toMatch(/^suricata\/[a-z]+(?:-[a-z]+)*$/);
    for (const text of [summary, explanation]) expect(text).toMatch(/^[A-Z`].*\.$/s);
  });

  test.skipIf(example === undefined)("is given by its bad example and not by the good one", () => {
    expect(codesOf(code, example!.bad)).toContain(code);
    expect(codesOf(code, example!.good).filter((given) => given === code || !ADVICE.has(given))).toEqual([]);
  });
});

test("a variant that does not exist has no example text, but is told", () => {
  const template = { id: "x", observation: "host" as const, variant: "smtp", text: "" };
  expect(compileTemplate(template, COMMON_SLOTS, context).diagnostics).toMatchObject([{ code: "suricata/template-variant" }]);
  expect(SURICATA_DIAGNOSTICS.filter(({ example }) => example === undefined).map(({ code }) => code)).toEqual([
    "suricata/missing-file",
    "suricata/not-unicode",
    "suricata/flow-bit-never-set",
    "suricata/flow-bit-never-read",
    "suricata/repeated-rule",
    "suricata/template-variant",
  ]);
});
