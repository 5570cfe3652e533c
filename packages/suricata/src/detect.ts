import type { Likelihood } from "@sigwright/core";
import { detectDialect } from "@sigwright/rule-language";

/** Says whether a text looks like Suricata rules rather than those of its relatives. */
export function detect(text: string): Likelihood {
  return detectDialect(text, "suricata");
}
