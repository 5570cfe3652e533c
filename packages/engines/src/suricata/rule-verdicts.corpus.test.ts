import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fuzzRuns } from "@sigwright/core/testing";
import { describe, expect, test } from "vitest";
import { suricataForTests, TESTED_SERIES } from "../testing/suricata-for-tests.ts";
import { ruleVerdicts } from "./rule-verdicts.ts";

interface CorpusRule {
  readonly rule: string;
  readonly verdict: string;
  readonly error?: string | null;
  readonly verdict_8: string;
  readonly error_8?: string | null;
}

const corpus = process.env["SIGWRIGHT_CORPUS"];
if (corpus === undefined) process.stderr.write("the verdicts of the corpus are not compared: SIGWRIGHT_CORPUS is not set\n");
const ASKED = await Promise.all(TESTED_SERIES.map(async (series) => ({ series, engine: await suricataForTests(series) })));

describe.each(ASKED)("verdicts that were recorded rule by rule for Suricata $series", ({ series, engine }) => {
  test.skipIf(corpus === undefined || engine === undefined).each(["mutants", "real"])("agree on the %s rules", async (name) => {
    const packed = await readFile(join(corpus!, "suricata", `${name}.dev.jsonl.gz`));
    const all = gunzipSync(packed).toString("utf8").split("\n").filter((line) => line !== "");
    const step = Math.ceil(all.length / fuzzRuns(300));
    const rows = all.filter((_, i) => i % step === 0).map((line): CorpusRule => JSON.parse(line));
    const verdicts = await ruleVerdicts(rows.map(({ rule }) => rule), { engine: engine! });
    const disagreeing = rows.filter((row, i) => {
      const [verdict, error] = series === "7.0" ? [row.verdict, row.error] : [row.verdict_8, row.error_8];
      const ours = verdicts[i]!.verdict;
      const comparable = verdict === "accept" || (verdict === "reject" && !(error ?? "").includes("Duplicate signature"));
      // A rule that is left out without a word was recorded as refused; what we bar was let through.
      return comparable && ours !== "skip" && ours !== "barred" && ours !== verdict;
    });
    expect(disagreeing).toEqual([]);
  }, 300_000);
});
