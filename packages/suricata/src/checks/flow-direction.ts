import type { Range } from "@sigwright/core";
import { type OptionCheck, type RuleNote, ruleNote } from "@sigwright/rule-language/dialect";
import type { FlowWords } from "../arguments/flow-state.ts";

/** The `flow` of a rule that says more than a direction. */
export const flowMatch: RuleNote<Range> = ruleNote("flow");

/**
 * What `flow` says of the rule's direction and of packets and streams. A rule can have one; the engine only minds when
 * the first says more than a direction.
 */
export const flowDirection: OptionCheck<FlowWords> = directionCheck(false);

/** The same since 8.0, where directions that contradict each other are refused. */
export const agreeingFlowDirection: OptionCheck<FlowWords> = directionCheck(true);

function directionCheck(mustAgree: boolean): OptionCheck<FlowWords> {
  return {
    summary: "one flow to a rule; it sets the direction, and whether packets or the stream are looked at",
    check: ({ value: { words }, state, nameRange, valueRange, option, keyword, report }) => {
      const earlier = flowMatch.of(state);
      if (earlier !== undefined) {
        report.reject("option-repeated", nameRange, `a rule can have one \`${keyword.name}\` only`, {
          labels: [{ range: earlier, message: "it is here already" }],
          help: "write all of it in one, with commas",
        });
        return;
      }
      const toServer = words.has("to_server");
      const toClient = words.has("to_client");
      if (mustAgree && (toServer || toClient)) {
        if (state.bothSides !== undefined) {
          report.reject("direction-conflict", valueRange, "the rule is about both sides of a transaction and can't name one", {
            labels: [{ range: state.bothSides, message: "both sides" }],
            help: "take the direction out, or write `->` in the header",
          });
          return;
        }
        if (toServer ? state.toClient : state.toServer) {
          report.reject("direction-conflict", valueRange, "the rule is for the other direction already");
          return;
        }
      }
      const saysNone = !toServer && !toClient;
      const isUndirected = !mustAgree || (!state.toServer && !state.toClient);
      if (toServer || (saysNone && isUndirected)) state.toServer = true;
      if (toClient || (saysNone && isUndirected)) state.toClient = true;
      if (words.has("only_stream")) state.requiresStream ??= option.range;
      if (words.has("no_stream")) state.requiresPacket ??= option.range;
      else if (words.size > 1 || !(toServer || toClient)) flowMatch.keep(state, option.range);
    },
  };
}
