/** A release series of the engine that the tables know. */
export type EngineVersion = "7.0" | "8.0";

/** What the engine says a keyword is or can be used for; a keyword may have several roles. */
export type KeywordRole =
  | "no-value"
  | "sticky-buffer"
  | "content-modifier"
  | "transform"
  | "prefilter"
  | "ip-only"
  | "decoder-event-only"
  | "firewall"
  | "firewall-mode-excluded";

/** One rule keyword. */
export interface Keyword {
  /** As the engine lists it; the engine does not mind its case. */
  readonly name: string;
  /** The oldest series of {@link EngineVersion} that has it. Older engines may have it too. */
  readonly since: EngineVersion;
  /** The first series that no longer has it. */
  readonly until?: EngineVersion;
  readonly roles: readonly KeywordRole[];
  /** Its place in the manual, below `https://docs.suricata.io/en/latest/rules/`. */
  readonly manual?: string;
}
