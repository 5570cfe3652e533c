import type { RuleDialect } from "../tree.ts";
import type { AppProtocol } from "./app-protocol.ts";
import type { InspectionBuffer } from "./buffer.ts";
import type { DialectKeyword } from "./keyword.ts";
import type { RuleCheck } from "./option-check.ts";

/** A keyword of a related rule language. */
export interface ForeignKeyword {
  /** The rule languages that have it, for people: `Snort 2 and Suricata`. */
  readonly of: string;
  /** What to write instead; completes "in … write". */
  readonly instead?: string;
}

/** An engine's rule language as data: what the checker needs to know of it. */
export interface Dialect {
  /** Namespace of its diagnostic codes. */
  readonly id: string;
  /** The engine's name for people. */
  readonly engine: string;
  readonly syntax: RuleDialect;
  /** Versions there are facts for, oldest first. */
  readonly versions: readonly string[];
  readonly keywords: readonly DialectKeyword[];
  /** Whether keyword names are the same in any case. */
  readonly keywordsIgnoreCase: boolean;
  readonly buffers: readonly InspectionBuffer[];
  readonly protocols: readonly AppProtocol[];
  /** Facts about headers, looked at before the options; they set the rule's protocol and directions. */
  readonly before: readonly RuleCheck[];
  /** Facts about whole rules, looked at after the options. */
  readonly after: readonly RuleCheck[];
  /** Keywords of related rule languages by name, and what says the same here. */
  readonly foreignKeywords?: ReadonlyMap<string, ForeignKeyword>;
  /** What the places in the manual are relative to, by version. */
  readonly manual: (version: string) => string;
}
