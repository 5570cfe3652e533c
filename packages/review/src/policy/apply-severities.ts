import type { Severity } from "@sigwright/core";
import { withChanges } from "../changed-copy.ts";
import type { CheckedDiagnostic, CheckedFile } from "../checked-file.ts";

/** How much a finding is to matter; `off` for not at all. */
export type SeverityLevel = Severity | "off";

/**
 * A file whose findings matter as much as somebody wants. What the engine refuses stays an error, and what says that a
 * check itself failed stays, whatever is wanted.
 *
 * @param levelOf the level wanted for a code; undefined to leave it.
 */
export function applySeverities(file: CheckedFile, levelOf: (code: string) => SeverityLevel | undefined): CheckedFile {
  let isChanged = false;
  const diagnostics: CheckedDiagnostic[] = [];
  for (const found of file.diagnostics) {
    const { diagnostic } = found;
    const level = diagnostic.rejects || FIXED.has(diagnostic.code) ? undefined : levelOf(diagnostic.code);
    if (level === undefined || level === diagnostic.severity) {
      diagnostics.push(found);
      continue;
    }
    isChanged = true;
    if (level !== "off") diagnostics.push({ ...found, diagnostic: { ...diagnostic, severity: level } });
  }
  return isChanged ? withChanges(file, { diagnostics }) : file;
}

const FIXED: ReadonlySet<string> = new Set(["review/internal-error"]);
