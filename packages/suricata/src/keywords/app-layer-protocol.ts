import { type AppProtocol, type BufferMatch, covers, type DialectKeyword, type OptionCheck, type RuleState } from "@sigwright/rule-language/dialect";
import { appLayerProtocol, type ProtocolValue } from "../arguments/app-layer-protocol.ts";
import { SURICATA_PROTOCOLS } from "../dialect/protocols.ts";

const NEGATIONS = "negated app-layer-protocol";

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

const unknownNotNegated: OptionCheck = {
  summary: "`unknown` can't be negated",
  check: ({ value, negated, valueRange, report }) => {
    if (negated && (value as ProtocolValue).detected.includes("unknown")) report.reject("bad-value", valueRange, "`unknown` can't be negated");
  },
};

/** The ranges of negated uses, which a match does not tell. */
function negations(state: RuleState): Set<number> {
  const known = state.notes.get(NEGATIONS) as Set<number> | undefined;
  if (known !== undefined) return known;
  const fresh = new Set<number>();
  state.notes.set(NEGATIONS, fresh);
  return fresh;
}

const PROTOCOLS: ReadonlyMap<string, AppProtocol> = new Map(SURICATA_PROTOCOLS.map((protocol) => [protocol.name, protocol]));

function overlap(one: string, other: string): boolean {
  const [a, b] = [PROTOCOLS.get(one), PROTOCOLS.get(other)];
  return one === other || (a !== undefined && b !== undefined && (covers(a, b) || covers(b, a)));
}

function conflicts(ours: ProtocolValue, isNegated: boolean, match: BufferMatch, isOtherNegated: boolean): boolean {
  const theirs = match.value as ProtocolValue;
  if (ours.mode !== theirs.mode) return false;
  if (isNegated !== isOtherNegated || !isNegated) return true;
  const areExact = ours.exact && theirs.exact;
  return ours.detected.some((one) => theirs.detected.some((other) => (areExact ? one === other : overlap(one, other))));
}

const noConflict: OptionCheck = {
  summary: "several protocols are all negated and different",
  check: ({ state, value, negated, option, keyword, nameRange, report }) => {
    const known = negations(state);
    const other = state.fixed.packet.find(
      (match) => match.keyword === keyword && conflicts(value as ProtocolValue, negated, match, known.has(match.range.start)),
    );
    if (other !== undefined) {
      report.reject("options-exclude-each-other", nameRange, "a rule can name one protocol, or several that it must not be", {
        labels: [{ range: other.range, message: "conflicts with this" }],
      });
      return;
    }
    if (negated) known.add(option.range.start);
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
