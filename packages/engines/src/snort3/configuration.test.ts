import { expect, test } from "vitest";
import { snort3Configuration, usedNames } from "./configuration.ts";

const RULES = `alert tcp any any -> any any (msg:"a"; classtype:trojan-activity; reference:url,a.test; sid:1;)
alert tcp any any -> any any (classtype:x'} os.exit(); reference:cve,1; sid:2;)`;

test("the names that rules use are defined, and nothing else of them gets in", () => {
  expect(usedNames(RULES)).toEqual({ classtypes: new Set(["trojan-activity", "x"]), references: new Set(["url", "cve"]) });
  const configuration = snort3Configuration(usedNames(RULES));
  expect(configuration).toContain("{ name = 'trojan-activity', priority = 3, text = 'trojan-activity' }");
  expect(configuration).not.toContain("os.exit");
});
