import type { DiagnosticInfo } from "@sigwright/core";
import type { CheckReport } from "../checked-file.ts";

/** How a report is written; reporters for programs may pass over all of it. */
export interface ReporterOptions {
  /** Whether to use ANSI colours. Default false. */
  readonly color?: boolean;
  /** Columns to use for lines of a source. Default 100. */
  readonly width?: number;
  /** Write errors and nothing that is only for reading. Default false. */
  readonly quiet?: boolean;
  /** What is known of the codes, for reports that explain them. */
  readonly catalogue?: readonly DiagnosticInfo[];
  /** Version of the program, for reports that name it. */
  readonly version?: string;
}

/** Writes what a check came to in one form. Pure: the same report and options give the same text. */
export interface CheckReporter {
  /** Stable name, as it is asked for. */
  readonly id: string;
  /** One sentence. */
  readonly summary: string;
  /** The text in pieces, so that a long one need not be held at once. */
  write(report: CheckReport, options?: ReporterOptions): Iterable<string>;
}
