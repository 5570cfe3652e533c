import type { Range, Severity, SourceText } from "@sigwright/core";
import { visibleText } from "@sigwright/core";
import type { CheckReport } from "../checked-file.ts";
import { type FileFindings, type Finding, groupByPath } from "./file-findings.ts";
import { findingText } from "./finding-text.ts";
import { repositoryPath } from "./place.ts";
import type { CheckReporter } from "./reporter.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

/** The Reviewdog Diagnostic Format: findings and suggested changes. Columns are bytes, as that format has it. */
export const rdjsonReporter: CheckReporter = Object.freeze({
  id: "rdjson",
  summary: "the Reviewdog Diagnostic Format",
  write: diagnosticText,
});

function* diagnosticText(report: CheckReport): Generator<string> {
  let isFirst = true;
  yield '{"source":{"name":"sigwright"},"diagnostics":[';
  for (const file of groupByPath(report.files)) {
    for (const finding of file.findings) {
      yield `${isFirst ? "\n" : ",\n"}${JSON.stringify(record(file, finding))}`;
      isFirst = false;
    }
  }
  yield "\n]}\n";
}

function record({ path }: FileFindings, { located: { source, diagnostic } }: Finding): Record<string, unknown> {
  const { range, severity, code, url } = diagnostic;
  const suggestions = (diagnostic.fixes ?? []).flatMap(({ edits }) =>
    // A suggestion is one change; what takes several can't be offered.
    edits.length === 1 ? [{ range: byteRange(source, edits[0]!.range), text: edits[0]!.newText }] : [],
  );
  return {
    message: findingText(diagnostic),
    location: { path: repositoryPath(path), range: byteRange(source, range) },
    severity: SEVERITIES[severity],
    code: { value: visibleText(code), ...(url === undefined ? {} : { url }) },
    ...(suggestions.length === 0 ? {} : { suggestions }),
  };
}

function byteRange(source: SourceText, { start, end }: Range): Record<string, unknown> {
  return { start: bytePosition(source, start), end: bytePosition(source, end) };
}

function bytePosition(source: SourceText, offset: number): Record<string, number> {
  const { line } = source.positionAt(offset);
  return { line, column: source.byteLength(source.lineStart(line) ?? 0, offset) + 1 };
}
