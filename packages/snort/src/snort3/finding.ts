import type { Diagnostic, Range } from "@sigwright/core";

/** What is said of rules beside each other, and what it means. */
const KINDS = {
  "duplicate-sid": { severity: "error", rejects: true },
  "outdated-rule": { severity: "warning", rejects: false, skips: true },
  "replaced-rule": { severity: "warning", rejects: false },
} as const satisfies Readonly<Record<string, Pick<Diagnostic, "severity" | "rejects" | "skips">>>;

/** A finding about rules that share a number. */
export function finding(code: keyof typeof KINDS, range: Range, details: Pick<Diagnostic, "message" | "help" | "labels">): Diagnostic {
  return { code: `snort3/${code}`, ...KINDS[code], range, ...details };
}
