import { formatDiagnostic, visibleText, type Severity } from "@sigwright/core";
import type { CheckReport } from "../checked-file.ts";
import { type FileFindings, type Finding, groupByPath } from "./file-findings.ts";
import { SEVERITIES } from "./finding-text.ts";
import type { CheckReporter, ReporterOptions } from "./reporter.ts";
import { counted, shownNumber, type Style, styles } from "./style.ts";
import { summaryText } from "./summary-text.ts";

/** Findings shown with the text they are about; more than that nobody reads. */
const MOST = 200;
/** Codes that are named among those that are not shown. */
const MOST_CODES = 5;

/**
 * For people: findings with the lines they are about, by file; what loads on one target and not on another; how it went
 * in one line. Safe for terminals whatever the files hold.
 */
export const prettyReporter: CheckReporter = Object.freeze({
  id: "pretty",
  summary: "for people, with the lines at fault",
  write: prettyText,
});

function* prettyText(report: CheckReport, options: ReporterOptions = {}): Generator<string> {
  const style = styles(options.color === true);
  const files = groupByPath(report.files);
  const findings = files.flatMap(({ findings: found }) => found).filter(({ located }) => isWanted(located.diagnostic.severity, options));
  const shown = choose(findings);
  for (const file of files) yield* fileText(file, shown, style, options);
  const hidden = findings.filter((finding) => !shown.has(finding));
  if (hidden.length > 0) yield `${hiddenText(hidden, style)}\n\n`;
  if (options.quiet !== true) yield summaryText(report, style);
}

function isWanted(severity: Severity, { quiet }: ReporterOptions): boolean {
  return quiet !== true || severity === "error";
}

/** The findings that are shown: the worst, when there are too many. */
function choose(findings: readonly Finding[]): ReadonlySet<Finding> {
  if (findings.length <= MOST) return new Set(findings);
  const worstFirst = SEVERITIES.flatMap((severity) => findings.filter(({ located }) => located.diagnostic.severity === severity));
  return new Set(worstFirst.slice(0, MOST));
}

function* fileText(file: FileFindings, shown: ReadonlySet<Finding>, style: Style, options: ReporterOptions): Generator<string> {
  const findings = file.findings.filter((finding) => shown.has(finding));
  const differences = options.quiet === true ? [] : file.differences.slice(0, MOST);
  if (findings.length === 0 && differences.length === 0) return;
  if (options.quiet !== true) yield `${headingText(file, style)}\n\n`;
  const { color, width } = options;
  const format = { ...(color === undefined ? {} : { color }), ...(width === undefined ? {} : { width }) };
  for (const { located } of findings) yield `${formatDiagnostic(located, format)}\n\n`;
  for (const difference of differences) yield `  ${style.yellow("≠")} ${visibleText(difference)}\n`;
  const rest = file.differences.length - differences.length;
  if (rest > 0 && options.quiet !== true) yield `  ${style.dim(`… and ${counted(rest, "more rule")} that not all targets load`)}\n`;
  if (differences.length > 0) yield "\n";
}

function headingText({ path, rules, refused }: FileFindings, style: Style): string {
  const counts = refused === 0 ? counted(rules, "rule") : `${counted(rules, "rule")}, ${shownNumber(refused)} refused`;
  return `${style.bold(visibleText(path))}  ${style.dim(counts)}`;
}

function hiddenText(hidden: readonly Finding[], style: Style): string {
  const byCode = new Map<string, number>();
  for (const { located } of hidden) byCode.set(located.diagnostic.code, (byCode.get(located.diagnostic.code) ?? 0) + 1);
  const codes = [...byCode].toSorted(([, a], [, b]) => b - a);
  const named = codes.slice(0, MOST_CODES).map(([code, count]) => `${shownNumber(count)} × ${visibleText(code)}`);
  if (codes.length > MOST_CODES) named.push("others");
  return style.dim(`… and ${counted(hidden.length, "more finding")} (${named.join(", ")}); --reporter json lists them`);
}
