import type { EngineVersion } from "../targets.ts";

/** What the engine says a keyword is or can be used for; a keyword may have several roles. */
export type EngineRole =
  | "no-value"
  | "sticky-buffer"
  | "content-modifier"
  | "transform"
  | "prefilter"
  | "ip-only"
  | "decoder-event-only"
  | "firewall"
  | "firewall-mode-excluded";

/** One rule keyword as the engine lists it. */
export interface EngineKeyword {
  readonly name: string;
  /** The oldest series of {@link EngineVersion} that has it. Older engines may have it too. */
  readonly since: EngineVersion;
  /** The first series that no longer has it. */
  readonly until?: EngineVersion;
  readonly roles: readonly EngineRole[];
}
