import type { CheckReport } from "./checked-file.ts";
import { ruleCountOf } from "./verdict-counts.ts";

/** How much was checked and found. A file that was checked for several targets counts once for each, as do its rules. */
export interface ReportSummary {
  readonly files: number;
  readonly rules: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Counts what is in a report. */
export function summarise({ files }: Pick<CheckReport, "files">): ReportSummary {
  let rules = 0;
  let errors = 0;
  let warnings = 0;
  for (const file of files) {
    rules += ruleCountOf(file);
    for (const { diagnostic } of file.diagnostics) {
      if (diagnostic.severity === "error") errors++;
      else if (diagnostic.severity === "warning") warnings++;
    }
  }
  return { files: files.length, rules, errors, warnings };
}
