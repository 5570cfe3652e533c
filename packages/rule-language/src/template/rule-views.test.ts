import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { parseRules } from "../parse.ts";
import { ruleViews } from "./rule-views.ts";

function fingerprints(...rules: readonly string[]): readonly string[] {
  return ruleViews(parseRules(SourceText.fromString(rules.join("\n")), "suricata")).map(({ fingerprint }) => fingerprint);
}

const own = (sid: number, bit = `sigwright.${sid}`): string =>
  `alert dns any any -> any any (dns.query; content:"x"; flowbits:isnotset,${bit}; flowbits:set,${bit}; sid:${sid};)`;

test.each([
  ["own bits", own(5), own(1_000_001), true],
  ["layout and case", own(5), own(7).replaceAll("; ", ";  ").replace("flowbits:set", "FLOWBITS:set"), true],
  ["a bit that is not the rule's own", own(5), own(7, "sigwright.5"), false],
  ["a bit that only ends like it", own(5), own(5, "other.sigwright.5"), false],
  ["a longer number", own(5), own(5, "sigwright.55"), false],
])("%s: %s", (_, a, b, same) => {
  const [first, second] = fingerprints(a, b);
  expect(first === second).toBe(same);
});

test("rules beside each other, disabled ones and comments keep their places", () => {
  const plain = 'alert dns any any -> any any (content:"y"; sid:3;)';
  const together = fingerprints("# a comment", own(5), `# ${own(6)}`, plain);
  expect(together).toEqual([...fingerprints(own(1)), ...fingerprints(own(1)), ...fingerprints(plain)]);
});

test("a bit that is named after the sid in another way is told how", () => {
  const [first, second] = ["5", "7"].map((sid) => parseRules(SourceText.fromString(own(Number(sid), `sigwright.${Number(sid) + 100}`)), "snort2"));
  const fingerprint = (file: typeof first): string => ruleViews(file!, (sid) => sid + 100)[0]!.fingerprint;
  expect(fingerprint(first)).toBe(fingerprint(second));
});
