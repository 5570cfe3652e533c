import type { Dialect } from "@sigwright/rule-language/dialect";
import { wholeContents } from "../checks/contents.ts";
import { headerCheck } from "../checks/header.ts";
import { ACTIVATION_KEYWORDS, generalKeywords } from "../keywords/general.ts";
import { MANUAL } from "../keywords/manual-section.ts";
import { PACKET_KEYWORDS } from "../keywords/packets.ts";
import { PAYLOAD_KEYWORDS } from "../keywords/payload.ts";
import { PREPROCESSOR_KEYWORDS } from "../keywords/preprocessors.ts";
import { RESPONSE_KEYWORDS } from "../keywords/responses.ts";
import type { Snort2Environment } from "./environment.ts";
import { FOREIGN_KEYWORDS } from "./foreign-keywords.ts";

/** The version that the tables have facts for. */
export const SNORT2_VERSION = "2.9.20";

/** Snort 2.9's rule language, judged against a configuration. */
export function snort2Dialect(environment: Snort2Environment): Dialect {
  return {
    id: "snort2",
    engine: "Snort",
    syntax: "snort2",
    versions: [SNORT2_VERSION],
    keywords: [...generalKeywords(environment), ...ACTIVATION_KEYWORDS, ...PAYLOAD_KEYWORDS, ...PACKET_KEYWORDS, ...PREPROCESSOR_KEYWORDS, ...RESPONSE_KEYWORDS],
    keywordsIgnoreCase: true,
    // Contents are where the option before them says, but no option of this engine depends on where that is.
    buffers: [],
    protocols: [],
    before: [headerCheck(environment)],
    after: [wholeContents],
    foreignKeywords: FOREIGN_KEYWORDS,
    manual: () => MANUAL,
  };
}
