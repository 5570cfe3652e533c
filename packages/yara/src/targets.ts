import type { Target } from "@sigwright/core";

/** Engines and versions that YARA rules are checked for; the first is the default. */
export const YARA_TARGETS: readonly Target[] = Object.freeze([
  Object.freeze({ engine: "yara-x", version: "1" }),
  Object.freeze({ engine: "yara", version: "4.2" }),
]);
