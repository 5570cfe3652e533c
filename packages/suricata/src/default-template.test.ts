import { compileFormat, defaultTemplate } from "@sigwright/ruleset";
import { expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";
import { tableRules } from "./testing/proven-rules.ts";

/** Encodings that alert on what others alert on already: a template has to ask for them. */
const LEFT_OUT: readonly string[] = ["email-address to"];

test.each(SURICATA_TARGETS)("the default template compiles without a word for $engine@$version", (target) => {
  const result = compileFormat(defaultTemplate(), suricata, target);
  expect(result.diagnostics).toEqual([]);
});

test.each(SURICATA_TARGETS)("it uses every encoding there is for $engine@$version, but for those left out", (target) => {
  const rules = defaultTemplate().formats.get("suricata")?.rules ?? [];
  const table = tableRules(target).map(({ observation, variant }) => `${observation} ${variant ?? ""}`);
  expect([...rules.map(({ rule: { observation, variant } }) => `${observation} ${variant ?? ""}`), ...LEFT_OUT].toSorted()).toEqual(table.toSorted());
});
