export { checkFile, findingsByRule, withRuleFindings } from "./check-file.ts";
export { checkSet } from "./check-set.ts";
export type { CheckOptions } from "./check-file.ts";
export { targetName } from "./checked-file.ts";
export type {
  CheckedDiagnostic,
  CheckedFile,
  CheckedRule,
  CheckReport,
  EngineAnswer,
  SuppressedDiagnostic,
  Verdict,
} from "./checked-file.ts";
export { REVIEW_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
export { changedLines } from "./git/changed-lines.ts";
export type { ChangedLines } from "./git/changed-lines.ts";
export { forkPoint, GitError, openRepository, resolveCommit } from "./git/git-repository.ts";
export type { GitRepository } from "./git/git-repository.ts";
export { onlyChanged } from "./only-changed.ts";
export { summarise } from "./report-summary.ts";
export type { ReportSummary } from "./report-summary.ts";
export { CHECK_REPORTERS } from "./reporters/check-reporters.ts";
export { jsonReporter } from "./reporters/json.ts";
export { prettyReporter } from "./reporters/pretty.ts";
export type { CheckReporter, ReporterOptions } from "./reporters/reporter.ts";
export { applySuppressions } from "./suppression.ts";
