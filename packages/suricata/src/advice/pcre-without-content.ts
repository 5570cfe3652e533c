import type { Advice, BufferMatch, RuleState } from "@sigwright/rule-language/dialect";
import { fastPatternOf } from "./fast-pattern.ts";
import { hasOtherFilter } from "./other-filter.ts";

/** An expression with nothing to look for first. */
export const pcreWithoutContent: Advice = {
  info: {
    code: "suricata/pcre-without-content",
    severity: "warning",
    summary: "A rule has a regular expression and no content that is looked for first.",
    explanation:
      "The engine looks for one content of each rule in all traffic at once, and at the rest of the rule only where it is found. Without one it runs the expression on every packet or buffer that the header lets through; its own rule analysis warns of it. Add a `content` that whatever the expression matches must hold, four bytes or longer.",
    example: {
      bad: String.raw`alert tcp any any -> any any (msg:"a name"; flow:established,to_server; pcre:"/^USER \w+\r\n/"; sid:1; rev:1;)`,
      good: String.raw`alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"USER "; startswith; pcre:"/^\w+\r\n/R"; sid:1; rev:1;)`,
    },
  },
  check({ state }, report) {
    const expression = firstExpression(state);
    if (expression === undefined || fastPatternOf(state) !== undefined || hasOtherFilter(state)) return;
    report(expression.range, {
      message: "this expression runs on all traffic that the header lets through, as the rule has no content to look for first",
      help: "add a `content` that must be there for the expression to match",
    });
  },
};

function firstExpression({ buffers, fixed }: RuleState): BufferMatch | undefined {
  for (const { matches } of buffers) for (const match of matches) if (match.keyword.role.kind === "expression") return match;
  return fixed.payload.find(({ keyword }) => keyword.role.kind === "expression");
}
