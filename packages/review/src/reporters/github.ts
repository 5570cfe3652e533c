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

/** Annotations of one kind that GitHub shows of a step. */
const MOST_SHOWN = 10;

/**
 * GitHub's workflow commands: annotations on the lines of a pull request, and how it went in the log. Of annotations that
 * GitHub does not show, as there are too many, the log would tell no places: they are listed there.
 */
export const githubReporter: CheckReporter = Object.freeze({
  id: "github",
  summary: "workflow commands of GitHub Actions, for annotations",
  write: commandText,
});

function* commandText(report: CheckReport): Generator<string> {
  for (const file of groupByPath(report.files)) {
    for (const finding of file.findings) yield `${command(file, finding)}\n`;
  }
  yield* leftOver(report);
  yield summaryText(report, styles(false));
}

function* leftOver(report: CheckReport): Generator<string> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  let isFirst = true;
  for (const { path, findings } of groupByPath(report.files)) {
    for (const { located } of findings) {
      const { severity, code } = located.diagnostic;
      if (++counts[severity] <= MOST_SHOWN) continue;
      if (isFirst) yield `GitHub shows ${MOST_SHOWN} annotations of a kind in each step. These are the others:\n`;
      isFirst = false;
      const { line, column } = placeOf(located);
      yield `- ${logText(`${visibleText(repositoryPath(path))}:${line}:${column}: ${severity}: ${findingText(located.diagnostic)} [${code}]`)}\n`;
    }
  }
}

/** Text in which the runner finds no command: those of the older kind, `##[…]`, may stand anywhere in a line. */
function logText(text: string): string {
  return text.replaceAll("##[", "## [");
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
