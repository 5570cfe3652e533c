import type { DiagnosticInfo } from "@sigwright/core";
import { SNORT2_DIAGNOSTICS } from "./snort2/diagnostic-catalogue.ts";
import { SNORT3_DIAGNOSTICS } from "./snort3/diagnostic-catalogue.ts";

/** Every diagnostic code of this package, sorted within its dialect. */
export const SNORT_DIAGNOSTICS: readonly DiagnosticInfo[] = [...SNORT2_DIAGNOSTICS, ...SNORT3_DIAGNOSTICS];
