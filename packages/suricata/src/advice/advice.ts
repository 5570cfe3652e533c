import type { Diagnostic, DiagnosticInfo, Range, SourceText } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import type { RuleState } from "@sigwright/rule-language/dialect";

/** A rule that loads, as it is written and as the engine sees it. */
export interface AdvisedRule {
  readonly rule: Rule;
  /** The file. */
  readonly source: SourceText;
  readonly state: RuleState;
}

/** One piece of advice: what is known of it, and how it looks at a rule. No engine refuses a rule for it. */
export interface Advice {
  readonly info: DiagnosticInfo & { readonly severity: "warning" | "info"; readonly example: { readonly bad: string; readonly good: string } };
  check(this: void, subject: AdvisedRule, report: (range: Range, details: AdviceDetails) => void): void;
}

/** What one finding says. */
export type AdviceDetails = Pick<Diagnostic, "message"> & Partial<Pick<Diagnostic, "help" | "labels" | "fixes">>;
