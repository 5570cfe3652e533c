import type { RuleState } from "@sigwright/rule-language/dialect";

/** Conditions that keep most traffic away before anything is looked for in it. */
const FILTERS: ReadonlySet<string> = new Set(["prefilter", "dsize", "flags", "flowbits", "xbits", "hostbits", "app-layer-event", "urilen", "dns.opcode", "dataset", "stream_size", "ip_proto", "itype", "icode"]);

/** Whether something but contents keeps most traffic away from a rule. */
export function hasOtherFilter({ seen }: RuleState): boolean {
  for (const { name } of seen.keys()) if (FILTERS.has(name)) return true;
  return false;
}
