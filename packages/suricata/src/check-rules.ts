import type { RuleConfiguration } from "@sigwright/core";
import { ruleChecker, type RuleChecker } from "@sigwright/rule-language/dialect";
import { completeConfiguration } from "./configuration/stock-configuration.ts";
import { suricataDialect } from "./dialect/suricata-dialect.ts";

/** What rules are checked against. */
export interface RuleCheckOptions {
  /** The engine's series: `7.0` or `8.0`. */
  readonly version: string;
  /** Default: the stock files, with the variables that published rules expect. */
  readonly configuration?: RuleConfiguration | undefined;
  /** Compiles expressions as PCRE2 would; see the environment of the dialect. */
  readonly compilePcre?: (pattern: string, flags: string) => string | undefined;
}

/** The releases that answer for a series. */
const RELEASES: Readonly<Record<string, string>> = { "7.0": "7.0.10", "8.0": "8.0.8" };

/** A checker that judges rules as the engine does when it loads them. */
export function suricataRuleChecker({ version, configuration, compilePcre }: RuleCheckOptions): RuleChecker {
  const engineVersion = RELEASES[version] ?? version;
  return ruleChecker(suricataDialect({ engineVersion, configuration: completeConfiguration(configuration), ...(compilePcre === undefined ? {} : { compilePcre }) }), version);
}
