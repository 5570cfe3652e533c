import type { EngineAnswer } from "../checked-file.ts";
import type { ReportSummary } from "../report-summary.ts";
import type { RulesCompared } from "./compare-rules.ts";
import type { PlacedFinding } from "./new-findings.ts";

/** What a change of rules came to, for a reviewer. */
export interface ReviewReport extends RulesCompared {
  /** What the new side was compared with, for people: a branch, a file. */
  readonly base: string;
  /** Findings that the old side has not. */
  readonly findings: readonly PlacedFinding[];
  /** How many of the old side's findings are gone. */
  readonly mended: number;
  /** The new side as a whole. */
  readonly summary: ReportSummary;
  /** Rules of the new side that each target refuses, by the target's name. */
  readonly refused: ReadonlyMap<string, number>;
  readonly engine?: EngineAnswer;
}
