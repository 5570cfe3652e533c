import type { LocatedDiagnostic } from "@sigwright/core";

/** Stops a generation whose configuration or output is not in order; never leaves the package. */
export class GenerationFailure extends Error {
  override readonly name = "GenerationFailure";
  readonly diagnostics: readonly LocatedDiagnostic[];

  constructor(diagnostics: readonly LocatedDiagnostic[]) {
    super(diagnostics[0]?.diagnostic.message ?? "generation failed");
    this.diagnostics = diagnostics;
  }
}
