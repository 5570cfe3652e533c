import { anyText, compareVersions, type DialectKeyword, type InspectionBuffer } from "@sigwright/rule-language/dialect";
import { ENGINE_KEYWORDS } from "./engine-keywords.ts";
import { KEYWORD_ALIASES } from "./keyword-aliases.ts";

/** Keywords that the engine lists and no table describes yet: their names are known, what they take is not judged. */
export function undescribedKeywords(described: readonly DialectKeyword[]): { readonly keywords: readonly DialectKeyword[]; readonly buffers: readonly InspectionBuffer[] } {
  const keywords: DialectKeyword[] = [];
  const buffers: InspectionBuffer[] = [];
  for (const { name, since, until, roles, manual } of ENGINE_KEYWORDS) {
    const covered = described.filter((keyword) => keyword.name === name || keyword.aliases?.includes(name) === true);
    const versions = ["7.0", "8.0"].filter((version) => version >= since && (until === undefined || version < until));
    const missing = versions.filter((version) => !covered.some((keyword) => isIn(keyword, version)));
    if (missing.length === 0) continue;
    const isSticky = roles.includes("sticky-buffer");
    if (isSticky) buffers.push({ name: `${name} (undescribed)`, keyword: name, kind: "transaction", inspections: [], multiple: true, fastPattern: true });
    const aliases = Object.entries(KEYWORD_ALIASES).filter(([, target]) => target === name).map(([alias]) => alias);
    keywords.push({
      name,
      ...(aliases.length === 0 ? {} : { aliases }),
      since: missing[0]!,
      ...(until === undefined ? {} : { until }),
      value: roles.includes("no-value") ? "none" : "optional",
      quotes: "optional",
      negatable: true,
      argument: anyText,
      role: isSticky ? { kind: "selects", buffer: `${name} (undescribed)` } : roles.includes("transform") ? { kind: "transforms" } : { kind: "meta" },
      ...(manual === undefined ? {} : { manual }),
    });
  }
  return { keywords, buffers };
}

function isIn({ since, until }: DialectKeyword, version: string): boolean {
  return (since === undefined || compareVersions(version, since) >= 0) && (until === undefined || compareVersions(version, until) < 0);
}
