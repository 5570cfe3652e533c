import type { Range } from "./range.ts";
import type { SourceText } from "./source-text.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * How much a finding matters.
 * - `error`: the input can't be used as it stands, or the engine refuses it.
 * - `warning`: it can be used, but hardly does what its author meant.
 * - `info`: worth knowing; nothing is wrong.
 */
export type Severity = "error" | "warning" | "info";

/** A further place that explains a diagnostic, the other side of a conflict for example. */
export interface DiagnosticLabel {
  readonly range: Range;
  readonly message: string;
}

/** A change that mends what a diagnostic complains about. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** True when the change can't alter what the input means beyond mending the fault. */
  readonly safe: boolean;
}

/** One finding about one place of one text. Producers give data; reporters render it. */
export interface Diagnostic {
  /** `namespace/kebab-name`: stable, documented, never reused. */
  readonly code: string;
  readonly severity: Severity;
  /** True exactly when the engine would refuse the rule for it. */
  readonly rejects: boolean;
  /** Present when the engine would leave the rule out for it without calling it wrong. */
  readonly skips?: true;
  /** One line, lower-case start, no full stop, offending text in backticks. */
  readonly message: string;
  readonly range: Range;
  readonly labels?: readonly DiagnosticLabel[];
  /** What to do about it. */
  readonly help?: string;
  /** What would have been right at this place. */
  readonly expected?: readonly string[];
  readonly fixes?: readonly Fix[];
  readonly url?: string;
}

/** A diagnostic together with the text it speaks of. */
export interface LocatedDiagnostic {
  readonly source: SourceText;
  readonly diagnostic: Diagnostic;
}

/** What is known of a diagnostic code, for `explain` and the generated reference. */
export interface DiagnosticInfo {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** Why it matters and how to mend it; Markdown. */
  readonly explanation: string;
  /** A text that gives the diagnostic, and the same text mended. */
  readonly example?: { readonly bad: string; readonly good: string };
  /** Present for advice that is given only when it is asked for: the profile to ask for, such as `team`. */
  readonly profile?: string;
}
