import type { Channel, ObservationKind } from "@sigwright/core";
import { CHANNELS } from "@sigwright/core";
import type { ManifestRule } from "./manifest.ts";

// A format that says something else for each value would make this grow with the input.
const MOST_LIMITS = 50;

/** Gathers what the manifest says of each template rule. */
export class RuleFacts {
  readonly #rules = new Map<
    string,
    { readonly observation: ObservationKind; readonly channels: Set<Channel>; readonly limits: Set<string> }
  >();

  /** Takes what is known of one signature. */
  add(rule: string, observation: ObservationKind, channels: readonly Channel[], limits: readonly string[]): void {
    const key = `${observation} ${rule}`;
    let facts = this.#rules.get(key);
    if (facts === undefined) {
      facts = { observation, channels: new Set(), limits: new Set() };
      this.#rules.set(key, facts);
    }
    for (const channel of channels) facts.channels.add(channel);
    for (const limit of limits) if (facts.limits.size < MOST_LIMITS) facts.limits.add(limit);
  }

  /** What was gathered, in one order whatever the order of adding. */
  list(): readonly ManifestRule[] {
    return [...this.#rules.keys()].toSorted().map((key) => {
      const { observation, channels, limits } = this.#rules.get(key)!;
      return {
        rule: key.slice(observation.length + 1),
        observation,
        channels: CHANNELS.filter((channel) => channels.has(channel)),
        limits: [...limits].toSorted(),
      };
    });
  }
}
