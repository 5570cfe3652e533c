import type { DiagnosticInfo } from "@sigwright/core";
import { snortTemplateDiagnostics } from "./encoding/template-diagnostics.ts";
import { SNORT2_DIAGNOSTICS } from "./snort2/diagnostic-catalogue.ts";
import { SNORT3_DIAGNOSTICS } from "./snort3/diagnostic-catalogue.ts";

/** Every diagnostic code of this package, sorted. */
export const SNORT_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  ...SNORT2_DIAGNOSTICS,
  ...snortTemplateDiagnostics("snort2"),
  ...SNORT3_DIAGNOSTICS,
  ...snortTemplateDiagnostics("snort3"),
].toSorted((a, b) => (a.code < b.code ? -1 : 1));
