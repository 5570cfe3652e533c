import { type OptionCheck, ruleNote, type RuleState } from "@sigwright/rule-language/dialect";
import type { IpProtocolCondition } from "../arguments/ip-protocol.ts";
import { ipVersion } from "./fits-layer-3.ts";

const conditions = ruleNote<readonly IpProtocolCondition[]>("ip_proto");

/** Several `ip_proto` narrow a rule down; the engine allows few combinations, and only in rules for any protocol. */
export const combinesIpProtocols: OptionCheck<IpProtocolCondition> = {
  summary: "the rule is for any IP protocol, and the conditions go together",
  check: ({ value: condition, state, keyword, nameRange, valueRange, report }) => {
    const earlier = conditions.of(state) ?? [];
    if (!state.ipProtocols.any && earlier.length === 0 && ipVersion.of(state) === undefined) {
      report.reject("wrong-ip-protocol", nameRange, `\`${keyword.name}\` needs a rule for any protocol`, { help: "write `ip` as the protocol of the rule" });
      return;
    }
    const problem = conflict(condition, earlier);
    if (problem !== undefined) {
      report.reject("options-exclude-each-other", valueRange, problem, { help: "one `ip_proto` is alone, or several with `!`, `<` and `>` go together" });
      return;
    }
    state.ipProtocols = { any: false, numbers: narrowed(state, condition, earlier) };
    conditions.keep(state, [...earlier, condition]);
  },
};

function conflict({ operator, number }: IpProtocolCondition, earlier: readonly IpProtocolCondition[]): string | undefined {
  const has = (symbol: string): boolean => earlier.some((other) => other.operator === symbol);
  if (has("=") || (operator === "=" && earlier.length > 0)) return "an exact protocol can't stand beside other conditions on the protocol";
  if (operator === ">" || operator === "<") {
    if (has(operator)) return `two conditions with \`${operator}\``;
    const opposite = earlier.find((other) => other.operator === (operator === ">" ? "<" : ">"));
    const first = has("!") ? opposite : opposite && earlier[0];
    if (opposite !== undefined && first !== undefined && (operator === ">" ? first.number <= number : first.number >= number)) return "the two limits leave no protocol";
  }
  return undefined;
}

function narrowed(state: RuleState, { operator, number }: IpProtocolCondition, earlier: readonly IpProtocolCondition[]): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (let candidate = 0; candidate < 256; candidate++) {
    if (earlier.length > 0 && !state.ipProtocols.numbers.has(candidate)) continue;
    const fits = operator === "=" ? candidate === number : operator === "!" ? candidate !== number : operator === "<" ? candidate < number : candidate > number;
    if (fits) numbers.add(candidate);
  }
  return numbers;
}
