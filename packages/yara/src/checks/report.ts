import type { Diagnostic, Range, RuleConfiguration, SourceText } from "@sigwright/core";
import type { EngineRules } from "../engine-rules.ts";

/** What a check is told, and where it puts what it finds. */
export interface CheckContext {
  readonly engine: EngineRules;
  readonly source: SourceText;
  readonly configuration: RuleConfiguration;
  report(this: void, diagnostic: Diagnostic): void;
  /** Whether so much is wrong that nothing from a place on is to be looked at. */
  isFullAt(this: void, place: Range): boolean;
}
