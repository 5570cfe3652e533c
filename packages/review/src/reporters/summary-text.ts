import type { Severity } from "@sigwright/core";
import { type CheckReport, type EngineAnswer, targetName } from "../checked-file.ts";
import type { FileFindings } from "./file-findings.ts";
import { counted, type Style } from "./style.ts";

/** How a check went: a line, and one more when an engine was asked too. Ends with a line feed. */
export function summaryText(report: CheckReport, files: readonly FileFindings[], style: Style): string {
  const line = `${verdictText(report, files, style)}\n`;
  return report.engine === undefined ? line : `${line}${engineText(report.engine, style)}\n`;
}

function verdictText(report: CheckReport, files: readonly FileFindings[], style: Style): string {
  const errors = countOf(files, "error");
  const warnings = countOf(files, "warning");
  const total = (of: (file: FileFindings) => number): number => files.reduce((sum, file) => sum + of(file), 0);
  const rules = total((file) => file.rules);
  const refused = total((file) => file.refused);
  const skipped = total((file) => file.skipped);
  const names = new Set(report.files.flatMap(({ target }) => (target === undefined ? [] : [targetName(target)])));
  const targets = [...names].join(" and ") || "the engine";

  const scope = `${rules === 0 ? "no rules" : counted(rules, "rule")} in ${counted(files.length, "file")}`;
  const findings = [
    ...(skipped === 0 ? [] : [`${skipped.toLocaleString("en-US")} left out in silence`]),
    ...(errors === 0 ? [] : [counted(errors, "error")]),
    ...(warnings === 0 ? [] : [counted(warnings, "warning")]),
  ];
  const found = findings.length === 0 ? "" : `: ${findings.join(", ")}`;
  const sign = errors > 0 ? style.red("✗") : warnings > 0 ? style.yellow("!") : style.green("✓");
  if (refused > 0) {
    return `${sign} ${refused.toLocaleString("en-US")} of ${scope} ${refused === 1 ? "is" : "are"} refused by ${targets}${found}`;
  }
  if (rules === 0 || skipped > 0) return `${sign} ${scope}${found}`;
  return `${sign} ${scope} ${rules === 1 ? "loads" : "load"} on ${targets}${found}`;
}

function countOf(files: readonly FileFindings[], severity: Severity): number {
  return files.reduce(
    (sum, { findings }) => sum + findings.filter(({ located }) => located.diagnostic.severity === severity).length,
    0,
  );
}

function engineText({ engine, asked, disagreements }: EngineAnswer, style: Style): string {
  const scope = `${engine} was asked about ${counted(asked, "rule")}`;
  if (disagreements === 0) return `${style.green("✓")} ${scope} and says the same`;
  return `${style.yellow("≠")} ${scope} and differs on ${disagreements.toLocaleString("en-US")}`;
}
