import type { Target } from "@sigwright/core";
import type { ReportSummary } from "../report-summary.ts";
import type { RulesCompared } from "./compare-rules.ts";
import type { PlacedFinding } from "./new-findings.ts";

/** How an installed engine loads the rules of one side that are not the same on the other. */
export interface LoadCount {
  /** Number of rules that it gave a verdict on. */
  readonly rules: number;
  /** How many of these it loads. */
  readonly loaded: number;
}

/** What an installed engine said of a change. An engine that judges whole files was asked about those that changed. */
export interface EngineLoad {
  /** For people: `Suricata`. */
  readonly engine: string;
  /** As it calls itself: `7.0.10`. */
  readonly version: string;
  readonly target: Target;
  readonly before: LoadCount;
  readonly after: LoadCount;
  /** Where it differs from the check, on the new side. Those that the old side has not are among the new findings. */
  readonly disagreements: readonly PlacedFinding[];
}

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
  /** One for each engine that was asked; absent when none was to be. */
  readonly load?: readonly EngineLoad[];
}
