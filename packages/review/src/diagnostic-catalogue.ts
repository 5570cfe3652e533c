import type { DiagnosticInfo } from "@sigwright/core";

/** What is known of each of the package's diagnostic codes. */
export const REVIEW_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  {
    code: "review/internal-error",
    severity: "error",
    summary: "The check of a file failed for a fault of its own.",
    explanation:
      "Checks never fail on what is in a file, however broken it is. When one does, the file could not be judged to the end, which is not to be taken for a clean file. Please report it with the file.",
  },
];
