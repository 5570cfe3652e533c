import { INDICATOR_DIAGNOSTICS } from "@sigwright/core";
import type { DiagnosticInfo } from "@sigwright/core";
import { ENGINE_DIAGNOSTICS, PROOF_DIAGNOSTICS } from "@sigwright/engines";
import { FILTER_DIAGNOSTICS } from "@sigwright/filter";
import { REVIEW_DIAGNOSTICS } from "@sigwright/review";
import { RULE_DIAGNOSTICS } from "@sigwright/rule-language";
import { RULESET_DIAGNOSTICS } from "@sigwright/ruleset";
import { SNORT_DIAGNOSTICS } from "@sigwright/snort";
import { SOURCE_DIAGNOSTICS } from "@sigwright/sources";
import { SURICATA_DIAGNOSTICS } from "@sigwright/suricata";
import { YARA_DIAGNOSTICS } from "@sigwright/yara";
import { CONFIGURATION_DIAGNOSTICS } from "./configuration/configuration-diagnostics.ts";

/** Every diagnostic the command can give, in the order of their codes. */
export function diagnosticCatalogue(): readonly DiagnosticInfo[] {
  return [
    ...CONFIGURATION_DIAGNOSTICS,
    ...INDICATOR_DIAGNOSTICS,
    ...ENGINE_DIAGNOSTICS,
    ...PROOF_DIAGNOSTICS,
    ...FILTER_DIAGNOSTICS,
    ...REVIEW_DIAGNOSTICS,
    ...RULE_DIAGNOSTICS,
    ...RULESET_DIAGNOSTICS,
    ...SNORT_DIAGNOSTICS,
    ...SOURCE_DIAGNOSTICS,
    ...SURICATA_DIAGNOSTICS,
    ...YARA_DIAGNOSTICS,
  ].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
