import type { GenerateResult, Template } from "@sigwright/ruleset";

/** What is to be told about a generation that went well. */
export interface GenerationReport {
  readonly result: Extract<GenerateResult, { readonly status: "generated" }>;
  /** Nothing was written: this is what would be. */
  readonly isPlan: boolean;
  /** Files of a run before that were removed (or would be), relative to the output folder: no rule names them any more. */
  readonly removed: readonly string[];
  readonly now: string;
  readonly source: string;
  readonly filter: string;
  readonly template: Template;
  readonly out: string | undefined;
  readonly ledgerPath: string | undefined;
}
