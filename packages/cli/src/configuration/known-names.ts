import type { DiagnosticInfo, Severity } from "@sigwright/core";

/** Names that a configuration may use, by the catalogue of diagnostics. */
export interface KnownNames {
  /** Codes, and what each is known to be: its usual severity. */
  readonly codes: ReadonlyMap<string, Severity>;
  /** Profiles of advice. */
  readonly profiles: ReadonlySet<string>;
}

/** The names that a catalogue knows; profiles in the order of the alphabet. */
export function knownNames(catalogue: readonly DiagnosticInfo[]): KnownNames {
  return {
    codes: new Map(catalogue.map(({ code, severity }) => [code, severity])),
    profiles: new Set(catalogue.flatMap(({ profile }) => profile ?? []).toSorted()),
  };
}
