import type { Diagnostic, Range, SourceText, Target } from "@sigwright/core";

/**
 * What the engine would make of a rule.
 * - `accept`: it loads it.
 * - `reject`: it refuses it.
 * - `skip`: it leaves it out in silence; a warning says so and why.
 */
export type Verdict = "accept" | "reject" | "skip";

/** How many rules have which verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** A rule that was judged. Absent numbers and names are absent in the rule. */
export interface CheckedRule {
  readonly range: Range;
  /** False for a rule that stands commented out. */
  readonly enabled: boolean;
  readonly gid?: number;
  readonly sid?: number;
  readonly rev?: number;
  readonly name?: string;
  readonly verdict: Verdict;
}

/** A finding and the rule it starts in, if any. */
export interface CheckedDiagnostic {
  readonly diagnostic: Diagnostic;
  /** Sid of the rule; absent outside of rules and in rules without one. */
  readonly sid?: number;
}

/** A finding that somebody wants nothing said of. */
export interface SuppressedDiagnostic extends CheckedDiagnostic {
  /** Why, in the words that stand in the file. */
  readonly justification: string;
  /** Present when a baseline says so, and not the file itself. */
  readonly kind?: "external";
}

/** One file judged for one engine version. */
export interface CheckedFile {
  /** As it was given; `-` for standard input. */
  readonly path: string;
  readonly source: SourceText;
  /** Id of the format. */
  readonly format: string;
  /** Absent when the format knows no engine versions. */
  readonly target?: Target;
  /** Rules that were judged, in the order of the text. */
  readonly rules: readonly CheckedRule[];
  /** What {@link rules} come to, where that is known without a look at them. */
  readonly verdicts?: VerdictCounts;
  /** In the order of the text. */
  readonly diagnostics: readonly CheckedDiagnostic[];
  /** Findings that a comment in the file suppresses; they count for nothing. */
  readonly suppressed?: readonly SuppressedDiagnostic[];
  /** False when it is known that no comment in the file suppresses anything. */
  readonly hasSuppressions?: boolean;
  /** What the format noted of the file for `checkSet`, which takes it out again. */
  readonly facts?: unknown;
}

/** What was heard of an installed engine that was asked too. */
export interface EngineAnswer {
  /** For people: `Suricata 7.0.10`. */
  readonly engine: string;
  readonly target: Target;
  /** Number of rules that it gave a verdict on. */
  readonly asked: number;
  /** Number of rules on which it and the check differ. */
  readonly disagreements: number;
}

/** All that a check came to. */
export interface CheckReport {
  /** By path; one file's targets in the order they were asked for. */
  readonly files: readonly CheckedFile[];
  readonly elapsedMs: number;
  /** What each engine that was asked too said. */
  readonly engines?: readonly EngineAnswer[];
}

/** An engine version as people write it: `suricata@7.0`. */
export function targetName({ engine, version }: Target): string {
  return `${engine}@${version}`;
}
