import type { Diagnostic, DiagnosticInfo, Range, SourceText } from "@sigwright/core";
import type { Rule } from "../../tree.ts";
import type { RuleState } from "../rule-state.ts";

/** A rule that loads, as it is written and as the engine sees it. */
export interface AdvisedRule {
  readonly rule: Rule;
  /** The file. */
  readonly source: SourceText;
  readonly state: RuleState;
}

/** One piece of advice: what is known of it, and how it looks at a rule. No engine refuses a rule for it. */
export interface Advice<Subject extends AdvisedRule = AdvisedRule> {
  readonly info: AdviceInfo;
  check(this: void, subject: Subject, report: (range: Range, details: AdviceDetails) => void): void;
}

/** What is known of a piece of advice; both examples are whole rules. */
export type AdviceInfo = DiagnosticInfo & { readonly severity: "warning" | "info"; readonly example: { readonly bad: string; readonly good: string } };

/** What one finding says. */
export type AdviceDetails = Pick<Diagnostic, "message"> & Partial<Pick<Diagnostic, "help" | "labels" | "fixes">>;

/** All the advice of a dialect. */
export interface Adviser<Subject extends AdvisedRule> {
  /** What is known of it, in the order it was given in. */
  readonly diagnostics: readonly DiagnosticInfo[];
  /**
   * Adds what could be better about a rule that loads.
   *
   * @param profiles whose advice is given beside what always is.
   */
  readonly advise: (subject: Subject, profiles: ReadonlySet<string> | undefined, into: Diagnostic[]) => void;
}

/** Puts the advice of a dialect together. */
export function adviser<Subject extends AdvisedRule>(all: readonly Advice<Subject>[]): Adviser<Subject> {
  const always = all.filter(({ info }) => info.profile === undefined);
  return {
    diagnostics: all.map(({ info }) => info),
    advise(subject, profiles, into) {
      const wanted = profiles === undefined || profiles.size === 0 ? always : all.filter(({ info: { profile } }) => profile === undefined || profiles.has(profile));
      for (const { info, check } of wanted) {
        check(subject, (range, details) => into.push({ code: info.code, severity: info.severity, rejects: false, range, ...details }));
      }
    },
  };
}
