import type { Rule } from "@sigwright/rule-language";
import { ONCE_PREFIX } from "./template/fill.ts";

/** Options that don't change what a rule matches or says: identity and bookkeeping. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["sid", "gid", "rev", "metadata"]);

/**
 * Fingerprint of a rule's meaning, 16 hexadecimal digits: the same for two rules that differ only in layout, sid, gid,
 * revision and metadata. The flow bit that a template's `{{once}}` names after the rule's own sid does not count either.
 */
export function fingerprint(rule: Rule): string {
  const { action, header } = rule;
  const parts: string[] = [action.text.toLowerCase()];
  for (const word of [
    header.protocol,
    header.hook,
    header.source,
    header.sourcePort,
    header.direction,
    header.destination,
    header.destinationPort,
  ]) {
    parts.push(word?.text.replace(/\s+/g, "") ?? "");
  }
  const ownBit = `${ONCE_PREFIX}${rule.sid ?? ""}`;
  for (const option of rule.options) {
    const name = option.name.toLowerCase();
    if (BOOKKEEPING.has(name)) continue;
    const value = option.value ?? "";
    parts.push(name, name === "flowbits" && value.endsWith(ownBit) ? value.slice(0, -ownBit.length) : value);
  }
  return hash(parts.join("\0"));
}

/** 64 bits of a text, as two 32-bit multiplicative hashes that are mixed in the end. No defence against intent. */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0");
}
