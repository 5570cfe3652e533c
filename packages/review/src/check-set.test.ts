import { SourceText } from "@sigwright/core";
import type { Diagnostic, Parsed, SetMember, SignatureFormat, ValidateContext } from "@sigwright/core";
import { expect, test } from "vitest";
import { checkFile } from "./check-file.ts";
import { checkSet } from "./check-set.ts";
import type { CheckedFile } from "./checked-file.ts";
import { markedFormat } from "./testing/marked-format.ts";

const [seven, eight] = markedFormat.targets!;

/** Refuses a rule whose text was there before in the set, and says how many files the set has. */
function validateSet(members: readonly SetMember<unknown>[], { target }: ValidateContext): readonly (readonly Diagnostic[])[] {
  const seen = new Set<string>();
  return members.map(({ facts }) => {
    return (facts as readonly RegExpExecArray[]).flatMap(({ 0: rule, index }) => {
      if (!seen.has(rule)) {
        seen.add(rule);
        return [];
      }
      return [{ code: "marked/again", severity: "error", rejects: true, message: `again among ${members.length} for ${target.version}`, range: { start: index, end: index + rule.length } } as const];
    });
  });
}

/** Notes the rules. */
function setFacts({ document }: Parsed<SourceText>): readonly RegExpExecArray[] {
  return Array.from(document.text.matchAll(/rule \d+/g));
}

const format = { ...markedFormat, setFacts, validateSet } as SignatureFormat;

function check(texts: readonly string[], targets = [seven!], checked: SignatureFormat = format): readonly CheckedFile[] {
  const files = texts.flatMap((text, index) => checkFile(`${index}.marked`, SourceText.fromString(text), checked, targets));
  return checkSet(files, [checked]);
}

function verdicts(files: readonly CheckedFile[]): readonly string[] {
  return files.map(({ path, target, rules }) => `${path} ${target?.version}: ${rules.map(({ sid, verdict }) => `${sid} ${verdict}`).join(", ")}`);
}

test("a single file is a set", () => {
  const files = check(["rule 1\nrule 1\n"]);
  expect(verdicts(files)).toEqual(["0.marked 7.0: 1 accept, 1 reject"]);
  expect(files[0]!.diagnostics).toMatchObject([{ sid: 1, diagnostic: { message: "again among 1 for 7.0" } }]);
});

test("files of one format and target are a set, each target for itself", () => {
  expect(verdicts(check(["rule 1\n", "rule 1\n"], [seven!, eight!]))).toEqual(["0.marked 7.0: 1 accept", "0.marked 8.0: 1 accept", "1.marked 7.0: 1 reject", "1.marked 8.0: 1 reject"]);
});

test("findings stand among those of the file, in the order of the text", () => {
  const [file] = check(["rule 1\nrule 1\nrule 2 ?late\n"]);
  expect(file!.diagnostics.map(({ diagnostic }) => diagnostic.code)).toEqual(["marked/again", "marked/late"]);
});

test("what was noted for the set is not left in what is reported", () => {
  expect(checkFile("a.marked", SourceText.fromString("rule 1\n"), format, [seven!])[0]).toHaveProperty("facts");
  expect(check(["rule 1\n"])[0]).not.toHaveProperty("facts");
});

test("a format that fails to take its notes is told of once, and its file is in no set", () => {
  const broken = { ...format, setFacts: () => { throw new Error("broken"); } };
  const files = check(["rule 1\n", "rule 1 ?late\n"], [seven!], broken);
  expect(files.map(({ diagnostics }) => diagnostics.map(({ diagnostic }) => diagnostic.code))).toEqual([["review/internal-error"], ["review/internal-error", "marked/late"]]);
});

test("a check that fails is told once, not thrown", () => {
  const broken = { ...format, validateSet: () => { throw new Error("broken"); } };
  const files = check(["rule 1\n", "rule 2\n"], [seven!], broken);
  expect(files.map(({ diagnostics }) => diagnostics.map(({ diagnostic }) => diagnostic.code))).toEqual([["review/internal-error"], []]);
});

test("a file that could not be parsed is in no set", () => {
  const broken = { ...format, parse: () => { throw new Error("broken"); } };
  expect(check(["rule 1\n"], [seven!], broken)[0]!.diagnostics.map(({ diagnostic }) => diagnostic.message)).toEqual(["the check for Marked failed: broken"]);
});

test("formats without such a check are left as they are", () => {
  expect(check(["rule 1\n", "rule 1\n"], [seven!], markedFormat as SignatureFormat)).toMatchObject([{ diagnostics: [] }, { diagnostics: [] }]);
});
