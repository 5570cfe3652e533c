/**
 * What the engine makes of one rule.
 * - `accept`: loaded.
 * - `reject`: refused.
 * - `skip`: left out in silence: it requires what this engine has not, or no rule is read from the text at all.
 * - `barred`: kept from the engine, or refused because of our configuration, since it would run code, write, or read
 *   files it must not.
 * - `crash`: the engine ended while it read the rule.
 */
export type Verdict = "accept" | "reject" | "skip" | "barred" | "crash";

/** A verdict and why. */
export interface RuleVerdict {
  readonly verdict: Verdict;
  /** The engine's words, or ours for a rule it was not given; empty for `accept`. */
  readonly reasons: readonly string[];
  /** What the engine warned of. */
  readonly warnings: readonly string[];
}
