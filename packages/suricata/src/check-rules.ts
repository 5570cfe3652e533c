import type { RuleConfiguration } from "@sigwright/core";
import { ruleChecker, type RuleChecker } from "@sigwright/rule-language/dialect";
import { completeConfiguration } from "./configuration/stock-configuration.ts";
import { suricataDialect } from "./dialect/suricata-dialect.ts";
import type { EngineVersion } from "./targets.ts";

/** What rules are checked against. */
export interface RuleCheckOptions {
  /** The engine's series: `7.0` or `8.0`. */
  readonly version: EngineVersion;
  /** Default: the stock files, with the variables that published rules expect. */
  readonly configuration?: RuleConfiguration | undefined;
  /** Compiles expressions as PCRE2 would; see the environment of the dialect. */
  readonly compilePcre?: (pattern: string, flags: string) => string | undefined;
}

/** The releases that answer for a series: those whose verdicts the tables were compared with. */
export const RELEASES: Readonly<Record<EngineVersion, string>> = { "7.0": "7.0.10", "8.0": "8.0.8" };

/**
 * A checker that judges rules one by one, as the engine does when it loads them. What it says of a rule depends on that
 * rule alone, so an editor checks again what was edited and nothing else. Making one takes some milliseconds: keep it.
 */
export function suricataRuleChecker({ version, configuration, compilePcre }: RuleCheckOptions): RuleChecker {
  return ruleChecker(suricataDialect({ engineVersion: RELEASES[version], configuration: completeConfiguration(configuration), ...(compilePcre === undefined ? {} : { compilePcre }) }), version);
}
