import type { Advice } from "@sigwright/rule-language/dialect";
import type { SnortRule } from "./snort-rule.ts";

/** Options that tell of a rule, or of how its alerts are raised, and ask for nothing. */
const ASK_FOR_NOTHING: ReadonlySet<string> = new Set(["msg", "sid", "gid", "rev", "classtype", "priority", "reference", "metadata", "rem", "service", "soid", "target"]);

/** A rule that asks for nothing. */
export const noDetection: Advice<SnortRule> = {
  info: {
    code: "snort3/no-detection",
    severity: "warning",
    summary: "A rule has a header and no option that asks for anything.",
    explanation: "It alerts on every packet, or every message of the service, that its header lets through. The engine says so itself with `--warn-rules`. Add what is to be found, or at least `flow` and a limit on alerts.",
    example: {
      bad: 'alert tcp any any -> any 21 ( msg:"a name"; sid:1; rev:1; )',
      good: 'alert tcp any any -> any 21 ( msg:"a name"; flow:established,to_server; content:"SITE EXEC"; sid:1; rev:1; )',
    },
  },
  check({ rule }, report) {
    for (const { name } of rule.options) if (!ASK_FOR_NOTHING.has(name.toLowerCase())) return;
    report(rule.action.range, { message: "this rule asks for nothing and alerts on every packet that its header lets through", help: "add what is to be found" });
  },
};
