import type { GenerateResult, Template } from "@sigwright/ruleset";

/** What is to be told about a generation that went well. */
export interface GenerationReport {
  readonly result: Extract<GenerateResult, { readonly status: "generated" }>;
  /** Nothing was written: this is what would be. */
  readonly isPlan: boolean;
  readonly now: string;
  readonly source: string;
  readonly filter: string;
  readonly template: Template;
  readonly out: string | undefined;
  readonly ledgerPath: string | undefined;
}
