import { compileFormat, defaultTemplate } from "@sigwright/ruleset";
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
