import { hash128, SourceText } from "@sigwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ruleFingerprint } from "./fingerprint.ts";
import { parseRules } from "./parse.ts";
import { anyText, RUNS } from "./testing/arbitraries.ts";
import { RULE_DIALECTS, type RuleDialect } from "./tree.ts";

function fingerprint(text: string, dialect: RuleDialect = "suricata"): string {
  return ruleFingerprint(parseRules(SourceText.fromString(text), dialect).rules.at(0)!);
}

const RULE = 'alert tcp $HOME_NET any -> any [80,81] (msg:"a  b"; flow:established,to_server; content:"x"; sid:1; rev:1;)';

describe("rules mean the same", () => {
  test.each([
    ["with other blanks", 'alert  tcp $HOME_NET any -> any [80, 81]  ( msg : "a  b"; flow: established , to_server; content:"x"; sid:1; rev:1; )'],
    ["with other bookkeeping", RULE.replace("sid:1; rev:1;", "gid:1; sid:2; rev:9; metadata:created 2024;")],
    ["with bookkeeping elsewhere", 'alert tcp $HOME_NET any -> any [80,81] (sid:1; flow:established,to_server; content:"x"; msg:"a  b";)'],
    ["over joined lines", RULE.replace("; flow", "; \\\n  flow")],
    ["when disabled", `# ${RULE}`],
    ["with capitals in names", RULE.replace("alert tcp", "ALERT TCP").replace("flow", "FLOW")],
  ])("%s", (_, text) => {
    expect(fingerprint(text)).toBe(fingerprint(RULE));
  });

  test("with comments in Snort 3", () => {
    expect(fingerprint('alert tcp any any -> any any (content:"x", # why\n offset 3; /* c */ sid:1;)', "snort3")).toBe(
      fingerprint('alert tcp any any -> any any (content:"x",offset 3; sid:2;)', "snort3"),
    );
  });
});

describe("rules do not mean the same", () => {
  test.each([
    ["with another action", RULE.replace("alert", "drop")],
    ["with another message", RULE.replace("a  b", "a b")],
    ["with another port", RULE.replace("81", "82")],
    ["with another pattern", RULE.replace('"x"', '"X"')],
    ["with another option", RULE.replace("sid:1;", "nocase; sid:1;")],
  ])("%s", (_, text) => {
    expect(fingerprint(text)).not.toBe(fingerprint(RULE));
  });

  test("when options that depend on each other change places", () => {
    const rule = (options: string): string => fingerprint(`alert tcp any any -> any any (${options} sid:1;)`);
    expect(rule('content:"a"; depth:1; content:"b";')).not.toBe(rule('content:"a"; content:"b"; depth:1;'));
  });
});

test("every rule has one, whatever its text", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...RULE_DIALECTS), (text, dialect) => {
      for (const rule of parseRules(SourceText.fromString(text), dialect).rules) {
        expect(ruleFingerprint(rule)).toMatch(/^[0-9a-f]{32}$/);
      }
    }),
    { numRuns: RUNS },
  );
});

test("hashes of texts that differ in one character differ", () => {
  const hashes = Array.from({ length: 5000 }, (_, index) => hash128(`rule ${index}`));
  expect(new Set(hashes).size).toBe(hashes.length);
});
