import { expect, test } from "vitest";
import type { Agreement } from "./agreement.ts";
import { renderFidelityPage, SURICATA_FAMILY } from "./fidelity-page.ts";
import { KNOWN_DISAGREEMENTS, type KnownDisagreement, unexplained } from "./known-disagreements.ts";

const known: KnownDisagreement = {
  title: "A thing",
  example: "alert ip any any -> any any (sid:1;)",
  engine: "loads.",
  ours: "refused.",
  why: "Because.",
  rules: { "7.0": ["one"], "8.0": [] },
};
const one = { id: "one", kind: "sid_bad", text: "x", answers: { "7.0": { verdict: "reject", words: "no" }, "8.0": { verdict: "accept", words: "" } } } as const;
const found: Agreement = {
  set: "mutants",
  series: "7.0",
  accepted: 1000,
  refused: 4,
  leftOut: 2,
  falseRejects: [],
  missed: [{ rule: one, codes: [], words: 'no "such thing"' }],
  kinds: new Map([["sid_bad", { accepted: 10, refused: 3 }], ["rev_bad", { accepted: 990, refused: 1 }]]),
};

test("tables are made anew between their marks, and what people wrote stays", () => {
  const page = "# Page\n<!-- fidelity:agreement -->\nold\n<!-- /fidelity -->\nprose\n<!-- fidelity:kinds -->\n<!-- /fidelity -->\n<!-- fidelity:errors -->\n<!-- /fidelity -->\n";
  expect(renderFidelityPage(page, SURICATA_FAMILY, [found], [known])).toBe(`# Page
<!-- fidelity:agreement -->
|  | engine | accepted | false rejects | refused | caught | left out |
| --- | --- | --: | --: | --: | --: | --: |
| mutants | 7.0.10 | 1,000 | 0 (0.00 %) | 4 | 3 (75.00 %) | 2 |
<!-- /fidelity -->
prose
<!-- fidelity:kinds -->
| mistake | engine | accepted | false rejects | refused | caught |
| --- | --- | --: | --: | --: | --: |
| \`sid_bad\` | 7.0.10 | 10 | 0 | 3 | 2 |
<!-- /fidelity -->
<!-- fidelity:errors -->
| the engine | its words |  | engine | rules |
| --- | --- | --- | --- | --: |
| refused | \`no …\` | mutants | 7.0.10 | 1 |
<!-- /fidelity -->
`);
});

test("a disagreement is described in our own words", () => {
  const page = renderFidelityPage("<!-- fidelity:disagreements -->\n<!-- /fidelity -->", SURICATA_FAMILY, [found], [known]);
  expect(page).toContain("### A thing\n\n```\nalert ip any any -> any any (sid:1;)\n```\n\n- The engine: loads.\n- We: refused.\n- Why: Because.\n- Rules: 1 on 7.0.10, 0 on 8.0.8.");
});

test("the marks of other families are left alone", () => {
  const page = "<!-- fidelity:snort3-agreement -->\nold\n<!-- /fidelity -->";
  expect(renderFidelityPage(page, SURICATA_FAMILY, [found], [])).toBe(page);
  expect(renderFidelityPage(page, { ...SURICATA_FAMILY, prefix: "snort3-" }, [found], [])).not.toContain("old");
});

test("a mark of an unknown name is an error", () => {
  expect(() => renderFidelityPage("<!-- fidelity:other -->\n<!-- /fidelity -->", SURICATA_FAMILY, [], [])).toThrow("fidelity:other");
});

test.each([
  ["nothing, when every rule has its reason", [known], ["one"], []],
  ["a rule without a reason", [], ["one"], ["one differs from 7.0 and has no reason"]],
  ["a reason without its rule", [known], [], ['one has a reason, "A thing", and does not differ from 7.0']],
  ["two reasons for one rule", [known, { ...known, title: "Another" }], ["one"], ['one has two reasons for 7.0: "A thing" and "Another"']],
] as const)("what is unexplained: %s", (_, reasons, ids, problems) => {
  expect(unexplained(reasons, "7.0", ids)).toEqual(problems);
});

test("ids of rules are ids", () => {
  const ids = KNOWN_DISAGREEMENTS.flatMap(({ rules }) => [...rules["7.0"], ...rules["8.0"]]);
  expect(ids.filter((id) => !/^[0-9a-f]{16}$/.test(id))).toEqual([]);
});
