import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { SourceText } from "@sigwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildList,
  buildRule,
  decodeMetadata,
  metadataOption,
  type OptionParts,
  quoteContent,
  quoteText,
  referenceOption,
} from "./build.ts";
import { parseRules } from "./parse.ts";
import { RUNS } from "./testing/arbitraries.ts";
import { RULE_DIALECTS, type Rule, type RuleDialect } from "./tree.ts";
import type { ValueByShape, ValueShape } from "./value.ts";
import { valueReader } from "./values.ts";

function ruleWith(options: readonly OptionParts[]): string {
  return buildRule({
    action: "alert",
    protocol: "tcp",
    source: "any",
    sourcePort: "any",
    direction: "->",
    destination: "any",
    destinationPort: "any",
    options,
  });
}

/** Parses a built rule, which must be free of faults, and reads one option of it. */
function readBack<Shape extends ValueShape>(text: string, dialect: RuleDialect, name: string, shape: Shape): ValueByShape[Shape] {
  const file = parseRules(SourceText.fromString(text), dialect);
  expect(file.diagnostics).toEqual([]);
  expect(file.rules.length).toBe(1);
  const rule = file.rules.at(0) as Rule;
  const value = valueReader(file).read(rule.option(name)!, shape);
  expect(value.diagnostics).toEqual([]);
  return value;
}

const dialects = fc.constantFrom(...RULE_DIALECTS);
const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(...Array.from("\\\";:|()#,!/ ab\n\r\0\u202e")) }));
const isWellFormed = (value: string): boolean => !/\p{Cs}/u.test(value);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 });

