import type { RuleDialect } from "../tree.ts";
import type { AppProtocol } from "./app-protocol.ts";
import type { InspectionBuffer } from "./buffer.ts";
import type { DialectKeyword } from "./keyword.ts";
import type { RuleCheck } from "./option-check.ts";

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
  /** What the places in the manual are relative to, by version. */
  readonly manual: (version: string) => string;
}
