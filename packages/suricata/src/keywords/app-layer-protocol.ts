import type { Range } from "@sigwright/core";
import { type AppProtocol, covers, type DialectKeyword, type OptionCheck, ruleNote } from "@sigwright/rule-language/dialect";
import { appLayerProtocol, type ProtocolValue } from "../arguments/app-layer-protocol.ts";
import { SURICATA_PROTOCOLS } from "../dialect/protocols.ts";

/** The uses of the keyword in a rule. */
const uses = ruleNote<ProtocolUse[]>("app-layer-protocol");

/** One use of the keyword. */
interface ProtocolUse {
  readonly value: ProtocolValue;
  readonly negated: boolean;
  readonly range: Range;
}

const ruleWithoutProtocol: OptionCheck = {
  summary: "the rule is for no application protocol yet",
  check: ({ state, nameRange, report, keyword }) => {
    if (state.protocol === undefined) return;
    report.reject("protocol-set-already", nameRange, `\`${keyword.name}\` can't be used, as the rule is for ${state.protocol.name} already`, {
      help: "take it out, or put it before the keywords of a protocol in a rule whose header names none",
      ...(state.protocolAt === undefined ? {} : { labels: [{ range: state.protocolAt, message: `${state.protocol.name} comes from here` }] }),
    });
  },
};

const unknownNotNegated: OptionCheck<ProtocolValue> = {
  summary: "`unknown` can't be negated",
  check: ({ value, negated, valueRange, report }) => {
    if (negated && value.detected.includes("unknown")) report.reject("bad-value", valueRange, "`unknown` can't be negated");
  },
};

const PROTOCOLS: ReadonlyMap<string, AppProtocol> = new Map(SURICATA_PROTOCOLS.map((protocol) => [protocol.name, protocol]));

function overlap(one: string, other: string): boolean {
  const [a, b] = [PROTOCOLS.get(one), PROTOCOLS.get(other)];
  return one === other || (a !== undefined && b !== undefined && (covers(a, b) || covers(b, a)));
}

function conflict(ours: ProtocolUse, theirs: ProtocolUse): boolean {
  if (ours.value.mode !== theirs.value.mode) return false;
  if (!ours.negated || !theirs.negated) return true;
  const areExact = ours.value.exact && theirs.value.exact;
  return ours.value.detected.some((one) => theirs.value.detected.some((other) => (areExact ? one === other : overlap(one, other))));
}

const noConflict: OptionCheck<ProtocolValue> = {
  summary: "several protocols are all negated and different",
  check: ({ state, value, negated, option, nameRange, report }) => {
    const use: ProtocolUse = { value, negated, range: option.range };
    const earlier = uses.of(state) ?? [];
    const other = earlier.find((candidate) => conflict(use, candidate));
    if (other !== undefined) {
      report.reject("options-exclude-each-other", nameRange, "a rule can name one protocol, or several that it must not be", {
        labels: [{ range: other.range, message: "conflicts with this" }],
      });
      return;
    }
    uses.keep(state, [...earlier, use]);
  },
};

/** The keyword that compares the protocol detected in a flow. */
export function appLayerProtocolKeyword(version: string): DialectKeyword {
  return {
    name: "app-layer-protocol",
    value: "required",
    quotes: "optional",
    negatable: true,
    argument: appLayerProtocol(version),
    role: { kind: "matches", place: "packet" },
    checks: [ruleWithoutProtocol, unknownNotNegated, noConflict],
    prefilter: true,
    manual: "app-layer.html#app-layer-protocol",
  };
}
