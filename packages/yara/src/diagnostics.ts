import type { Diagnostic, DiagnosticInfo, Range } from "@sigwright/core";

/** What is known of a diagnostic code of this package. */
export interface CatalogueEntry extends DiagnosticInfo {
  /** Whether an engine refuses a file for it. */
  readonly rejects: boolean;
}

/** What one finding says beyond its code and place; `rejects` and `severity` only where they differ from the catalogue. */
export type FindingDetails = Pick<Diagnostic, "message"> &
  Partial<Pick<Diagnostic, "labels" | "help" | "expected" | "fixes" | "rejects" | "severity">>;

/** A part of the package's diagnostics: what each code means, and how findings of them are made. */
export interface Catalogue<Code extends string> {
  readonly infos: readonly DiagnosticInfo[];
  finding(this: void, code: Code, range: Range, details: FindingDetails): Diagnostic;
}

/** Makes a catalogue of a table of codes. */
export function catalogue<Code extends string>(table: Readonly<Record<Code, Omit<CatalogueEntry, "code">>>): Catalogue<Code> {
  const infos = Object.entries<Omit<CatalogueEntry, "code">>(table).map(([code, { rejects: _rejects, ...info }]) => ({ code, ...info }));
  return {
    infos,
    finding(code, range, details) {
      const { severity, rejects } = table[code];
      return { code, severity, rejects, range, ...details };
    },
  };
}
