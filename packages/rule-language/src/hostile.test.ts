import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { ruleFingerprint } from "./fingerprint.ts";
import { headerReader } from "./header-lists.ts";
import { parseRules } from "./parse.ts";
import { type RuleDialect, RULE_DIALECTS } from "./tree.ts";
import { valueReader } from "./values.ts";

/** Inputs that make careless parsers slow or deep, for a size in characters. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  "one endless line": (size) => "a".repeat(size),
  "one endless value": (size) => `alert tcp any any -> any any (msg:"${"a".repeat(size)}";)`,
  "open brackets": (size) => `alert tcp ${"[".repeat(size)} any -> any any (sid:1;)`,
  "closing brackets": (size) => `alert tcp ${"]".repeat(size)} any -> any any (sid:1;)`,
  "open parentheses": (size) => `alert tcp any any -> any any ${"(".repeat(size)}`,
  "closing parentheses": (size) => `alert tcp any any -> any any (sid:1;${")".repeat(size)} x;`,
  "parentheses and text": (size) => `alert tcp any any -> any any (sid:1;${")a".repeat(size / 2)}`,
  "parentheses and blanks": (size) => `alert tcp any any -> any any (sid:1;${") ".repeat(size / 2)}x`,
  "parentheses on joined lines": (size) => `alert tcp any any -> any any (a;${")\\\n".repeat(size / 3)}x; sid:1;)`,
  "a name with parentheses on joined lines": (size) => `alert tcp any any -> any any (a${")\\\n".repeat(size / 3)}x; sid:1;)`,
  "parentheses on joined lines of a comment": (size) => `# alert tcp any any -> any any (a;${")\\\n#".repeat(size / 4)}x; sid:1;)`,
  "parentheses and semicolons": (size) => `alert tcp any any -> any any (${");".repeat(size / 2)}`,
  "an unclosed quote": (size) => `alert tcp any any -> any any (msg:"${"a;".repeat(size / 2)}`,
  quotes: (size) => `alert tcp any any -> any any (content:${'"'.repeat(size)};)`,
  backslashes: (size) => `alert tcp any any -> any any (msg:"${"\\".repeat(size)}";)`,
  "backslashes and blanks": (size) => `alert tcp any any -> any any (msg:"${"\\ ".repeat(size / 2)}";)`,
  "joined lines": (size) => `alert tcp any any -> any any (${"\\\n".repeat(size / 2)}sid:1;)`,
  "joined lines behind a value": (size) => `alert tcp any any -> any any (sid:1 ${"\\\n".repeat(size / 2)};)`,
  blanks: (size) => `alert tcp any any -> any any (${" ".repeat(size)}x`,
  "blanks in a value": (size) => `alert tcp any any -> any any (sid:${"1 ".repeat(size / 2)}`,
  "blank lines": (size) => "\n".repeat(size),
  semicolons: (size) => `alert tcp any any -> any any (${";".repeat(size)})`,
  colons: (size) => `alert tcp any any -> any any (${":".repeat(size)}`,
  bars: (size) => `alert tcp any any -> any any (content:"${"|".repeat(size)}";)`,
  "hexadecimal digits": (size) => `alert tcp any any -> any any (content:"|${"4".repeat(size)}";)`,
  "header words": (size) => `alert ${"a ".repeat(size / 2)}`,
  "header words and an option": (size) => `alert ${"a ".repeat(size / 2)}(sid:1;)`,
  "number signs": (size) => "#".repeat(size),
  "comments that look like rules": (size) => "# alert (".repeat(size / 9),
  "a comment on one line that looks like rules": (size) => `#${"alert tcp any (a ".repeat(size / 17)}`,
  "open comments": (size) => "/*".repeat(size / 2),
  "actions on lines of their own": (size) => "alert\n".repeat(size / 6),
  "unclosed rules": (size) => "alert tcp any any -> any any (msg:\"a\n".repeat(size / 38),
  slashes: (size) => `alert tcp any any -> any any (pcre:"${"/".repeat(size)}";)`,
  "slashes and letters": (size) => `alert tcp any any -> any any (pcre:"${"/aaaa".repeat(size / 5)}";)`,
  commas: (size) => `alert tcp any [${",".repeat(size)}] -> any any (metadata:${",".repeat(size)};)`,
};

// A quadratic parser would need minutes for these, a recursive one would have no stack left.
const LARGE = 200_000;

describe.each(RULE_DIALECTS)("hostile text in %s", (dialect) => {
  test.each(Object.keys(HOSTILE))("%s", (name) => {
    expect(readEverything(HOSTILE[name]!(LARGE), dialect)).toBeGreaterThanOrEqual(0);
  });
});

test("number signs in a value whose meaning is hashed", () => {
  const file = parseRules(SourceText.fromString(`alert tcp any any -> any any (a:x${"# ".repeat(200_000)}; sid:1;)`), "snort3");
  expect(ruleFingerprint(file.rules.at(0)!)).toMatch(/^[0-9a-f]{32}$/);
});

test("a million open brackets", () => {
  const file = parseRules(SourceText.fromString(HOSTILE["open brackets"]!(1_000_000)), "suricata");
  const word = file.rules.at(0)!.header.source!;
  expect(headerReader(file).addresses(word).expression.kind).toBe("list");
});

test("twenty million characters on one line", () => {
  const text = `alert tcp any any -> any any (msg:"${"a\\;".repeat(6_700_000)}"; sid:1;)`;
  expect(parseRules(SourceText.fromString(text), "suricata").rules.at(0)?.sid).toBe(1);
});

/** Reads all that can be read of a text; the number of faults. */
function readEverything(text: string, dialect: RuleDialect): number {
  const file = parseRules(SourceText.fromString(text), dialect);
  const values = valueReader(file);
  const headers = headerReader(file);
  let seen = file.diagnostics.length;
  for (const rule of file.rules) {
    const { source, sourcePort } = rule.header;
    if (source !== undefined) seen += headers.addresses(source).diagnostics.length;
    if (sourcePort !== undefined) seen += headers.ports(sourcePort).diagnostics.length;
    for (const option of rule.options) {
      for (const shape of ["pattern", "regex", "words", "pairs", "metadata", "integer", "text", "reference"] as const) {
        seen += values.read(option, shape).diagnostics.length;
      }
    }
  }
  return seen;
}
