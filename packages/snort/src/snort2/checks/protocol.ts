import type { OptionCheck, OptionContext } from "@sigwright/rule-language/dialect";
import type { FlowValue } from "../arguments/flow.ts";

const ICMP = 1;

function isOnly({ state }: OptionContext, protocol: number): boolean {
  const { any, numbers } = state.ipProtocols;
  return !any && numbers.size === 1 && numbers.has(protocol);
}

/** ICMP has no streams; only fragments can be asked for. */
export const flowFitsProtocol: OptionCheck<FlowValue> = {
  summary: "a rule for ICMP asks for fragments only",
  check: (context) => {
    const { value, nameRange, report } = context;
    if (!isOnly(context, ICMP) || value.words.has("no_frag") || value.words.has("only_frag")) return;
    report.reject("wrong-ip-protocol", nameRange, "the engine does not follow flows of ICMP", { help: "take the option out, or make it a rule for `tcp` or `udp`" });
  },
};

/** `ip_proto` narrows down rules for any protocol. */
export const forIpRules: OptionCheck = {
  summary: "the rule is for `ip`",
  check: ({ state, nameRange, report }) => {
    if (state.ipProtocols.any) return;
    report.reject("wrong-ip-protocol", nameRange, "`ip_proto` can stand in rules for `ip` only", { help: "write `ip` in the header, or take the option out" });
  },
};
