import type { Target } from "@sigwright/core";

/** A release series of the engine that the tables know. */
export type EngineVersion = "7.0" | "8.0";

/** Engine versions that the format knows, the default first. */
export const SURICATA_TARGETS: readonly (Target & { readonly version: EngineVersion })[] = [
  { engine: "suricata", version: "7.0" },
  { engine: "suricata", version: "8.0" },
];

/** The version whose tables are used for a target: the newest that is not newer, else the default. */
export function engineVersion(target: Target): EngineVersion {
  const [major = 0, minor = 0] = target.version.split(".").map(Number);
  return major > 8 || (major === 8 && minor >= 0) ? "8.0" : "7.0";
}

/**
 * Bytes that a rule's line may have. Suricata 7.0.10 reads lines into 8,192 bytes: a line of 8,191 bytes is still read
 * whole, but its line feed becomes a line of its own and the engine's line numbers are off by one after it.
 */
export const LONGEST_LINE = 8190;

/**
 * Bytes that one `content` may have. The engine takes longer ones and then fails on some: Hyperscan refuses a pattern
 * of 7,001 bytes (measured on 7.0.10). 255 is what engines built without it and older ones take.
 */
export const LONGEST_CONTENT = 255;
