import type { Severity } from "@sigwright/core";
import { visibleText } from "@sigwright/core";
import type { CheckReport } from "../checked-file.ts";
import { type FileFindings, type Finding, groupByPath } from "./file-findings.ts";
import { findingText } from "./finding-text.ts";
import { placeOf, repositoryPath } from "./place.ts";
import type { CheckReporter } from "./reporter.ts";
import { styles } from "./style.ts";
import { summaryText } from "./summary-text.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** GitHub's workflow commands: annotations on the lines of a pull request, and how it went in the log. */
export const githubReporter: CheckReporter = Object.freeze({
  id: "github",
  summary: "workflow commands of GitHub Actions, for annotations",
  write: commandText,
});

function* commandText(report: CheckReport): Generator<string> {
  for (const file of groupByPath(report.files)) {
    for (const finding of file.findings) yield `${command(file, finding)}\n`;
  }
  yield summaryText(report, styles(false));
}

function command({ path }: FileFindings, { located }: Finding): string {
  const { diagnostic } = located;
  const { line, column, endLine, endColumn } = placeOf(located);
  const properties = [
    `file=${property(repositoryPath(path))}`,
    `line=${line}`,
    `endLine=${endLine}`,
    // Columns of a finding over several lines are taken for ones of a single line.
    ...(line === endLine ? [`col=${column}`, `endColumn=${Math.max(column, endColumn)}`] : []),
    `title=${property(diagnostic.code)}`,
  ];
  return `::${COMMANDS[diagnostic.severity]} ${properties.join(",")}::${data(findingText(diagnostic))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(visibleText(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
