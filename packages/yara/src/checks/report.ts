import type { Diagnostic, RuleConfiguration, SourceText } from "@sigwright/core";
import type { EngineRules } from "../engine-rules.ts";

/** What a check is told, and where it puts what it finds. */
export interface CheckContext {
  readonly engine: EngineRules;
  readonly source: SourceText;
  readonly configuration: RuleConfiguration;
  report(this: void, diagnostic: Diagnostic): void;
}