describe("a built rule", () => {
  test("is written on one line", () => {
    expect(ruleWith([{ name: "msg", value: quoteText("a", "suricata") }, { name: "nocase" }, { name: "sid", value: "1" }])).toBe(
      'alert tcp any any -> any any (msg:"a"; nocase; sid:1;)',
    );
  });

  test.each([
    [["any"], "any"],
    [["192.0.2.1", "!192.0.2.2"], "[192.0.2.1,!192.0.2.2]"],
  ])("writes the list %j as %s", (items, expected) => {
    expect(buildList(items)).toBe(expected);
  });

  test("gives any printable text back as it went in", () => {
    fc.assert(
      fc.property(text, dialects, (message, dialect) => {
        const built = ruleWith([{ name: "msg", value: quoteText(message, dialect) }, { name: "sid", value: "1" }]);
        const shown = readBack(built, dialect, "msg", "text").text;
        const printable = message.replaceAll(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu, "\uFFFD");
        expect(shown).toBe(printable === "" ? " " : printable);
        expect(parseRules(SourceText.fromString(built), dialect).rules.at(0)?.msg).toBe(shown);
      }),
      { numRuns: RUNS },
    );
  });

  test("gives any bytes back as they went in", () => {
    fc.assert(
      fc.property(bytes, dialects, (pattern, dialect) => {
        const built = ruleWith([{ name: "content", value: quoteContent(pattern) }, { name: "sid", value: "1" }]);
        expect(readBack(built, dialect, "content", "pattern").bytes).toEqual(pattern);
      }),
      { numRuns: RUNS },
    );
  });

  test("gives metadata back as it went in", () => {
    const entries = fc.array(fc.record({ key: text.filter((key) => isWellFormed(key) && key !== ""), value: text.filter(isWellFormed) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(entries, dialects, (given, dialect) => {
        const built = ruleWith([metadataOption(given)!, { name: "sid", value: "1" }]);
        const read = readBack(built, dialect, "metadata", "metadata").entries;
        const decoded = read.map(({ key, value }) => ({ key: decodeMetadata(key.text), value: decodeMetadata(value?.text ?? "") }));
        expect(decoded).toEqual(given);
      }),
      { numRuns: RUNS },
    );
  });

  test("keeps a reference in its place, whatever is in it", () => {
    fc.assert(
      fc.property(text, dialects, (value, dialect) => {
        const option = referenceOption({ kind: "url", value });
        if (option === undefined) return;
        const reference = readBack(ruleWith([option, { name: "sid", value: "1" }]), dialect, "reference", "reference");
        expect(reference.scheme.text).toBe("url");
        expect(`url,${reference.target?.text}`).toBe(option.value);
      }),
      { numRuns: RUNS },
    );
  });

  test("refuses an empty pattern", () => {
    expect(() => quoteContent(new Uint8Array())).toThrow(RangeError);
  });

  test.each([
    ["cve", "2021-44228", "cve,2021-44228"],
    ["url", "https://example.com/a?b=c", "url,example.com/a?b=c"],
    ["url", "example.com/a b;c(d)", "url,example.com/a%20b%3Bc%28d%29"],
  ])("writes the reference %s %s as %s", (kind, value, expected) => {
    expect(referenceOption({ kind, value })?.value).toBe(expected);
  });

  test("has no reference for a kind that is no word, or for no value", () => {
    expect(referenceOption({ kind: "a b", value: "c" })).toBeUndefined();
    expect(referenceOption({ kind: "url", value: "https://" })).toBeUndefined();
  });
});

const hasSuricata = suricataRuns();

describe.skipIf(!hasSuricata)("Suricata", () => {
  test("loads built rules and reads the bytes and texts that went in", { timeout: 120_000 }, () => {
    const cases = fc.sample(fc.tuple(text, bytes, text, text), { numRuns: Math.min(RUNS, 2000), seed: 1 });
    const lines = cases.map(([message, pattern, value, reference], index) => {
      const metadata = metadataOption([{ key: "key", value: isWellFormed(value) ? value : "" }])!;
      const link = referenceOption({ kind: "url", value: reference });
      return ruleWith([
        { name: "msg", value: quoteText(message, "suricata") },
        { name: "content", value: quoteContent(pattern) },
        metadata,
        ...(link === undefined ? [] : [link]),
        { name: "sid", value: String(index + 1) },
      ]);
    });
    const analysed = analyse(lines);
    expect(analysed.length).toBe(lines.length);
    for (const { id, msg, patterns } of analysed) {
      const [message, pattern] = cases[id - 1]!;
      const file = parseRules(SourceText.fromString(ruleWith([{ name: "msg", value: quoteText(message, "suricata") }])), "suricata");
      expect(msg).toBe(file.rules.at(0)?.msg);
      expect(patterns.map((shown) => patternBytes(`"${shown}"`))).toEqual([pattern]);
    }
  });
});

interface Analysed {
  readonly id: number;
  readonly msg: string;
  readonly patterns: readonly string[];
}

/** What the engine's own analysis says of rules. */
function analyse(lines: readonly string[]): readonly Analysed[] {
  const folder = mkdtempSync(join(tmpdir(), "sigwright-build-"));
  try {
    const path = join(folder, "built.rules");
    writeFileSync(path, `${lines.join("\n")}\n`);
    execFileSync("suricata", ["--engine-analysis", "-S", path, "-l", folder], { stdio: "pipe" });
    const rows = readFileSync(join(folder, "rules.json"), "utf8").trimEnd().split("\n");
    return rows.map((row) => {
      const rule = JSON.parse(row) as { id: number; msg: string; mpm: { pattern: string } };
      return { id: rule.id, msg: rule.msg, patterns: [rule.mpm.pattern] };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The engine's analysis shows a pattern as it could stand in a rule. */
function patternBytes(value: string): Uint8Array {
  return readBack(ruleWith([{ name: "content", value }, { name: "sid", value: "1" }]), "suricata", "content", "pattern").bytes;
}

function suricataRuns(): boolean {
  try {
    execFileSync("suricata", ["-V"], { stdio: "pipe" });
    return true;
  } catch (error) {
    if (process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw error;
    process.stderr.write("rule-language: builder not tested against Suricata, it is not installed\n");
    return false;
  }
}
