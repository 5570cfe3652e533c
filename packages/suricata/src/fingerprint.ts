import { SourceText } from "@sigwright/core";
import { parseRules, ruleFingerprint, type Rule } from "@sigwright/rule-language";
import { ONCE_PREFIX } from "./template/fill.ts";

/**
 * Fingerprint of a rule's meaning: the same for two rules that differ only in layout, sid, gid, revision and metadata.
 * The flow bit that `{{once}}` names after the rule's own sid is taken as if the sid were 0.
 */
export function fingerprint(rule: Rule, text: string): string {
  const { sid } = rule;
  if (sid === undefined || !text.includes(`${ONCE_PREFIX}${sid}`)) return ruleFingerprint(rule);
  const ownBit = new RegExp(String.raw`(flowbits\s*:\s*[a-z]+\s*,\s*${ONCE_PREFIX.replace(".", "[.]")})${sid}(?=\s*;)`, "gi");
  const { rules } = parseRules(SourceText.fromString(text.replace(ownBit, "$010")), "suricata");
  return ruleFingerprint(rules.at(0) ?? rule);
}
