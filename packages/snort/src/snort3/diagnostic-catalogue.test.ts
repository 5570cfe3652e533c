import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { SNORT3_ADVISER } from "../advice/snort3-advice.ts";
import { SNORT3_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
import { snort3 } from "./snort3.ts";
import { SNORT3_TARGETS } from "./targets.ts";

/** Advice is no business of the examples of other codes, which are as short as can be. */
const ADVICE: ReadonlySet<string> = new Set(SNORT3_ADVISER.diagnostics.map(({ code }) => code));

function codesOf(text: string): readonly string[] {
  const { document, diagnostics } = snort3.parse(SourceText.fromString(text));
  return [...diagnostics, ...snort3.validate(document, { target: SNORT3_TARGETS[0]! })].map(({ code }) => code).filter((code) => !ADVICE.has(code));
}

describe.each(SNORT3_DIAGNOSTICS.map((info) => ({ ...info })))("$code", ({ code, summary, explanation, example }) => {
  test("is told in whole sentences", () => {
    expect(code).toMatch(/^snort3\/[a-z]+(?:-[a-z]+)*$/);
    for (const text of [summary, explanation]) expect(text).toMatch(/^[A-Z`].*\.$/s);
  });

  test("is given by its bad example and not by the good one", () => {
    expect(codesOf(example!.bad)).toContain(code);
    expect(codesOf(example!.good)).toEqual([]);
  });
});

/** Codes that the sources of a folder name. */
function codesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/(?:report\.(?:reject|warn|skip)|finding)\(\s*"([a-z-]+)"|\b(?:code: |checkWord\(\w+, )"([a-z-]+)"/g)])
    .map((match) => match[1] ?? match[2]!);
}

test("every code that a check gives is in the catalogue, sorted", () => {
  const codes = SNORT3_DIAGNOSTICS.map(({ code }) => code);
  expect(codes).toEqual(codes.toSorted());
  const missing = [...new Set(codesIn(import.meta.dirname))].filter((code) => !codes.includes(`snort3/${code}`));
  expect(missing).toEqual([]);
});
