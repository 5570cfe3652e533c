import { readFileSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import { compileFormat, defaultTemplate, loadTemplate } from "@sigwright/ruleset";
import { expect, test } from "vitest";
import { YARA_ENCODINGS } from "./encoding/encodings.ts";
import { YARA_TARGETS } from "./targets.ts";
import { yara } from "./yara.ts";

test.each(YARA_TARGETS)("the default template compiles without a word for $engine@$version", (target) => {
  expect(compileFormat(defaultTemplate(), yara, target).diagnostics).toEqual([]);
});

test("it has the rule of every encoding there is", () => {
  const rules = defaultTemplate().formats.get("yara")?.rules ?? [];
  expect(rules.map(({ rule: { id, observation, text } }) => ({ id, observation, text: text.trimEnd() }))).toEqual(
    YARA_ENCODINGS.map(({ observation, rule }) => ({ id: observation, observation, text: rule.trimEnd() })),
  );
});

test("the rule of the template guide compiles without a word", () => {
  const guide = readFileSync(new URL("../../../docs/templates.md", import.meta.url), "utf8");
  const [, text] = /^```yaml\n(formats:\n {2}yara:\n[^]*?)^```$/m.exec(guide)!;
  const { template, diagnostics } = loadTemplate(SourceText.fromString(`version: 1\nid: mine\n${text}`));
  expect(diagnostics).toEqual([]);
  expect(compileFormat(template!, yara).diagnostics).toEqual([]);
});
