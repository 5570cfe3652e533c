import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { RULE_DIALECTS, type RuleDialect } from "../tree.ts";
import { detectDialect } from "./detect-dialect.ts";

/** The dialect that a text is the most likely of, among those that speak for it at all. */
function best(text: string): RuleDialect | undefined {
  const scores = RULE_DIALECTS.map((dialect) => detectDialect(text, dialect).score);
  const most = Math.max(...scores);
  return most === 0 ? undefined : RULE_DIALECTS[scores.indexOf(most)];
}

test.each([
  ["suricata", 'alert dns any any -> any any (msg:"a"; dns.query; content:"a"; sid:1;)', "its rule has sticky buffers with a point in their names"],
  ["suricata", 'alert tls any any -> any any (msg:"a"; flow:established; sid:1;)', "its rule has an application protocol before the addresses"],
  ["suricata", '# alert http any any -> any any (msg:"a"; http.uri; content:"a"; sid:1;)', "its rule has sticky buffers with a point in their names"],
  ["suricata", 'alert tcp any any -> any any (msg:"a"; content:"a"; startswith; sid:1;)', "its rule has option keywords that only Suricata has"],
  ["suricata", 'alert tcp any any -> any any (msg:"a"; content:"a"; http_user_agent; sid:1;)', "its rule has option keywords that only Suricata has"],
  ["suricata", 'alert tcp any any -> any any (msg:"a"; content:"a"; sid:1;)', "its rules may be Suricata's or Snort's"],
  ["suricata", 'alert tcp any any -> any any (msg:"a"; content:"a"; nocase; sid:1;)', "its rule has modifiers as options of their own, as Snort 2 and Suricata write them"],
  ["snort3", 'alert http ( msg:"a"; http_uri; content:"a"; sid:1; )', "its rule has no addresses in the header, as only Snort 3 allows"],
  ["snort3", 'alert tcp any any -> any any (msg:"a"; content:"a",nocase; sid:1;)', "its rule has modifiers behind the text of a content, as Snort 3 writes them"],
  ["snort3", 'alert tcp any any -> any any (\n  msg:"a";\n  content:"a";\n  sid:1;\n)', "its rule has several lines without a backslash, as only Snort 3 allows"],
  ["snort3", 'alert tcp any any -> any any (msg:"a"; service:http; sid:1;)', "its rule has option keywords that only Snort 3 has"],
  ["snort3", "# Rules for Snort 3\nalert tcp any any -> any 22 (msg:\"a\"; sid:1;)", "a comment at its top names Snort 3"],
  ["snort2", 'alert tcp any any -> any $HTTP_PORTS (msg:"a"; content:"a"; http_uri; sid:1;)', "its rule has `tcp` and HTTP ports in the header with an HTTP buffer, as in Snort 2"],
  ["snort2", 'alert tcp any any -> any any (msg:"a"; content:"a"; metadata:service http; sid:1;)', "its rule has metadata of Snort's own rule sets"],
  ["snort2", 'sdrop tcp any any -> any any (msg:"a"; content:"a"; sid:1;)', "its rule has an action that only Snort 2 knows"],
  ["snort2", 'ipvar HOME_NET any\nalert tcp any any -> any any (msg:"a"; sid:1;)', "it has directives of Snort 2's configuration"],
] as const)("%s: %s", (dialect, text, reason) => {
  expect(best(text)).toBe(dialect);
  expect(detectDialect(text, dialect).reason).toBe(reason);
});

test("several rules are counted", () => {
  const rules = 'alert http any any -> any any (http.uri; content:"a"; sid:1;)\nalert tcp any any -> any any (content:"a"; sid:2;)\n';
  expect(detectDialect(rules, "suricata").reason).toBe("1 of its 2 rules has sticky buffers with a point in their names");
  expect(detectDialect(rules, "snort3").reason).toBe("its rules look like Suricata");
});

test.each(["", "prose", "rule x { condition: true }", "type,value\nHost,bad.example", "# comment only (alert)", "alert"])("%j is none", (text) => {
  expect(best(text)).toBeUndefined();
});

test("takes linear time on text made to be slow", () => {
  const slow = ["alert tcp ".repeat(100_000), `alert ${"(".repeat(500_000)}`, `alert a${" ".repeat(500_000)}`, 'alert tcp (content:"'.repeat(50_000), `alert tcp any any -> any any (${"content:a;".repeat(50_000)})`, `#${" (".repeat(200_000)}`];
  for (const text of slow) for (const dialect of RULE_DIALECTS) expect(detectDialect(text, dialect).score).toBeLessThan(1);
});

const folder = process.env["SIGWRIGHT_CORPUS"] ?? "";
const present = folder !== "" && existsSync(join(folder, "files"));
if (!present) process.stderr.write("corpus tests of detection are skipped: SIGWRIGHT_CORPUS names no folder with whole files\n");

interface CorpusRule {
  readonly rule: string;
  readonly verdict: string | null;
}

/** Rules that the engine of their dialect loads; of Snort 2 all, as none was asked; of Suricata, of which there are many, a fifth. */
function rulesOf(dialect: RuleDialect): readonly string[] {
  const path = { suricata: "suricata/real.dev.jsonl.gz", snort2: "snort/snort2.dev.jsonl.gz", snort3: "snort/snort3.dev.jsonl.gz" }[dialect];
  const lines = gunzipSync(readFileSync(join(folder, path))).toString("utf8").split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as CorpusRule).filter(({ verdict }) => verdict === null || verdict === "accept").map(({ rule }) => rule).filter((_, index) => dialect !== "suricata" || Math.floor(index / 20) % 5 === 0);
}

describe.skipIf(!present)("on rules that others wrote", () => {
  test("rules of one dialect are taken for it", () => {
    process.stderr.write(`${"taken for".padEnd(24)}${RULE_DIALECTS.map((each) => each.padStart(10)).join("")}\n`);
    for (const dialect of RULE_DIALECTS) {
      const rules = rulesOf(dialect);
      // A rule alone may be right in two dialects; twenty of one source say more.
      for (const [size, least] of [[1, dialect === "snort2" ? 0.75 : 0.92], [20, 0.96]] as const) {
        const counts = new Map<RuleDialect | undefined, number>();
        let total = 0;
        for (let at = 0; at < rules.length; at += size) {
          const found = best(rules.slice(at, at + size).join("\n"));
          counts.set(found, (counts.get(found) ?? 0) + 1);
          total++;
        }
        const row = RULE_DIALECTS.map((each) => String(counts.get(each) ?? 0).padStart(10)).join("");
        process.stderr.write(`${`${dialect}, ${size} rule${size === 1 ? "" : "s"} each`.padEnd(24)}${row}\n`);
        expect((counts.get(dialect) ?? 0) / total, `${dialect} by ${size}`).toBeGreaterThanOrEqual(least);
      }
    }
  }, 120_000);

  test("whole files are taken for what they are", () => {
    for (const name of readdirSync(join(folder, "files"))) {
      const text = SourceText.fromBytes(readFileSync(join(folder, "files", name))).text;
      const found = best(text)!;
      process.stderr.write(`${name}: ${found}, ${detectDialect(text, found).reason}\n`);
      expect(found, name).toBe(name.startsWith("snort") ? "snort3" : "suricata");
    }
  }, 60_000);
});
