import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { gunzipSync } from "node:zlib";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parse } from "#grammar/rules";
import { parseRules, printRules } from "./parse.ts";
import { checkSpans } from "./testing/check-spans.ts";
import { plainParsers, tapeOf } from "./testing/plain-parser.ts";
import { RULE_DIALECTS, type RuleDialect } from "./tree.ts";

const corpus = process.env["SIGWRIGHT_CORPUS"];
if (corpus === undefined) process.stderr.write("rule-language: corpus tests skipped, SIGWRIGHT_CORPUS names no folder\n");

interface Row {
  readonly id: string;
  readonly rule: string;
  readonly verdict: string | null;
  readonly kind?: string;
}

const SETS: readonly (readonly [string, RuleDialect])[] = [
  ["suricata/real.dev.jsonl.gz", "suricata"],
  ["suricata/mutants.dev.jsonl.gz", "suricata"],
  ["snort/snort3.dev.jsonl.gz", "snort3"],
  ["snort/snort3-mutants.dev.jsonl.gz", "snort3"],
  ["snort/snort2.dev.jsonl.gz", "snort2"],
];

describe.skipIf(corpus === undefined)("on the corpus", () => {
  const folder = corpus ?? "";
  const rows = (path: string): Row[] =>
    gunzipSync(readFileSync(join(folder, path))).toString().trimEnd().split("\n").map((line) => JSON.parse(line) as Row);

  const files = corpus === undefined ? [] : readdirSync(join(folder, "files")).filter((name) => name.endsWith(".rules"));
  test.each(files)("%s comes out byte for byte in every dialect", (name) => {
    const bytes = readFileSync(join(folder, "files", name));
    const source = SourceText.fromBytes(bytes);
    for (const dialect of RULE_DIALECTS) {
      const file = parseRules(source, dialect);
      checkSpans(file);
      expect(Buffer.compare(source.encode(printRules(file)), bytes)).toBe(0);
    }
  });

  test("our Peggy plugins change nothing in what is found", { timeout: 120_000 }, async () => {
    const { rules: parsePlain } = await plainParsers();
    for (const name of files) {
      const source = SourceText.fromBytes(readFileSync(join(folder, "files", name)));
      const dialect = name.startsWith("snort3") ? "snort3" : "suricata";
      const { words, items, rules, problems } = tapeOf(parse, source, dialect);
      const plain = tapeOf(parsePlain, source, dialect);
      expect(Buffer.compare(Buffer.from(words.buffer, 0, words.byteLength), Buffer.from(plain.words.buffer, 0, plain.words.byteLength))).toBe(0);
      expect([items, rules, problems]).toEqual([plain.items, plain.rules, plain.problems]);
    }
  });

  test.each(SETS)("%s: every rule comes out as it went in, and none that the engine accepts has a syntax error", { timeout: 120_000 }, (path, dialect) => {
    const refused: string[] = [];
    for (const { id, rule, verdict } of rows(path)) {
      const file = parseRules(SourceText.fromString(rule), dialect);
      expect(printRules(file)).toBe(rule);
      checkSpans(file);
      const rejects = file.diagnostics.some((diagnostic) => diagnostic.rejects);
      if (rejects && verdict === "accept") refused.push(`${id}: ${rule}`);
    }
    expect(refused).toEqual([]);
  });
});
