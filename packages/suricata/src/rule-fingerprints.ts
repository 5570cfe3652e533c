import { ruleFingerprint, type Rule, type RuleFile } from "@sigwright/rule-language";
import { ONCE_PREFIX } from "./template/fill.ts";

/**
 * Fingerprints of the meaning of a file's rules, in their order: the same for two rules that differ only in layout, sid,
 * gid, revision and metadata. A flow bit that `{{once}}` named after the rule's own sid is taken as if the sid were 0.
 */
export function ruleFingerprints(file: RuleFile): readonly string[] {
  return Array.from(file.rules, signatureFingerprint);
}

/** The fingerprint of one rule, as {@link ruleFingerprints} gives it. */
export function signatureFingerprint(rule: Rule): string {
  const { sid } = rule;
  if (sid === undefined) return ruleFingerprint(rule);
  const digits = String(sid);
  const ownBit = `,${ONCE_PREFIX}${digits}`;
  return ruleFingerprint(rule, ({ name, value }) => {
    const isOwn = value !== undefined && value.endsWith(ownBit) && name.toLowerCase() === "flowbits";
    return isOwn ? `${value.slice(0, -digits.length)}0` : value;
  });
}
