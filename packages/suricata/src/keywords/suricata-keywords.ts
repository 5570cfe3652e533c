import { type DialectKeyword, holdsFor } from "@sigwright/rule-language/dialect";
import { RELEASES } from "../check-rules.ts";
import { STOCK_CONFIGURATION } from "../configuration/stock-configuration.ts";
import { suricataDialect } from "../dialect/suricata-dialect.ts";
import type { EngineVersion } from "../targets.ts";

/** The rule keywords that a series of the engine knows: the rows that checks work from, for completion and references. */
export function suricataKeywords(version: EngineVersion): readonly DialectKeyword[] {
  const { keywords } = suricataDialect({ engineVersion: RELEASES[version], configuration: STOCK_CONFIGURATION });
  return keywords.filter((keyword) => holdsFor(keyword, version));
}
