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
  {
    code: "review/incomplete-suppression",
    severity: "warning",
    summary: "A comment that is to suppress a finding names no code or gives no reason.",
    explanation:
      "A finding is suppressed for a reason, and whoever reads the rule next wants to know it. Write `# sigwright-disable-next-line CODE -- why`; several codes stand with commas between them.",
  },
  {
    code: "review/unused-suppression",
    severity: "warning",
    summary: "A comment suppresses a finding that is not there.",
    explanation:
      "The finding has gone, or the code is misspelt, or it is one that the engine refuses the rule for: that can't be suppressed, since the rule does not load whatever a comment says. A comment that suppresses nothing would hide the next finding of its kind.",
  },
];
