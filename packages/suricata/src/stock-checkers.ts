import type { RuleChecker } from "@sigwright/rule-language/dialect";
import { suricataRuleChecker } from "./check-rules.ts";
import type { EngineVersion } from "./targets.ts";

const CHECKERS = new Map<EngineVersion, RuleChecker>();

/** The checker of a version for the stock configuration, made when it is first asked for. */
export function stockChecker(version: EngineVersion): RuleChecker {
  const checker = CHECKERS.get(version) ?? suricataRuleChecker({ version });
  CHECKERS.set(version, checker);
  return checker;
}
