import { compileFormat, defaultTemplate } from "@sigwright/ruleset";
import { describe, expect, test } from "vitest";
import { snort2 } from "./snort2/snort2.ts";
import { SNORT2_ENCODINGS } from "./snort2/emission.ts";
import { snort3 } from "./snort3/snort3.ts";
import { SNORT3_ENCODINGS } from "./snort3/emission.ts";

describe.each([
  { format: snort2, encodings: SNORT2_ENCODINGS },
  { format: snort3, encodings: SNORT3_ENCODINGS },
])("the default template for $format.id", ({ format, encodings }) => {
  test("compiles without a word", () => {
    expect(compileFormat(defaultTemplate(), format, format.targets[0]!).diagnostics).toEqual([]);
  });

  test("has the rule of every encoding there is", () => {
    const rules = defaultTemplate().formats.get(format.id)?.rules ?? [];
    expect(rules.map(({ rule: { id, observation, variant, text } }) => ({ id, observation, variant, text }))).toEqual(
      encodings.map(({ observation, variant, rule: text }) => ({ id: variant === undefined ? observation : `${observation}-${variant}`, observation, variant, text })),
    );
  });
});
