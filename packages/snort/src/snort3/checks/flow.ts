import { type OptionCheck, type ParameterValues } from "@sigwright/rule-language/dialect";
import { headerProtocol } from "./header-protocol.ts";

const CLIENT = ["to_server", "from_client"];
const SERVER = ["to_client", "from_server"];

/** Pairs of which the engine takes one only. */
const CONFLICTS: readonly (readonly [readonly string[], readonly string[]])[] = [
  [CLIENT, SERVER],
  [["no_stream"], ["only_stream"]],
  [["no_frag"], ["only_frag"]],
  [["stateless"], [...CLIENT, ...SERVER]],
  [["stateless"], ["established", "not_established"]],
  [["established"], ["not_established"]],
];
const FRAGMENTS = ["no_frag", "only_frag"];

/** Conditions on a flow must not exclude each other. */
export const flow: OptionCheck<ParameterValues> = {
  summary: "conditions don't exclude each other",
  check: ({ value, valueRange, state, report }) => {
    const find = (names: readonly string[]): ParameterValues[number] | undefined => value.find(({ name }) => names.includes(name));
    for (const [left, right] of CONFLICTS) {
      const [one, other] = [find(left), find(right)];
      if (one === undefined || other === undefined) continue;
      const later = one.start > other.start ? one : other;
      report.reject("flow-conflict", later, `\`${one.name}\` and \`${other.name}\` exclude each other`, { labels: [{ range: later === one ? other : one, message: "the other one" }], help: "keep one of them" });
      return;
    }
    if (find(SERVER) !== undefined) state.toClient = true;
    else if (find(CLIENT) !== undefined) state.toServer = true;
    if (headerProtocol.of(state) === "icmp" && find(FRAGMENTS) === undefined) {
      report.reject("flow-of-icmp", valueRange, "ICMP has no flows that could be asked about", { help: "take `flow` out" });
    }
  },
};
