import type { DiagnosticInfo } from "@sigwright/core";
import { SNORT2_ADVISER } from "./advice/snort2-advice.ts";
import { SNORT3_ADVISER } from "./advice/snort3-advice.ts";
import { snortTemplateDiagnostics } from "./encoding/template-diagnostics.ts";
import { SNORT2_DIAGNOSTICS } from "./snort2/diagnostic-catalogue.ts";
import { SNORT3_DIAGNOSTICS } from "./snort3/diagnostic-catalogue.ts";

/** Advice on rules that load, by code. */
export const SNORT_ADVICE: readonly DiagnosticInfo[] = [...SNORT2_ADVISER.diagnostics, ...SNORT3_ADVISER.diagnostics].toSorted(byCode);

/** Every diagnostic code of this package, sorted. */
export const SNORT_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  ...SNORT2_DIAGNOSTICS,
  ...snortTemplateDiagnostics("snort2"),
  ...SNORT3_DIAGNOSTICS,
  ...snortTemplateDiagnostics("snort3"),
  ...SNORT_ADVICE,
].toSorted(byCode);

function byCode(a: DiagnosticInfo, b: DiagnosticInfo): number {
  return a.code < b.code ? -1 : 1;
}
