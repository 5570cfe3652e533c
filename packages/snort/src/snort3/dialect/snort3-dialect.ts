import type { Dialect } from "@sigwright/rule-language/dialect";
import { headerCheck } from "../checks/header.ts";
import { openEndedOption } from "../checks/open-ended-option.ts";
import { RULE_CHECKS } from "../checks/rule-checks.ts";
import { generalKeywords } from "../keywords/general.ts";
import { httpKeywords } from "../keywords/http.ts";
import { INDUSTRIAL_KEYWORDS } from "../keywords/industrial.ts";
import { SERVICE_KEYWORDS } from "../keywords/network-services.ts";
import { NON_PAYLOAD_KEYWORDS } from "../keywords/non-payload.ts";
import { payloadKeywords } from "../keywords/payload.ts";
import type { Snort3Environment } from "./environment.ts";
import { FOREIGN_KEYWORDS } from "./foreign-keywords.ts";

/** Series of the engine that the tables have facts for. */
export const DIALECT_VERSIONS: readonly string[] = ["3.12"];

/** Snort 3's rule language, judged against a configuration. */
export function snort3Dialect(environment: Snort3Environment): Dialect {
  return {
    id: "snort3",
    engine: "Snort",
    syntax: "snort3",
    versions: DIALECT_VERSIONS,
    keywords: [
      ...generalKeywords(environment.configuration),
      ...payloadKeywords(environment),
      ...NON_PAYLOAD_KEYWORDS,
      ...httpKeywords(environment),
      ...SERVICE_KEYWORDS,
      ...INDUSTRIAL_KEYWORDS,
    ],
    keywordsIgnoreCase: false,
    buffers: [],
    protocols: [],
    before: [headerCheck(environment.configuration), openEndedOption],
    after: RULE_CHECKS,
    foreignKeywords: FOREIGN_KEYWORDS,
    manual: () => "https://docs.snort.org/rules/options/",
  };
}
