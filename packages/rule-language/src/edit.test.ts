import { applyEdits, SourceText, type TextEdit } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { insertOption, removeOption, setEnabled, setValue } from "./edit.ts";
import { parseRules } from "./parse.ts";
import type { Rule, RuleFile } from "./tree.ts";

const RULE = 'alert tcp any any -> any any (msg:"a"; nocase; sid:1;)';

function edited(text: string, edit: (file: RuleFile, rule: Rule) => TextEdit | undefined): string {
  const file = parseRules(SourceText.fromString(text), "suricata");
  const change = edit(file, file.rules.at(0)!);
  return applyEdits(text, change === undefined ? [] : [change]);
}

describe("an edit", () => {
  test.each<[string, (file: RuleFile, rule: Rule) => TextEdit | undefined, string]>([
    ["replaces a value", (_, rule) => setValue(rule.option("sid")!, "22"), RULE.replace("sid:1", "sid:22")],
    ["gives a value", (_, rule) => setValue(rule.option("nocase")!, "x"), RULE.replace("nocase", "nocase:x")],
    ["removes the first option", (file, rule) => removeOption(file, rule.option("msg")!), RULE.replace('msg:"a"; ', "")],
    ["removes the last option", (file, rule) => removeOption(file, rule.option("sid")!), RULE.replace(" sid:1;", "")],
    ["inserts before an option", (_, rule) => insertOption(rule, { name: "rev", value: "2" }, rule.option("sid")), RULE.replace("sid", "rev:2; sid")],
    ["inserts behind the last option", (_, rule) => insertOption(rule, { name: "rev", value: "2" }), RULE.replace("sid:1;", "sid:1; rev:2;")],
    ["makes a comment of a rule", (file, rule) => setEnabled(file, rule, false), `# ${RULE}`],
    ["does nothing to a rule that is as it should be", (file, rule) => setEnabled(file, rule, true), RULE],
  ])("%s", (_, edit, expected) => {
    expect(edited(RULE, edit)).toBe(expected);
  });

  test("makes a rule of a comment", () => {
    expect(edited(`##  ${RULE}`, (file, rule) => setEnabled(file, rule, true))).toBe(RULE);
  });

  test("leaves a rule that spans lines as it is", () => {
    const text = RULE.replace("; sid", "; \\\n sid");
    expect(edited(text, (file, rule) => setEnabled(file, rule, false))).toBe(text);
  });
});
