import type { RuleConfiguration } from "../configuration/rule-configuration.ts";

/** What a rule is judged against beside the engine's own tables. */
export interface CheckEnvironment {
  /** The exact version that answers for the series: what rules compare with in `requires`. */
  readonly engineVersion: string;
  readonly configuration: RuleConfiguration;
  /**
   * Compiles a regular expression as PCRE2 would with the flags of the rule language (`i`, `s`, `m`, `x`, `A`, `E`, `G`)
   * and returns what is wrong with it. Without it the structure of expressions is checked and nothing more.
   */
  readonly compilePcre?: (pattern: string, flags: string) => string | undefined;
}
