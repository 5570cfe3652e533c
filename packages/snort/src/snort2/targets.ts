import type { Target } from "@sigwright/core";

/** Engine versions that the format knows, the default first. */
export const SNORT2_TARGETS: readonly Target[] = [{ engine: "snort", version: "2.9.20" }];
