import type { Target } from "@sigwright/core";

/** Engine versions that the format knows, the default first. */
export const SNORT3_TARGETS: readonly Target[] = [{ engine: "snort", version: "3.12" }];
