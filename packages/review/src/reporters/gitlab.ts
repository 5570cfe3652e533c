import type { Diagnostic } from "@sigwright/core";
import type { CheckReport } from "../checked-file.ts";
import { type FileFindings, type Finding, groupByPath } from "./file-findings.ts";
import { fingerprints } from "./finding-fingerprint.ts";
import { findingText } from "./finding-text.ts";
import { placeOf, repositoryPath } from "./place.ts";
import type { CheckReporter } from "./reporter.ts";

/** GitLab's Code Quality report: findings in the widget of a merge request. */
export const gitlabReporter: CheckReporter = Object.freeze({
  id: "gitlab",
  summary: "a Code Quality report, for GitLab",
  write: qualityText,
});

function* qualityText(report: CheckReport): Generator<string> {
  let isFirst = true;
  yield "[";
  for (const file of groupByPath(report.files)) {
    const prints = fingerprints(file.findings);
    for (const [index, finding] of file.findings.entries()) {
      yield `${isFirst ? "\n" : ",\n"}${JSON.stringify(record(file, finding, prints[index]!))}`;
      isFirst = false;
    }
  }
  yield "\n]\n";
}

function record({ path }: FileFindings, { located }: Finding, fingerprint: string): Record<string, unknown> {
  const { line, endLine } = placeOf(located);
  const place = repositoryPath(path);
  return {
    description: findingText(located.diagnostic),
    check_name: located.diagnostic.code,
    // Unlike other platforms, GitLab compares findings of all files by this alone.
    fingerprint: `${fingerprint}:${place}`,
    severity: severityOf(located.diagnostic),
    location: { path: place, lines: { begin: line, end: endLine } },
  };
}

function severityOf({ severity, rejects }: Diagnostic): string {
  if (rejects) return "critical";
  return severity === "error" ? "major" : severity === "warning" ? "minor" : "info";
}
