import { ruleFingerprint } from "../fingerprint.ts";
import type { Rule } from "../tree.ts";

/** What the names of flow bits begin with that keep a rule to one alert for each flow; the rule's own sid follows. */
export const ONCE_PREFIX = "sigwright.";

/**
 * The fingerprint of a rule's meaning: the same for two rules that differ only in layout, sid, gid, revision and
 * metadata. A flow bit that is named after the rule's own sid, or what `bitOf` makes of it, is taken as if it were 0.
 */
export function signatureFingerprint(rule: Rule, bitOf: (sid: number) => number = (sid) => sid): string {
  const { sid } = rule;
  if (sid === undefined) return ruleFingerprint(rule);
  const digits = String(bitOf(sid));
  const ownBit = `,${ONCE_PREFIX}${digits}`;
  return ruleFingerprint(rule, ({ name, value }) => {
    const isOwn = value !== undefined && value.endsWith(ownBit) && name.toLowerCase() === "flowbits";
    return isOwn ? `${value.slice(0, -digits.length)}0` : value;
  });
}

/** Options that keep a rule to one alert for each flow: the first match sets a bit that keeps the rule from matching again. */
export function onceInFlow(bit: number): string {
  return `flowbits:isnotset,${ONCE_PREFIX}${bit}; flowbits:set,${ONCE_PREFIX}${bit};`;
}
