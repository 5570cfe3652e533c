import type { Diagnostic, DiagnosticInfo, Range } from "@sigwright/core";
import type { Rule } from "../nodes.ts";

/** One piece of advice: what is known of it, and how it looks at a rule. No engine refuses a rule for it. */
export interface Advice {
  readonly info: DiagnosticInfo & { readonly severity: "warning" | "info"; readonly example: { readonly bad: string; readonly good: string } };
  check(this: void, rule: Rule, report: (range: Range, details: AdviceDetails) => void): void;
}

/** What one finding says. */
export type AdviceDetails = Pick<Diagnostic, "message"> & Partial<Pick<Diagnostic, "help" | "labels">>;
