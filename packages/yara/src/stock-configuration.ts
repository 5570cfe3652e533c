import type { RuleConfiguration } from "@sigwright/core";

/**
 * What is taken for granted where no configuration says otherwise: the external variables, all texts, that the scanners
 * define which most published rules are written for (LOKI and THOR; "External Variables in YARA" of their manual).
 * Neither engine defines any by itself.
 */
export const STOCK_CONFIGURATION: Required<Pick<RuleConfiguration, "externalVariables">> = {
  externalVariables: new Map(["filename", "filepath", "extension", "filetype", "owner"].map((name) => [name, "string"] as const)),
};
