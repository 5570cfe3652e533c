import { applyEdits, SourceText } from "@sigwright/core";
import { yaraScan, yaraVerdicts } from "@sigwright/engines";
import { yaraForTests, yaraXForTests } from "@sigwright/engines/testing";
import { describe, expect, test } from "vitest";
import { YARA_ENCODINGS } from "./encoding/encodings.ts";
import { findingsIn, listRuleOf, type RenderedRule, ruleOf, rulesFile } from "./testing/emitted-rules.ts";
import { fileList, type ProofCase, proofSubjects } from "./testing/proof-cases.ts";
import { yara } from "./yara.ts";

const engines = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);

/** A rule and the bytes it is proven with. */
interface ProvenRule {
  readonly name: string;
  readonly rule: RenderedRule;
  readonly cases: readonly ProofCase[];
}

const SUBJECTS = proofSubjects();
const RULES: readonly ProvenRule[] = [
  ...SUBJECTS.map(({ name, observation, cases }) => ({ name, rule: ruleOf(observation), cases })),
  ...([[25, "sha256"], [700, "sha256"], [700, "sha1"], [700, "md5"]] as const).map(([count, kind]) => {
    const files = fileList(count, kind);
    const members = [0, 1, count - 1].map((at) => ({ what: `file ${at}`, bytes: files[at]!.bytes, fires: true }));
    const others = ["file", "file -1", `file ${count}`].map((other) => ({ what: other, bytes: Buffer.from(other), fires: false }));
    const rule = listRuleOf(files.map(({ observation }) => observation), `list of ${count} ${kind}`);
    return { name: `a list of ${count} files by ${kind}`, rule, cases: [...members, ...others] };
  }),
];
// Apart, as YARA-X takes long to compare digests, and texts have hundreds of cases.
const GROUPS = [
  { what: "texts", rules: RULES.filter(({ rule }) => rule.rendered.preamble === undefined) },
  { what: "files", rules: RULES.filter(({ rule }) => rule.rendered.preamble !== undefined) },
];

test("every encoding has a proof", () => {
  const proven = new Set(SUBJECTS.map(({ observation }) => observation.kind));
  expect(YARA_ENCODINGS.filter(({ observation }) => !proven.has(observation))).toEqual([]);
});

test.each(RULES)("nothing is said of the rule of $name, and it is laid out", ({ rule }) => {
  const file = rulesFile([rule]);
  expect(findingsIn(file)).toEqual([]);
  const { document } = yara.parse(SourceText.fromString(file));
  expect(applyEdits(file, yara.format(document, { indentation: "  " }))).toBe(file);
});

describe.each(engines)("$name $version", (engine) => {
  test("has nothing to say of the rules", async () => {
    const verdicts = await yaraVerdicts(GROUPS.map(({ rules }) => rulesFile(rules.map(({ rule }) => rule))), engine, { seconds: 120 });
    for (const verdict of verdicts) expect(verdict).toEqual({ verdict: "accept", errors: [], warnings: [] });
  });

  test.each(GROUPS)("each rule for $what fires where it should, and on nothing that is near", async ({ rules }) => {
    const file = rulesFile(rules.map(({ rule }) => rule));
    const cases = rules.flatMap(({ name, rule, cases: own }) => own.map((each) => ({ ...each, name, rule: rule.name })));
    const matches = await yaraScan(new TextEncoder().encode(file), cases.map(({ bytes }) => bytes), engine);
    const wrong = cases.flatMap(({ name, rule, what, fires }, index) => {
      const fired = matches[index]!.includes(rule);
      return fired === fires ? [] : [`${name} ${fired ? "fired" : "is silent"} on ${what}`];
    });
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(2 * rules.length);
  });
});
