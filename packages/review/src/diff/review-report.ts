import type { Target } from "@sigwright/core";
import type { Detour } from "../git/replaced-paths.ts";
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

/** What the check, and no engine, said of the new side's rules for one target. */
export interface TargetCheck {
  readonly rules: number;
  readonly refused: number;
  /** How many of the refused ones were refused on the old side, too. */
  readonly asBefore: number;
  /** Files that are no text, so that nothing is known of the rules in them. */
  readonly notText: number;
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

/** A signature that did not do what it is for. Missing numbers and texts are null. */
export interface FailedProof {
  readonly gid: number | null;
  readonly sid: number | null;
  /** The rule's name, where rules have names and not sids. */
  readonly name: string | null;
  /** `not-fired`, `near-miss-fired`, `noisy`. */
  readonly status: string;
  readonly why: string | null;
}

/** What an engine showed of the signatures of one generated ruleset that changed. */
export interface RulesetProof {
  /** The rule file; the folder, where nothing could be proven. */
  readonly path: string;
  /** For people: `Suricata 7.0.10`; absent where none was asked. */
  readonly engine?: string;
  /** Signatures that changed; the counts below are of those that were shown. */
  readonly changed: number;
  readonly proven: number;
  readonly notFired: number;
  readonly nearMissFired: number;
  readonly noisy: number;
  readonly notProvable: number;
  readonly failed: readonly FailedProof[];
  /** What is to be known of the proof as a whole. */
  readonly remarks: readonly string[];
  /** Why nothing was proven. */
  readonly reason?: string;
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
  /** Rules of the new side that each target refuses, by the target's name, those that only its engine refuses included. */
  readonly refused: ReadonlyMap<string, number>;
  /** What the check alone said, by the target's name. */
  readonly checks: ReadonlyMap<string, TargetCheck>;
  /** Links and submodules that the change brought or turned elsewhere: nothing was looked at that they lead to. */
  readonly unread: readonly Detour[];
  /** One for each engine that was asked; absent when none was to be. */
  readonly load?: readonly EngineLoad[];
  /** One for each generated ruleset that changed; absent when no engine was to be asked. */
  readonly proofs?: readonly RulesetProof[];
}
