import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { format } from "./format/format.ts";
import { yara } from "./yara.ts";

/** Inputs that make careless parsers slow or deep, for a size in characters. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  "one endless word": (size) => "a".repeat(size),
  "one endless text": (size) => `rule a { strings: $a = "${"a".repeat(size)}" condition: $a }`,
  "texts that are not closed": (size) => '"\n'.repeat(size / 2),
  "three quotes": (size) => '"""'.repeat(size / 3),
  "comments that are not closed": (size) => "/*".repeat(size / 2),
  "hexadecimal patterns with comments that are not closed": (size) => "={ /* ".repeat(size / 6),
  "hexadecimal patterns that are not closed": (size) => "={z ".repeat(size / 4),
  "open alternatives": (size) => `rule a { strings: $a = { ${"( 01 | ".repeat(size / 7)} } condition: $a }`,
  "open parentheses": (size) => `rule a { condition: ${"(".repeat(size)}`,
  "closing parentheses": (size) => `rule a { condition: ${")".repeat(size)}`,
  "signs": (size) => `rule a { condition: ${"-".repeat(size)}1 == 1 }`,
  "sums": (size) => `rule a { condition: 1${"+1".repeat(size / 2)} == 1 }`,
  "fields": (size) => `rule a { condition: a${".a".repeat(size / 2)} }`,
  "an endless chain": (size) => `rule a { condition: true${" or true".repeat(size / 8)} }`,
  "names of rules": (size) => "rule a ".repeat(size / 7),
  "empty rules": (size) => "rule a{}".repeat(size / 8),
  "braces": (size) => "{}".repeat(size / 2),
  "wildcards": (size) => `rule a { strings: ${'$a="x"'.repeat(size / 12)} condition: any of (${"$a*,".repeat(size / 8)}$a*) }`,
  "prefixes": (size) => `rule a { strings: $${"a".repeat(size / 4)}="x" condition: any of (${Array.from({ length: Math.sqrt(size) }, (_, index) => `$${"a".repeat(index)}*`).join()}) }`,
  "tags": (size) => `rule a : ${"x ".repeat(size / 2)}{ condition: true }`,
  "unknown names": (size) => Array.from({ length: size / 40 }, (_, index) => `rule a${index} { condition: bb${index} }`).join(" "),
  "sets of rules": (size) => Array.from({ length: size / 40 }, (_, index) => `rule a${index} { condition: any of (a${index}*, b${index}*) }`).join(" "),
  "the parts of an expression": (size) => `rule a { strings: $a = /${"a".repeat(4 * size)}/ condition: $a }`,
  "alternatives of an expression": (size) => `rule a { strings: $a = /${"a|".repeat(2 * size)}a/ condition: $a }`,
  "faults": (size) => `rule a { strings: $a = "abc" condition: ${"-2.5 at 0 or ~2.5 or ".repeat(size / 6)} true }`,
  "comments beside each other": (size) => "/* c */".repeat(size / 7),
  "comments in a hexadecimal pattern": (size) => `rule a { strings: $a = { 41 ${"/**/".repeat(size / 4)} } condition: $a }`,
  "patterns that can't be read": (size) => `rule a { strings: ${"$={ 4D zz } ".repeat(size / 12)} condition: any of them }`,
  "patterns without anything": (size) => `rule a { strings: ${"$ = ".repeat(size / 4)} condition: any of them }`,
  "comments above each other": (size) => "// c\n".repeat(size / 5),
};

const SIZE = 60_000;

describe.each(Object.entries(HOSTILE))("%s", (_, make) => {
  test("are parsed, checked and laid out", () => {
    const text = make(SIZE);
    const { document, diagnostics } = yara.parse(SourceText.fromString(text));
    expect(yara.print(document)).toBe(text);
    for (const target of yara.targets) yara.validate(document, { target });
    format(document, { indentation: "  " });
    yara.rules(document).map(({ fingerprint }) => fingerprint);
    expect(diagnostics.length).toBeLessThanOrEqual(SIZE);
  }, 20_000);
});
