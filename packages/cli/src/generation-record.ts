import type { LocatedDiagnostic } from "@sigwright/core";
import { diagnosticRecord } from "./diagnostic-report.ts";
import type { GenerationReport } from "./generation-report.ts";

/** The JSON document about a generation that went well. */
export function generationRecord(report: GenerationReport): string {
  const { result, isPlan, now, source, filter, template, out, removed, ledgerPath } = report;
  return json({
    version: 1,
    status: isPlan ? "planned" : "generated",
    now,
    filter,
    template: { id: template.id, hash: template.hash },
    source: { spec: source, read: result.rulesets[0]?.counts.read ?? 0 },
    out: out ?? null,
    removed,
    rulesets: result.rulesets,
    ledger: {
      path: ledgerPath ?? null,
      unchanged: result.rulesets.reduce((sum, { unchanged }) => sum + unchanged, 0),
      changes: result.changes,
    },
    diagnostics: result.problems.map(diagnosticRecord),
    diagnosticCount: result.problemCount,
  });
}

/** The JSON document about a generation that did not come about; nothing was written. */
export function failureRecord(diagnostics: readonly LocatedDiagnostic[], error: { message: string; help: string | undefined } | undefined): string {
  return json({
    version: 1,
    status: "failed",
    error: error === undefined ? null : { message: error.message, help: error.help ?? null },
    diagnostics: diagnostics.map(diagnosticRecord),
    diagnosticCount: diagnostics.length,
  });
}

function json(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
