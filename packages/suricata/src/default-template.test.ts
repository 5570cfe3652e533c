import { compileFormat, defaultTemplate } from "@sigwright/ruleset";
import { expect, test } from "vitest";
import { SURICATA_ENCODINGS } from "./encoding/encoding-description.ts";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";

test.each(SURICATA_TARGETS)("the default template compiles without a word for $engine@$version", (target) => {
  const result = compileFormat(defaultTemplate(), suricata, target);
  expect(result.diagnostics).toEqual([]);
});

test("it uses every encoding there is", () => {
  const rules = defaultTemplate().formats.get("suricata")?.rules ?? [];
  expect(rules.map(({ rule: { observation, variant } }) => `${observation} ${variant ?? ""}`).toSorted()).toEqual(
    SURICATA_ENCODINGS.map(({ observation, variant }) => `${observation} ${variant ?? ""}`).toSorted(),
  );
});
