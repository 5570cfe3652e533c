import { formatDiagnostic } from "@sigwright/core";
import type { LocatedDiagnostic } from "@sigwright/core";
import type { OutputStream } from "./command-io.ts";
import type { Paint } from "./paint.ts";
import { counted } from "./text-table.ts";

/** A diagnostic as it stands in JSON documents. Lines and columns are 1-based, columns in UTF-16 code units. */
export interface DiagnosticRecord {
  readonly path: string | null;
  readonly code: string;
  readonly severity: string;
  readonly rejects: boolean;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly help: string | null;
}

/** Puts a diagnostic in the form it has in JSON documents. */
export function diagnosticRecord({ source, diagnostic }: LocatedDiagnostic): DiagnosticRecord {
  const { code, severity, rejects, message, range, help } = diagnostic;
  const start = source.positionAt(range.start);
  const end = source.positionAt(range.end);
  return {
    path: source.path ?? null,
    code,
    severity,
    rejects,
    message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    help: help ?? null,
  };
}

/** Diagnostics with their code frames, a blank line after each; `most` of them, the rest is counted. */
export function diagnosticText(
  diagnostics: readonly LocatedDiagnostic[],
  { paint, stream, most = 10, total = diagnostics.length }: { paint: Paint; stream: OutputStream; most?: number; total?: number },
): string {
  const width = Math.min(Math.max((stream.columns ?? 100) - 8, 40), 120);
  const shown = diagnostics.slice(0, most).map((located) => `${formatDiagnostic(located, { color: paint.color, width })}\n\n`);
  const rest = total - shown.length;
  if (rest > 0) shown.push(`${paint.dim(`… and ${counted(rest, "more", "more")}; --reporter json lists them`)}\n\n`);
  return shown.join("");
}

/** Whether one of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly LocatedDiagnostic[]): boolean {
  return diagnostics.some(({ diagnostic }) => diagnostic.severity === "error");
}
