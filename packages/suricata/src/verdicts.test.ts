import { readFileSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import { loadTest } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";
import { askedTargets } from "./testing/engine.ts";

type Verdict = "accept" | "reject";

/** A small rule and what each series of the engine said of it: 7.0.10 and 8.0.8, every protocol enabled. */
interface VerdictFact {
  readonly rule: string;
  readonly "7.0": Verdict;
  readonly "8.0": Verdict;
  /** Present when the engine leaves the rule out with a warning that does not name its line. */
  readonly silent?: true;
}

const FIXTURES = ["application-keywords", "corner-cases"].map((name) => new URL(`../fixtures/verdicts/${name}.jsonl`, import.meta.url));
const facts = FIXTURES.flatMap((fixture) => readFileSync(fixture, "utf8").trimEnd().split("\n")).map((line) => JSON.parse(line) as VerdictFact);

test.each(SURICATA_TARGETS)("we say of each rule what Suricata $version says", (target) => {
  const series = target.version as "7.0" | "8.0";
  const disagreements = facts.flatMap((fact) => {
    const { document, diagnostics } = suricata.parse(SourceText.fromString(fact.rule));
    const rejects = [...diagnostics, ...suricata.validate(document, { target })].filter((diagnostic) => diagnostic.rejects);
    const verdict: Verdict = rejects.length > 0 ? "reject" : "accept";
    return verdict === fact[series] ? [] : [{ rule: fact.rule, engine: fact[series], ours: rejects.map(({ message }) => message) }];
  });
  expect(disagreements).toEqual([]);
});

describe.each(await askedTargets())("Suricata $target.version still says so", ({ target: { version }, engine }) => {
  const refused = new Set<number>();

  beforeAll(async () => {
    if (engine === undefined) return;
    const { problems } = await loadTest(`${facts.map(({ rule }) => rule).join("\n")}\n`, { engine });
    for (const { line } of problems) if (line !== undefined) refused.add(line);
  });

  test.skipIf(engine === undefined)("of every rule whose refusal names its line", () => {
    const changed = facts.filter((fact, index) => fact.silent !== true && (refused.has(index + 1) ? "reject" : "accept") !== fact[version]);
    expect(changed.map(({ rule }) => rule)).toEqual([]);
  });
});
