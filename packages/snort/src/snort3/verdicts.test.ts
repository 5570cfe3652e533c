import { readFileSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { snort3 } from "./snort3.ts";

type Verdict = "accept" | "reject";

/**
 * A small rule and what Snort 3.12.2 said of it, each loaded alone with the stock `snort.lua`. The engine is not asked
 * again here: it can't be installed everywhere.
 */
interface VerdictFact {
  readonly rule: string;
  readonly "3.12.2": Verdict;
}

const facts = readFileSync(new URL("../../fixtures/verdicts/snort3-options.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as VerdictFact);

test("we say of each rule what Snort 3.12.2 says", () => {
  const disagreements = facts.flatMap((fact) => {
    const { document, diagnostics } = snort3.parse(SourceText.fromString(`${fact.rule}\n`));
    const rejects = [...diagnostics, ...snort3.validate(document, { target: snort3.targets[0]! })].filter((found) => found.rejects);
    const verdict: Verdict = rejects.length > 0 ? "reject" : "accept";
    return verdict === fact["3.12.2"] ? [] : [{ rule: fact.rule, engine: fact["3.12.2"], ours: rejects.map(({ message }) => message) }];
  });
  expect(facts.length).toBeGreaterThan(300);
  expect(disagreements).toEqual([]);
});
