import { ENGINE_KEYWORDS } from "./engine-keywords.ts";
import type { EngineVersion, Keyword } from "./keyword.ts";
import { KEYWORD_ALIASES } from "./keyword-aliases.ts";

/** Keywords that one engine version knows, found by any spelling the engine takes. */
export interface KeywordTable {
  readonly version: EngineVersion;
  /** The keyword of a name in any case, an alias included; `undefined` when the version has none. */
  readonly find: (name: string) => Keyword | undefined;
  /** Every spelling it takes, for suggestions. */
  readonly names: () => Iterable<string>;
}

/** The keywords a version knows, by every spelling in lower case. */
export function keywordTable(version: EngineVersion): KeywordTable {
  const byName = new Map<string, Keyword>();
  for (const keyword of ENGINE_KEYWORDS) {
    if (isKnownTo(keyword, version)) byName.set(keyword.name.toLowerCase(), keyword);
  }
  for (const [alias, name] of Object.entries(KEYWORD_ALIASES)) {
    const keyword = byName.get(name);
    if (keyword !== undefined) byName.set(alias, keyword);
  }
  return {
    version,
    find: (name) => byName.get(name) ?? byName.get(name.toLowerCase()),
    names: () => byName.keys(),
  };
}

function isKnownTo(keyword: Keyword, version: EngineVersion): boolean {
  // The versions compare as text: both have one digit on either side of the point.
  return keyword.since <= version && (keyword.until === undefined || version < keyword.until);
}
