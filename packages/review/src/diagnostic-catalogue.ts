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
    code: "review/not-text",
    severity: "error",
    summary: "A rule file is no text, or UTF-16.",
    explanation:
      "Engines read rule files as UTF-8. A file that an editor saved as UTF-16 (\"Unicode\" on Windows) looks right there and loads nowhere; save it as UTF-8. Of other bytes that are no text nothing else is said.",
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
      "The finding has gone, or there is no such code (the message says so and names the nearest), or it is one that the engine refuses the rule for: that can't be suppressed, since the rule does not load whatever a comment says. A comment that suppresses nothing would hide the next finding of its kind.",
  },
  {
    code: "review/sid-outside-range",
    severity: "warning",
    summary: "A rule's sid is not one of its team's.",
    explanation:
      "`sids` in sigwright.yaml says which team gives its rules which sids, and which files are whose. A sid out of another range will sooner or later be given twice, and the engine refuses the second rule. Take the next free one of the range; the help names it.",
  },
  {
    code: "review/sid-allocated",
    severity: "warning",
    summary: "A team's rule has a sid that is publicly allocated to somebody else.",
    explanation:
      "Published rule sets have ranges of sids of their own, which are listed at https://sidallocation.org. A rule of one's own in such a range clashes with theirs when both are loaded, and alerts are taken for those of the other rule. 1000000 to 1999999 are for local use.",
  },
];
