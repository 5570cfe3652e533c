import type { Diagnostic, Range } from "@sigwright/core";

/** How rules can stand in each other's way. */
type RuleClash = "duplicate-sid" | "outdated-rule" | "replaced-rule";

/** What is said of rules beside each other, and what it means. */
const KINDS: Readonly<Record<RuleClash, Pick<Diagnostic, "severity" | "rejects" | "skips">>> = {
  "duplicate-sid": { severity: "error", rejects: true },
  "outdated-rule": { severity: "warning", rejects: false, skips: true },
  "replaced-rule": { severity: "warning", rejects: false },
};

/** A finding about rules that share a number. */
export function finding(code: RuleClash, range: Range, details: Pick<Diagnostic, "message" | "help" | "labels">): Diagnostic {
  return { code: `snort3/${code}`, ...KINDS[code], range, ...details };
}
