import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";

const folder = process.env["SIGWRIGHT_CORPUS"] ?? "";
const present = folder !== "" && existsSync(join(folder, "suricata"));
if (!present) {
  process.stderr.write("corpus tests of suricata are skipped: SIGWRIGHT_CORPUS names no folder with a `suricata` part\n");
}

interface CorpusRule {
  readonly id: string;
  readonly origin?: string;
  readonly rule: string;
  readonly verdict: string;
  readonly verdict_8: string;
}

function* readRules(name: string): Generator<CorpusRule> {
  const text = gunzipSync(readFileSync(join(folder, "suricata", name))).toString("utf8");
  for (const line of text.split("\n")) if (line !== "") yield JSON.parse(line) as CorpusRule;
}

describe.skipIf(!present)("on rules that others wrote", () => {
  const [seven, eight] = SURICATA_TARGETS;

  // What the check promises: shares of the rules the engine accepts and of those it refuses. `docs/fidelity.md` has the
  // reason of each rule on which they differ.
  const real = { file: "real.dev.jsonl.gz", mostFalse: 0.0005, leastCaught: 0.95 };
  const mutants = { file: "mutants.dev.jsonl.gz", mostFalse: 0.005, leastCaught: 0.98 };

  test.each([
    { ...real, target: seven!, verdict: "verdict" },
    { ...real, target: eight!, verdict: "verdict_8" },
    { ...mutants, target: seven!, verdict: "verdict" },
    { ...mutants, target: eight!, verdict: "verdict_8" },
  ] as const)("$file: we say what Suricata $target.version says", ({ file, target, verdict, mostFalse, leastCaught }) => {
    const counts = { accepted: 0, falseRejects: 0, refused: 0, caught: 0 };
    const falseOnPublished: string[] = [];
    for (const rule of readRules(file)) {
      if (rule[verdict] !== "accept" && rule[verdict] !== "reject") continue;
      const { document, diagnostics } = suricata.parse(SourceText.fromString(`${rule.rule}\n`));
      const found = [...diagnostics, ...suricata.validate(document, { target })].filter(({ rejects }) => rejects);
      if (rule[verdict] === "reject") {
        counts.refused++;
        if (found.length > 0) counts.caught++;
        continue;
      }
      counts.accepted++;
      if (found.length === 0) continue;
      counts.falseRejects++;
      if (rule.origin === "et") falseOnPublished.push(`${rule.id} ${found[0]!.code} ${found[0]!.message}`);
    }
    process.stderr.write(`${file} ${target.version}: ${JSON.stringify(counts)}\n`);
    expect(counts.accepted).toBeGreaterThan(0);
    expect(counts.refused).toBeGreaterThan(0);
    expect(falseOnPublished).toEqual([]);
    expect(counts.falseRejects / counts.accepted).toBeLessThanOrEqual(mostFalse);
    expect(counts.caught / counts.refused).toBeGreaterThanOrEqual(leastCaught);
  }, 60_000);

  test("whole files come back byte for byte, and their rules are in their range", () => {
    for (const name of readdirSync(join(folder, "files"))) {
      const bytes = readFileSync(join(folder, "files", name));
      const source = SourceText.fromBytes(bytes);
      const { document } = suricata.parse(source);
      expect(Buffer.compare(Buffer.from(source.encode(suricata.print(document))), bytes), name).toBe(0);
      for (const { range } of suricata.rules(document)) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(source.text.length);
        expect(range.start).toBeLessThan(range.end);
      }
    }
  }, 60_000);
});
