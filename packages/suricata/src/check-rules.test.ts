import { SourceText } from "@sigwright/core";
import { parseRules } from "@sigwright/rule-language";
import { expect, test } from "vitest";
import { type RuleCheckOptions, suricataRuleChecker } from "./check-rules.ts";
import { validate } from "./validate.ts";

const RULE = "alert tcp any any -> any any";

/** Codes found in one rule. */
function codes(text: string, options: Omit<RuleCheckOptions, "version"> = {}): readonly string[] {
  const { rules } = parseRules(SourceText.fromString(text), "suricata");
  return suricataRuleChecker({ version: "7.0", ...options }).check(rules.at(0)!, text).diagnostics.map(({ code }) => code);
}

test("an edited rule checked alone gives what its file gives", () => {
  const lines = Array.from({ length: 50 }, (_, index) => `${RULE} (msg:"${index}"; content:"a"; depth:${index % 3}; sid:${index + 1};)`);
  const checker = suricataRuleChecker({ version: "7.0" });
  lines[30] = `${RULE} (msg:"edited"; contnet:"a"; classtype:nothing; sid:31;)`;
  const text = `${lines.join("\n")}\n`;
  const start = text.indexOf(lines[30]);
  const whole = validate(parseRules(SourceText.fromString(text), "suricata"), { target: { engine: "suricata", version: "7.0" } });
  const ofLine = checker.check(parseRules(SourceText.fromString(lines[30]), "suricata").rules.at(0)!, lines[30]);
  expect(ofLine.diagnostics.map(({ code, range }) => [code, range.start + start])).toEqual(
    whole.filter(({ range }) => range.start >= start && range.start < start + lines[30]!.length).map(({ code, range }) => [code, range.start]),
  );
  expect(ofLine.diagnostics.length).toBeGreaterThan(0);
});

test("variables, classes and reference systems are those of the configuration", () => {
  const rule = 'alert tcp $MINE any -> any $OURS (classtype:own; reference:desk,1; iprep:src,Bad,>,1; sid:1;)';
  expect(codes(rule)).toEqual(["suricata/undefined-variable", "suricata/undefined-variable"]);
  const configuration = {
    addressVariables: new Map([["MINE", "10.0.0.0/8"]]),
    portVariables: new Map([["OURS", "[80,443]"]]),
    classtypes: new Set(["own"]),
    references: new Set(["desk"]),
    reputationCategories: new Set(["Bad"]),
  };
  expect(codes(rule, { configuration })).toEqual([]);
});

test("an expression is compiled when the caller can", () => {
  const asked: string[] = [];
  const compilePcre = (pattern: string, flags: string): string | undefined => {
    asked.push(`${pattern} ${flags}`);
    return pattern.includes("b") ? "is too large" : undefined;
  };
  expect(codes(`${RULE} (content:"x"; pcre:"/a{3}/Ri"; sid:1;)`, { compilePcre })).toEqual([]);
  expect(codes(`${RULE} (pcre:"/b{3}/"; sid:1;)`, { compilePcre })).toEqual(["suricata/bad-value"]);
  expect(asked).toEqual(["a{3} i", "b{3} "]);
});

test("a row of the keyword table is found by any spelling", () => {
  const checker = suricataRuleChecker({ version: "7.0" });
  expect(checker.keyword("DNS_Query")?.name).toBe("dns.query");
  expect(checker.keyword("email.from")).toBeUndefined();
  expect(suricataRuleChecker({ version: "8.0" }).keyword("email.from")?.name).toBe("email.from");
});

test.each(["dns_query", "DNS.query"])("a keyword in conflict is named as it is written: %s", (name) => {
  const text = `alert http any any -> any any (${name}; content:"a"; sid:1;)`;
  const { diagnostics } = suricataRuleChecker({ version: "7.0" }).check(parseRules(SourceText.fromString(text), "suricata").rules.at(0)!, text);
  expect(diagnostics.map(({ message }) => message)).toEqual([`\`${name}\` is for dns, but the rule is for http`]);
});
