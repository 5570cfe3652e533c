/** What the engine's configuration files define for rules. */
export interface RuleConfiguration {
  /** Address groups by name, without `$`; the value is an address expression. */
  readonly addressVariables: ReadonlyMap<string, string>;
  /** Port groups by name, without `$`; the value is a port expression. */
  readonly portVariables: ReadonlyMap<string, string>;
  /** Names of `classification.config`, in lower case. */
  readonly classtypes: ReadonlySet<string>;
  /** Systems of `reference.config`, in lower case. */
  readonly references: ReadonlySet<string>;
  /** Short names of the categories of address reputation; the stock configuration has none. */
  readonly reputationCategories: ReadonlySet<string>;
}
