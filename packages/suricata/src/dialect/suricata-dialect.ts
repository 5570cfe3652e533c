import type { Dialect, RuleCheck } from "@sigwright/rule-language/dialect";
import { characters } from "../checks/characters.ts";
import { headerCheck } from "../checks/header.ts";
import { ruleChecks } from "../checks/rule-checks.ts";
import { APPLICATION_KEYWORDS } from "../keywords/application-keywords.ts";
import { CONTENT_BUFFERS } from "../keywords/content-buffers.ts";
import { FLOW_KEYWORDS } from "../keywords/flow.ts";
import { listKeywords } from "../keywords/lists.ts";
import { metaKeywords } from "../keywords/meta.ts";
import { PACKET_FIELDS } from "../keywords/packet-fields.ts";
import { patternKeywords } from "../keywords/patterns.ts";
import { STICKY_BUFFERS } from "../keywords/sticky-buffers.ts";
import { THRESHOLD_KEYWORDS } from "../keywords/thresholds.ts";
import { transformKeywords } from "../keywords/transforms.ts";
import { NEWER_VALUE_BUFFERS } from "../keywords/newer-keywords.ts";
import { SURICATA_BUFFERS } from "./buffers.ts";
import type { CheckEnvironment } from "./environment.ts";
import { FRAME_BUFFERS } from "./frames.ts";
import { NEWER_BUFFERS } from "./newer-buffers.ts";
import { SURICATA_PROTOCOLS } from "./protocols.ts";
import { SHARED_BUFFERS } from "./shared-buffers.ts";

/** Series of the engine that the tables have facts for. */
export const DIALECT_VERSIONS: readonly string[] = ["7.0", "8.0"];

/** Suricata's rule language, judged against a configuration. */
export function suricataDialect(environment: CheckEnvironment): Dialect {
  const before: readonly RuleCheck[] = [characters, headerCheck(SURICATA_PROTOCOLS, environment)];
  return {
    id: "suricata",
    engine: "Suricata",
    syntax: "suricata",
    versions: DIALECT_VERSIONS,
    keywords: [
      ...metaKeywords(environment),
      ...patternKeywords(environment),
      ...STICKY_BUFFERS,
      ...CONTENT_BUFFERS,
      ...transformKeywords(environment),
      ...FLOW_KEYWORDS,
      ...THRESHOLD_KEYWORDS,
      ...PACKET_FIELDS,
      ...APPLICATION_KEYWORDS,
      ...listKeywords(environment),
    ],
    keywordsIgnoreCase: true,
    buffers: [...SURICATA_BUFFERS, ...SHARED_BUFFERS, ...NEWER_BUFFERS, ...NEWER_VALUE_BUFFERS, ...FRAME_BUFFERS],
    protocols: SURICATA_PROTOCOLS,
    before,
    after: ruleChecks(environment.engineVersion),
    manual: (version) => `https://docs.suricata.io/en/suricata-${version === "7.0" ? "7.0.10" : "8.0.0"}/rules/`,
  };
}
