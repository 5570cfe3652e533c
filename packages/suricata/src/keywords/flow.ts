import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { flowbit, flowint, flowWords, hostbit, newerXbit, variablePattern, xbit } from "../arguments/flow-state.ts";
import { agreeingFlowDirection, flowDirection } from "../checks/flow-direction.ts";
import { numberKeyword } from "./version-rows.ts";

/** Keywords about flows and what rules remember of flows, hosts and pairs of hosts. */
export const FLOW_KEYWORDS: readonly DialectKeyword[] = [
  { name: "flow", until: "8.0", value: "required", argument: flowWords, role: { kind: "matches", place: "packet" }, checks: [flowDirection], prefilter: true, manual: "flow-keywords.html#flow" },
  { name: "flow", since: "8.0", value: "required", argument: flowWords, role: { kind: "matches", place: "packet" }, checks: [agreeingFlowDirection], prefilter: true, manual: "flow-keywords.html#flow" },
  { name: "flowbits", until: "8.0", value: "required", argument: flowbit, role: { kind: "matches", place: "packet" }, manual: "flow-keywords.html#flowbits" },
  { name: "flowbits", since: "8.0", value: "required", argument: flowbit, role: { kind: "matches", place: "packet" }, prefilter: true, manual: "flow-keywords.html#flowbits" },
  { name: "flowint", value: "required", argument: flowint, role: { kind: "matches", place: "packet" }, manual: "flow-keywords.html#flowint" },
  { name: "xbits", until: "8.0", value: "required", argument: xbit, role: { kind: "matches", place: "packet" }, manual: "xbits.html" },
  { name: "xbits", since: "8.0", value: "required", argument: newerXbit, role: { kind: "matches", place: "packet" }, manual: "xbits.html" },
  { name: "hostbits", value: "required", argument: hostbit, role: { kind: "matches", place: "packet" }, manual: "xbits.html" },
  ...numberKeyword({ name: "flow.age", value: "required", role: { kind: "matches", place: "packet", requires: "packet" }, prefilter: true, manual: "flow-keywords.html#flow-age" }, 32),
  { name: "flowvar", value: "required", argument: variablePattern, role: { kind: "matches", place: "packet" } },
  { name: "pktvar", value: "required", argument: variablePattern, role: { kind: "matches", place: "packet" } },
];
