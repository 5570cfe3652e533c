import type { RuleConfiguration } from "@sigwright/core";
import { ruleChecker, type RuleChecker } from "@sigwright/rule-language/dialect";
import { completeConfiguration } from "./configuration/stock-configuration.ts";
import { snort2Dialect, SNORT2_VERSION } from "./dialect/snort2-dialect.ts";

/** A checker that judges Snort 2.9 rules one by one. Making one takes some milliseconds: keep it. */
export function snort2RuleChecker(configuration?: RuleConfiguration): RuleChecker {
  return ruleChecker(snort2Dialect({ configuration: completeConfiguration(configuration) }), SNORT2_VERSION);
}
