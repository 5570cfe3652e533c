import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { checkFile, findingsByRule, withRuleFindings } from "./check-file.ts";
import type { CheckOptions } from "./check-file.ts";
import { markedFormat } from "./testing/marked-format.ts";

const [seven, eight] = markedFormat.targets!;

function check(text: string, options: CheckOptions = {}): ReturnType<typeof checkFile>[number] {
  return checkFile("a.marked", SourceText.fromString(text), markedFormat, [seven!], options)[0]!;
}

function verdicts(text: string, options?: CheckOptions): string[] {
  return check(text, options).rules.map(({ sid, verdict }) => `${sid} ${verdict}`);
}

describe("the verdict on a rule", () => {
  test.each([
    ["accept when nothing is found", "rule 1\n", ["1 accept"]],
    ["accept when it is only warned of", "rule 1 ?x\n", ["1 accept"]],
    ["reject when a fault starts in it", "rule 1 !x\nrule 2\n", ["1 reject", "2 accept"]],
    ["reject when a fault starts in a later line of it", "rule 1 \\\n !x\nrule 2\n", ["1 reject", "2 accept"]],
    ["reject when a fault stands in front of it in its line", "!x rule 1\nrule 2\n", ["1 reject", "2 accept"]],
    ["skip when the engine leaves it out", "rule 1 ~x\n", ["1 skip"]],
    ["reject rather than skip", "rule 1 ~x !y\n", ["1 reject"]],
    ["untouched by a fault between rules", "rule 1\n!x\nrule 2\n", ["1 accept", "2 accept"]],
  ])("%s", (_, text, expected) => {
    expect(verdicts(text)).toEqual(expected);
  });
});

describe("rules that stand commented out", () => {
  test("are not judged", () => {
    expect(verdicts("#rule 1 >9\nrule 2\n")).toEqual(["2 accept"]);
    expect(check("#rule 1 >9\nrule 2\n").diagnostics).toEqual([]);
  });

  test("are when asked for", () => {
    const { rules, diagnostics } = check("#rule 1 >9\nrule 2\n", { includeDisabled: true });
    expect(rules).toMatchObject([
      { sid: 1, enabled: false, verdict: "reject" },
      { sid: 2, enabled: true, verdict: "accept" },
    ]);
    expect(diagnostics).toMatchObject([{ sid: 1 }]);
  });
});

test("each target has its verdicts, in the order asked for", () => {
  const files = checkFile("a.marked", SourceText.fromString("rule 1 >8.0\n"), markedFormat, [eight!, seven!]);
  expect(files.map(({ target, rules }) => [target?.version, rules[0]?.verdict])).toEqual([
    ["8.0", "accept"],
    ["7.0", "reject"],
  ]);
});

test("findings are in the order of the text and know the sid of their rule", () => {
  const { diagnostics } = check("rule 1 ?b !a\nrule ?c\n?d\n");
  expect(diagnostics.map(({ diagnostic, sid }) => [diagnostic.code, sid])).toEqual([
    ["marked/b", 1],
    ["marked/a", 1],
    ["marked/c", undefined],
    ["marked/d", undefined],
  ]);
});

test("a missing file is a warning, or a refusal when files are required", () => {
  const fileExists = (): boolean => false;
  expect(check("rule 1 list\n", { fileExists })).toMatchObject({
    rules: [{ verdict: "accept" }],
    diagnostics: [{ diagnostic: { severity: "warning", rejects: false } }],
  });
  expect(check("rule 1 list\n", { fileExists, requireFiles: true })).toMatchObject({
    rules: [{ verdict: "reject" }],
    diagnostics: [{ diagnostic: { severity: "error", rejects: true } }],
  });
});

test("what is no option for the syntax is not called an unknown one, too", () => {
  const format = { ...markedFormat, validate: () => markedFormat.parse!(SourceText.fromString("rule !x")).diagnostics };
  const [file] = checkFile("a", SourceText.fromString("rule !x"), format, [seven!]);
  expect(file!.diagnostics).toHaveLength(1);
});

test.each([
  ["parse", { parse: () => { throw new Error("broken"); } }],
  ["rules", { rules: () => { throw new Error("broken"); } }],
  ["validate", { validate: () => { throw new Error("broken"); } }],
])("a check that fails in %s is told, not thrown", (_, broken) => {
  const [file] = checkFile("a", SourceText.fromString("rule 1\n"), { ...markedFormat, ...broken }, [seven!]);
  expect(file!.diagnostics).toMatchObject([
    { diagnostic: { code: "review/internal-error", severity: "error", rejects: false, message: "the check for Marked failed: broken" } },
  ]);
});

test("a format without targets is checked once, for its syntax", () => {
  expect(checkFile("a", SourceText.fromString("rule 1 !x\n"), markedFormat, [])).toMatchObject([{ rules: [{ verdict: "reject" }] }]);
});

test("findings of an engine change verdicts as they should", () => {
  const file = check("rule 1\nrule 2 ?w\nrule 3\n");
  const finding = { severity: "warning", rejects: false, message: "m" } as const;
  const found = withRuleFindings(
    file,
    new Map([
      [0, { ...finding, code: "engine/a", rejects: true, range: file.rules[0]!.range }],
      [2, { ...finding, code: "engine/b", skips: true as const, range: file.rules[2]!.range }],
    ]),
  );
  expect(found.rules.map(({ verdict }) => verdict)).toEqual(["reject", "accept", "skip"]);
  expect(found.diagnostics.map(({ diagnostic, sid }) => [diagnostic.code, sid])).toEqual([
    ["engine/a", 1],
    ["marked/w", 2],
    ["engine/b", 3],
  ]);
  expect([...findingsByRule(found).keys()]).toEqual([0, 1, 2]);
});
