import type { SourceText } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { type AdvisedRule, type ComparisonWords, inspectionsOf, type RuleChecker, type RuleInspection, type RuleState } from "@sigwright/rule-language/dialect";

/** A rule that loads, with what it looks for. */
export interface SnortRule extends AdvisedRule {
  /** In the order of the text. */
  readonly looks: readonly RuleInspection[];
}

/** Makes out what a rule that loads looks for. */
export function snortRule(rule: Rule, source: SourceText, state: RuleState, checker: RuleChecker, words: ComparisonWords): SnortRule {
  return { rule, source, state, looks: inspectionsOf({ rule, text: source.text, state, keyword: checker.keyword }, words) };
}

/** Which side's traffic a rule is for, by the words of its `flow`. */
export function sideOf({ rule }: AdvisedRule): "to_server" | "to_client" | undefined {
  const words = new Set((rule.option("flow")?.value ?? "").split(",").map((word) => word.trim().toLowerCase()));
  const [toServer, toClient] = [words.has("to_server") || words.has("from_client"), words.has("to_client") || words.has("from_server")];
  return toServer === toClient ? undefined : toClient ? "to_client" : "to_server";
}

/** Conditions that keep most traffic away before anything is looked for in it. */
const FILTERS: readonly string[] = ["dsize", "flags", "flowbits", "itype", "icode", "icmp_id", "ip_proto", "seq", "ack", "urilen", "bufferlen", "detection_filter", "stream_size"];

/** Whether something but contents keeps most traffic away from a rule. */
export function hasOtherFilter({ rule }: AdvisedRule): boolean {
  return FILTERS.some((name) => rule.option(name) !== undefined);
}
