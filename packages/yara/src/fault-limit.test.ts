import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { MOST_FAULTS } from "./fault-limit.ts";
import { yara } from "./yara.ts";

/** Texts with so many faults. */
const FAULTY: Readonly<Record<string, (count: number) => string>> = {
  "hexadecimal patterns": (count) => `rule a { strings: ${"$ = { 4D zz }\n".repeat(count)} condition: any of them }`,
  "regular expressions": (count) => `rule a { strings: ${"$ = /a(/\n".repeat(count)} condition: any of them }`,
  "patterns without anything": (count) => `rule a { strings: ${"$ = = \n".repeat(count)} $ = "abcdef" condition: any of them }`,
  "unknown names": (count) => Array.from({ length: count }, (_, index) => `rule a${index} { condition: nowhere }`).join("\n"),
  "rules without a condition": (count) => Array.from({ length: count }, (_, index) => `rule a${index} { condition: }`).join("\n"),
  "unknown modules": (count) => 'import "nothing"\n'.repeat(count),
};

function codes(text: string): readonly string[] {
  const { document, diagnostics } = yara.parse(SourceText.fromString(text));
  expect(yara.print(document)).toBe(text);
  const found = [...diagnostics, ...yara.validate(document, { target: yara.targets[0]! })];
  for (const { range } of found) expect(text.length).toBeGreaterThanOrEqual(range.end);
  return found.filter(({ rejects }) => rejects).map(({ code }) => code);
}

describe.each(Object.entries(FAULTY))("%s", (_, make) => {
  test("are told up to the limit, and then that there are more", () => {
    const found = codes(make(MOST_FAULTS + 500));
    expect(found.length).toBeLessThanOrEqual(MOST_FAULTS + 2);
    expect(found.filter((code) => code === "yara/too-many-faults")).toHaveLength(1);
  });

  test("below the limit are all told", () => {
    const found = codes(make(MOST_FAULTS - 10));
    expect(found.length).toBeGreaterThanOrEqual(MOST_FAULTS - 10);
    expect(found).not.toContain("yara/too-many-faults");
  });
});
