import type { RuleConfiguration } from "@sigwright/core";
import { ruleChecker, type RuleChecker } from "@sigwright/rule-language/dialect";
import { completeConfiguration } from "./configuration/stock-configuration.ts";
import type { Snort3Environment } from "./dialect/environment.ts";
import { snort3Dialect } from "./dialect/snort3-dialect.ts";

/** What rules are checked against. */
export interface Snort3CheckOptions extends Pick<Snort3Environment, "compilePcre"> {
  /** Default: the stock files. */
  readonly configuration?: RuleConfiguration | undefined;
  /** How the characters of the file became text. Default: UTF-8. */
  readonly encoding?: Snort3Environment["encoding"];
}

/** The series that the tables are for. */
export const SERIES = "3.12";

/**
 * A checker that judges rules one by one, as the engine does when it loads them. What it says of a rule depends on that
 * rule alone, so an editor checks again what was edited and nothing else. Making one takes some milliseconds: keep it.
 */
export function snort3RuleChecker({ configuration, encoding = "utf-8", compilePcre }: Snort3CheckOptions = {}): RuleChecker {
  return ruleChecker(snort3Dialect({ configuration: completeConfiguration(configuration), encoding, ...(compilePcre === undefined ? {} : { compilePcre }) }), SERIES);
}
