import type { Observation } from "@sigwright/core";

/** The guards, in the order they are asked. */
export const GUARD_IDS = [
  "allowlist",
  "special-purpose-address",
  "special-use-domain",
  "public-suffix",
  "unselective",
  "benign",
] as const;

export type GuardId = (typeof GUARD_IDS)[number];

/** Why an observation is kept out of the ruleset. */
export interface GuardVerdict {
  readonly guard: GuardId;
  /** The list that holds the entry: a guard's name, or an allowlist file's path. */
  readonly list: string;
  /** What matched, as it stands in the list: `10.0.0.0/8`. */
  readonly entry: string;
  /** For people: what is wrong with it, and which flag lets it through. */
  readonly reason: string;
}

/** What keeps harmless values out of a ruleset. */
export interface Guards {
  /** The first guard that objects to an observation, or `undefined`. */
  readonly check: (observation: Observation) => GuardVerdict | undefined;
}

/** Guards that let everything through. */
export const NO_GUARDS: Guards = { check: () => undefined };
