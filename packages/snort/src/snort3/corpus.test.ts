import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { snort3 } from "./snort3.ts";

const folder = process.env["SIGWRIGHT_CORPUS"] ?? "";
const present = folder !== "" && existsSync(join(folder, "snort"));
if (!present) {
  process.stderr.write("corpus tests of snort3 are skipped: SIGWRIGHT_CORPUS names no folder with a `snort` part\n");
}

interface CorpusRule {
  readonly id: string;
  readonly rule: string;
  readonly verdict: string;
}

function* readRules(name: string): Generator<CorpusRule> {
  const text = gunzipSync(readFileSync(join(folder, "snort", name))).toString("utf8");
  for (const line of text.split("\n")) if (line !== "") yield JSON.parse(line) as CorpusRule;
}

describe.skipIf(!present)("on rules that others wrote", () => {
  // What the check promises: shares of the rules the engine accepts and of those it refuses. `docs/fidelity.md` has the
  // reason of each rule on which they differ.
  test.each([
    { file: "snort3.dev.jsonl.gz", mostFalse: 0, leastCaught: 1 },
    { file: "snort3-mutants.dev.jsonl.gz", mostFalse: 0.01, leastCaught: 0.96 },
  ])("$file: we say what Snort 3.12.2 says", ({ file, mostFalse, leastCaught }) => {
    const counts = { accepted: 0, falseRejects: 0, refused: 0, caught: 0 };
    for (const { rule, verdict } of readRules(file)) {
      const { document, diagnostics } = snort3.parse(SourceText.fromString(`${rule}\n`));
      const isRefused = [...diagnostics, ...snort3.validate(document, { target: snort3.targets[0]! })].some(({ rejects }) => rejects);
      if (verdict === "reject") {
        counts.refused++;
        if (isRefused) counts.caught++;
      } else if (verdict === "accept") {
        counts.accepted++;
        if (isRefused) counts.falseRejects++;
      }
    }
    process.stderr.write(`${file}: ${JSON.stringify(counts)}\n`);
    expect(counts.accepted).toBeGreaterThan(0);
    expect(counts.refused).toBeGreaterThan(0);
    expect(counts.falseRejects / counts.accepted).toBeLessThanOrEqual(mostFalse);
    expect(counts.caught / counts.refused).toBeGreaterThanOrEqual(leastCaught);
  }, 60_000);

  test("whole files come back byte for byte, and their rules are in their range", () => {
    for (const name of readdirSync(join(folder, "files")).filter((file) => file.includes("snort"))) {
      const bytes = readFileSync(join(folder, "files", name));
      const source = SourceText.fromBytes(bytes);
      const { document } = snort3.parse(source);
      expect(Buffer.compare(Buffer.from(source.encode(snort3.print(document))), bytes), name).toBe(0);
      for (const { range } of snort3.rules(document)) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(source.text.length);
        expect(range.start).toBeLessThan(range.end);
      }
    }
  }, 60_000);
});
