import { type Diagnostic, type Range, SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";
import { mutatedRule } from "./testing/mutated-rules.ts";

/** What depends on other rules by its nature. */
const ACROSS_RULES: ReadonlySet<string> = new Set(["suricata/duplicate-sid", "suricata/replaced-rule"]);

function check(text: string, target: (typeof SURICATA_TARGETS)[number]): readonly Diagnostic[] {
  const { document, diagnostics } = suricata.parse(SourceText.fromString(text));
  return [...diagnostics, ...suricata.validate(document, { target, includeDisabled: true })];
}

function rangesOf({ range, labels, fixes }: Diagnostic): readonly Range[] {
  return [range, ...(labels ?? []).map((label) => label.range), ...(fixes ?? []).flatMap((fix) => fix.edits.map((edit) => edit.range))];
}

/** Findings as texts that can be compared, with places from the beginning of the rule. */
function told(diagnostics: readonly Diagnostic[], start: number): readonly string[] {
  return diagnostics
    .filter(({ code }) => !ACROSS_RULES.has(code))
    .map((found) => `${found.code} ${found.rejects} ${found.message} ${rangesOf(found).map((range) => `${range.start - start}-${range.end - start}`).join(" ")}`)
    .toSorted();
}

// Four rules are judged in each run: a million take 250,000 runs.
test("whatever a rule is, checking it ends, its findings have places in it, and its neighbours change nothing", () => {
  fc.assert(
    fc.property(mutatedRule, mutatedRule, mutatedRule, fc.constantFrom(...SURICATA_TARGETS), (before, rule, after, target) => {
      const start = before.length + 1;
      const end = start + rule.length;
      const text = `${before}\n${rule}\n${after}\n`;
      const found = check(text, target);
      for (const { start: from, end: to } of found.flatMap(rangesOf)) {
        if (!(from >= 0 && from <= to && to <= text.length)) expect.unreachable(`a place outside of the text: ${from}-${to}`);
      }
      const own = found.filter(({ range }) => range.start >= start && range.start <= end);
      expect(told(own, start)).toEqual(told(check(`${rule}\n`, target), 0));
    }),
    { numRuns: fuzzRuns(2000) },
  );
}, Infinity);
