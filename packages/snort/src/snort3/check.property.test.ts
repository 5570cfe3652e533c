import { type Diagnostic, type Range, SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { snort3 } from "./snort3.ts";
import { mutatedRule } from "../testing/mutated-snort3-rules.ts";

const target = snort3.targets[0]!;

function check(text: string): readonly Diagnostic[] {
  const { document, diagnostics } = snort3.parse(SourceText.fromString(text));
  return [...diagnostics, ...snort3.validate(document, { target, includeDisabled: true })];
}

function rangesOf({ range, labels, fixes }: Diagnostic): readonly Range[] {
  return [range, ...(labels ?? []).map((label) => label.range), ...(fixes ?? []).flatMap((fix) => fix.edits.map((edit) => edit.range))];
}

test("whatever a rule is, checking it ends, and its findings have places in it", () => {
  fc.assert(
    fc.property(fc.array(mutatedRule, { minLength: 1, maxLength: 3 }), (rules) => {
      const text = `${rules.join("\n")}\n`;
      for (const { start, end } of check(text).flatMap(rangesOf)) {
        if (!(start >= 0 && start <= end && end <= text.length)) expect.unreachable(`a place outside of the text: ${start}-${end}`);
      }
      const { document } = snort3.parse(SourceText.fromString(text));
      expect(snort3.print(document)).toBe(text);
    }),
    { numRuns: fuzzRuns(2000) },
  );
}, Infinity);

test("any text at all", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      for (const { start, end } of check(text).flatMap(rangesOf)) expect(start >= 0 && start <= end && end <= text.length).toBe(true);
    }),
    { numRuns: fuzzRuns(1000) },
  );
}, Infinity);

describe("hostile values take linear time", () => {
  const many = 200_000;
  const rule = (options: string, source = "any", port = "any"): string => `alert tcp ${source} ${port} -> any any (${options} sid:1;)\n`;
  test.each<[string, string]>([
    ["digits", rule(`dsize:${"1".repeat(many)}z;`)],
    ["blanks in a range", rule(`dsize:${"1 ".repeat(many)}z;`)],
    ["operators", rule(`dsize:${"<>".repeat(many)};`)],
    ["pipes", rule(`content:"${"|".repeat(many)}";`)],
    ["hexadecimal", rule(`content:"|${"4".repeat(many)}";`)],
    ["escapes", rule(`content:"${"\\x4".repeat(many)}";`)],
    ["commas", rule(`content:"a"${",nocase".repeat(many)};`)],
    ["words", rule(`metadata:${"a ".repeat(many)};`)],
    ["services", rule(`service:${"a,".repeat(many)}b;`)],
    ["bits", rule(`flowbits:set,${"a&".repeat(many)}b;`)],
    ["slashes", rule(`pcre:"${"/".repeat(many)}";`)],
    ["groups", rule(`pcre:"/${"(".repeat(many)}/";`)],
    ["addresses", rule("", `[${"10.0.0.1,".repeat(many)}!10.0.0.2]`)],
    ["brackets", rule("", `${"[".repeat(many)}10.0.0.1${"]".repeat(many)}`)],
    ["ports", rule("", "any", `[${"80:90,".repeat(many)}!85]`)],
    ["negations", rule("", "any", `${"!".repeat(many)}80`)],
    ["colons", rule("", ":".repeat(many))],
    ["options", rule("nocase;".repeat(many))],
    ["opcodes", rule(`dce_opnum:"${"1 ".repeat(many)}";`)],
  ])("%s", (_, text) => {
    expect(Array.isArray(check(text))).toBe(true);
  }, 20_000);
});
