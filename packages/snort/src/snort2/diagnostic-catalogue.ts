import type { DiagnosticInfo } from "@sigwright/core";

/** Every diagnostic code of the Snort 2.9 dialect, sorted by code. */
export const SNORT2_DIAGNOSTICS: readonly DiagnosticInfo[] = [];
