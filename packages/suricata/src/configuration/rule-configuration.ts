import type { RuleConfiguration as PartialConfiguration } from "@sigwright/core";

/** What the engine's configuration files define for rules, all of it. */
export type RuleConfiguration = Required<Pick<PartialConfiguration, "addressVariables" | "portVariables" | "classtypes" | "references" | "reputationCategories">>;
