import type { DiagnosticInfo } from "@sigwright/core";

/** Every diagnostic code of the Snort 3 dialect, sorted by code. */
export const SNORT3_DIAGNOSTICS: readonly DiagnosticInfo[] = [];
