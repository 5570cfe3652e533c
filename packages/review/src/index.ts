export { checkFile, findingsByRule, withRuleFindings } from "./check-file.ts";
export { checkSet } from "./check-set.ts";
export type { FileSet, KnownSets, SetFindings } from "./check-set.ts";
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
export { compareRules } from "./diff/compare-rules.ts";
export type { RulesCompared } from "./diff/compare-rules.ts";
export { newFindings } from "./diff/new-findings.ts";
export type { PlacedFinding } from "./diff/new-findings.ts";
export { reviewJson } from "./diff/review-json.ts";
export { reviewMarkdown } from "./diff/review-markdown.ts";
export type { EngineLoad, FailedProof, LoadCount, ReviewReport, RulesetProof, TargetCheck } from "./diff/review-report.ts";
export { targetChecks } from "./diff/target-checks.ts";
export { ruleFile } from "./diff/rule-change.ts";
export { withSidsOfDeletedRules } from "./diff/sids-of-deleted-rules.ts";
export type { ChangeKind, ChangeRemark, PlacedRule, RuleChange, RuleFile } from "./diff/rule-change.ts";
export { mendFile } from "./fixes/mend-file.ts";
export type { MendedFile, MendRequest, UnmadeFix } from "./fixes/mend-file.ts";
export { changedLines } from "./git/changed-lines.ts";
export type { ChangedLines, Move } from "./git/changed-lines.ts";
export { forkPoint, GitError, missingForkPoint, openRepository, resolveCommit } from "./git/git-repository.ts";
export type { GitRepository } from "./git/git-repository.ts";
export { detours } from "./git/replaced-paths.ts";
export type { Detour } from "./git/replaced-paths.ts";
export { changedPaths, revisionOfCommit, revisionOfWorkTree } from "./git/revision-files.ts";
export type { RevisionFiles } from "./git/revision-files.ts";
export { filesOfCommit, filesOfWorkTree, pathsOfCommit } from "./git/tree-files.ts";
export type { TreeFile } from "./git/tree-files.ts";
export { onlyChanged } from "./only-changed.ts";
export { applyBaseline, baselineOf, formatBaseline, parseBaseline } from "./policy/baseline.ts";
export type { BaselineEntry, BaselineResult } from "./policy/baseline.ts";
export { applySeverities } from "./policy/apply-severities.ts";
export type { SeverityLevel } from "./policy/apply-severities.ts";
export { checkSids } from "./policy/check-sids.ts";
export type { SidPolicy, TeamRange } from "./policy/check-sids.ts";
export { SID_ALLOCATIONS, sidAllocation } from "./policy/sid-allocations.ts";
export type { SidAllocation } from "./policy/sid-allocations.ts";
export { summarise } from "./report-summary.ts";
export type { ReportSummary } from "./report-summary.ts";
export { CHECK_REPORTERS } from "./reporters/check-reporters.ts";
export { jsonReporter } from "./reporters/json.ts";
export { prettyReporter } from "./reporters/pretty.ts";
export type { Finding } from "./reporters/file-findings.ts";
export type { CheckReporter, ReporterOptions } from "./reporters/reporter.ts";
export { applySuppressions } from "./suppression.ts";
