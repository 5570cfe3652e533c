import { describe, expect, test } from "vitest";
import { suricataForTests } from "../testing/suricata-for-tests.ts";
import { ruleVerdicts } from "./rule-verdicts.ts";

const engine = await suricataForTests();

function rule(options: string, header = "tcp any any -> any any"): string {
  return `alert ${header} (msg:"x"; ${options})`;
}

const dataset = (name: string, more = ""): string => rule(`dns.query; dataset:set,${name},type string${more}; sid:5;`, "dns any any -> any any");

const ROWS = [
  ["a sound rule", rule('content:"abc"; sid:5;'), "accept"],
  ["the same sid again", rule('content:"abc"; sid:5;'), "accept"],
  ["the same sid, written so that only the engine sees it", rule('content:"abc"; sid:+5;'), "accept"],
  ["an unknown keyword", rule('conten:"abc"; sid:5;'), "reject"],
  ["two sids", rule('content:"abc"; sid:5; sid:5;'), "reject"],
  ["no sid", rule('content:"abc";'), "reject"],
  ["several lines", 'alert tcp any any -> any any (msg:"x"; \\\n content:"abc"; \\\n sid:5;)', "accept"],
  ["a line that never ends", `${rule('content:"abc"; sid:5;')} \\`, "skip"],
  ["a blank in front", ` ${rule('content:"abc"; sid:5;')}`, "skip"],
  ["a byte order mark in front", `\uFEFF${rule('content:"abc"; sid:5;')}`, "reject"],
  ["nothing", "", "skip"],
  ["an unmet requirement", rule('requires:version >= 99.0.0; content:"abc"; sid:5;'), "skip"],
  ["a longer line than the engine reads", rule(`content:"${"a".repeat(9000)}"; sid:5;`), "reject"],
  ["a set", dataset("one"), "accept"],
  ["the same set with another type", dataset("one", ", memcap 1mb").replace("string", "md5"), "accept"],
  ["a set that no rule fills", rule("dns.query; dataset:isset,one; sid:5;", "dns any any -> any any"), "reject"],
  ["a set with a list that ends the engine", dataset("two", ",load bad.lst"), "reject"],
  ["a file elsewhere", dataset("three", ",load /etc/passwd"), "barred"],
  ["a set that writes", dataset("four", ",state four.lst"), "barred"],
  ["code", rule("lua:x.lua; sid:5;"), "barred"],
] as const;

describe.skipIf(engine === undefined)("ruleVerdicts", () => {
  test("judges each rule as if it stood alone", async () => {
    const rules = ROWS.map(([, text]) => text);
    const verdicts = await ruleVerdicts(rules, { engine: engine!, lists: { "bad.lst": "not base64!\n" } });
    expect(verdicts.map(({ verdict }, i) => [ROWS[i]![0], verdict])).toEqual(ROWS.map(([name, , verdict]) => [name, verdict]));
  });

  test("says why, and what the engine warned of", async () => {
    const [refused, warned] = await ruleVerdicts(
      [rule('conten:"abc"; sid:5;'), rule('content:"abc"; classtype:unheard-of; sid:5;')],
      { engine: engine! },
    );
    expect(refused).toEqual({ verdict: "reject", reasons: ["unknown rule keyword 'conten'."], warnings: [] });
    expect(warned!.warnings.join()).toContain("unheard-of");
  });
});
