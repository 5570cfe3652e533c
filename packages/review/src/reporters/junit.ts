import type { CheckReport } from "../checked-file.ts";
import { type FileFindings, type Finding, groupByPath } from "./file-findings.ts";
import { findingText } from "./finding-text.ts";
import { placeOf, repositoryPath } from "./place.ts";
import type { CheckReporter } from "./reporter.ts";
import { xmlText } from "./xml-text.ts";

/** JUnit's XML: a suite for each file, in it a test case for each code of errors, and one that passes when there are none. */
export const junitReporter: CheckReporter = Object.freeze({
  id: "junit",
  summary: "JUnit's XML, for test reports",
  write: junitText,
});

function* junitText(report: CheckReport): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sigwright">\n';
  for (const file of groupByPath(report.files)) yield* suiteText(file);
  yield "</testsuites>\n";
}

function* suiteText({ path, findings }: FileFindings): Generator<string> {
  const name = xmlText(repositoryPath(path));
  const errors = errorsByCode(findings);
  const rest = findings.filter(({ located }) => located.diagnostic.severity !== "error");
  const tests = Math.max(errors.size, 1);
  yield `<testsuite name="${name}" tests="${tests}" failures="${errors.size}" errors="0">\n`;
  if (errors.size === 0) yield `<testcase classname="${name}" name="check"/>\n`;
  for (const [code, found] of errors) {
    const title = xmlText(code);
    const first = xmlText(lineText(found[0]!));
    yield `<testcase classname="${name}" name="${title}"><failure type="${title}" message="${first}">${lines(found)}</failure></testcase>\n`;
  }
  if (rest.length > 0) yield `<system-out>${lines(rest)}</system-out>\n`;
  yield "</testsuite>\n";
}

function errorsByCode(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const grouped = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { severity, code } = finding.located.diagnostic;
    if (severity !== "error") continue;
    const known = grouped.get(code);
    if (known === undefined) grouped.set(code, [finding]);
    else known.push(finding);
  }
  return grouped;
}

function lines(findings: readonly Finding[]): string {
  return findings.map((finding) => xmlText(lineText(finding))).join("\n");
}

function lineText({ located }: Finding): string {
  const { line, column } = placeOf(located);
  const { severity, code } = located.diagnostic;
  return `${line}:${column}: ${severity}: ${findingText(located.diagnostic)} [${code}]`;
}
