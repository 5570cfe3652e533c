import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { checkFile } from "./check-file.ts";
import type { CheckedFile } from "./checked-file.ts";
import { onlyChanged } from "./only-changed.ts";
import { applySuppressions } from "./suppression.ts";
import { markedFormat } from "./testing/marked-format.ts";

const text = "rule 1 ?a\nrule 2 \\\n ?b\n# no rule ?c\n# sigwright-disable-next-line marked/d -- why\nrule 3 ?d\n";
const [file] = applySuppressions(checkFile("a", SourceText.fromString(text), markedFormat, markedFormat.targets!.slice(0, 1)));

function found(changed: number, from: CheckedFile = file!): readonly string[] {
  const { diagnostics, suppressed = [] } = onlyChanged(from, { touches: (first, last) => first <= changed && changed <= last });
  return [...diagnostics, ...suppressed].map(({ diagnostic }) => diagnostic.code);
}

test.each([
  ["its own line", 1, ["marked/a"]],
  ["another line of its rule", 2, ["marked/b"]],
  ["a line outside of rules", 4, ["marked/c"]],
  ["what is suppressed", 6, ["marked/d"]],
  ["no line with a finding", 5, []],
])("findings about %s", (_, line, codes) => {
  expect(found(line)).toEqual(codes);
});

test("a finding that points at a changed line is about that, too", () => {
  const { diagnostic } = file!.diagnostics[0]!;
  const labels = [{ range: { start: text.indexOf("rule 3"), end: text.length }, message: "and here" }];
  expect(found(6, { ...file!, diagnostics: [{ diagnostic: { ...diagnostic, labels } }] })).toContain("marked/a");
});

test("rules and verdicts stay", () => {
  expect(onlyChanged(file!, { touches: () => false })).toMatchObject({ rules: file!.rules, diagnostics: [] });
});
