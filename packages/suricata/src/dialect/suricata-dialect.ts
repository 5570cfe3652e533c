import type { Dialect, DialectKeyword, RuleCheck } from "@sigwright/rule-language/dialect";
import { headerCheck } from "../checks/header.ts";
import { ruleChecks } from "../checks/rule-checks.ts";
import { CONTENT_BUFFERS } from "../keywords/content-buffers.ts";
import { FLOW_KEYWORDS } from "../keywords/flow.ts";
import { metaKeywords } from "../keywords/meta.ts";
import { PACKET_FIELDS } from "../keywords/packet-fields.ts";
import { patternKeywords } from "../keywords/patterns.ts";
import { STICKY_BUFFERS } from "../keywords/sticky-buffers.ts";
import { THRESHOLD_KEYWORDS } from "../keywords/thresholds.ts";
import { TRANSFORMS } from "../keywords/transforms.ts";
import { undescribedKeywords } from "../keywords/undescribed.ts";
import { SURICATA_BUFFERS } from "./buffers.ts";
import type { CheckEnvironment } from "./environment.ts";
import { SURICATA_PROTOCOLS } from "./protocols.ts";

/** Series of the engine that the tables have facts for. */
export const DIALECT_VERSIONS: readonly string[] = ["7.0", "8.0"];

/** Suricata's rule language, judged against a configuration. */
export function suricataDialect(environment: CheckEnvironment): Dialect {
  const described: readonly DialectKeyword[] = [
    ...metaKeywords(environment),
    ...patternKeywords(environment),
    ...STICKY_BUFFERS,
    ...CONTENT_BUFFERS,
    ...TRANSFORMS,
    ...FLOW_KEYWORDS,
    ...THRESHOLD_KEYWORDS,
    ...PACKET_FIELDS,
  ];
  const undescribed = undescribedKeywords(described);
  const before: readonly RuleCheck[] = [headerCheck(SURICATA_PROTOCOLS, environment.configuration)];
  return {
    id: "suricata",
    engine: "Suricata",
    syntax: "suricata",
    versions: DIALECT_VERSIONS,
    keywords: [...described, ...undescribed.keywords],
    keywordsIgnoreCase: true,
    buffers: [...SURICATA_BUFFERS, ...undescribed.buffers],
    protocols: SURICATA_PROTOCOLS,
    before,
    after: ruleChecks(),
    manual: (version) => `https://docs.suricata.io/en/suricata-${version === "7.0" ? "7.0.10" : "8.0.0"}/rules/`,
  };
}
