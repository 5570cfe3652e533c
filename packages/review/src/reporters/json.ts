import type { SourceText } from "@sigwright/core";
import { byteOffsets } from "../byte-offsets.ts";
import { type CheckedDiagnostic, type CheckedFile, type CheckedRule, type CheckReport, targetName } from "../checked-file.ts";
import { summarise } from "../report-summary.ts";
import type { CheckReporter } from "./reporter.ts";

/**
 * One JSON document, a line for each rule and finding. Lines and columns are 1-based, columns in UTF-16 code units;
 * offsets are bytes of the file, 0-based; ends are exclusive. What is missing is null.
 */
export const jsonReporter: CheckReporter = Object.freeze({
  id: "json",
  summary: "one JSON document, for programs",
  write: jsonText,
});

function* jsonText(report: CheckReport): Generator<string> {
  yield '{"version":1,"files":[';
  let isFirst = true;
  for (const file of report.files) {
    yield isFirst ? "\n" : ",\n";
    isFirst = false;
    yield fileText(file);
  }
  const summary = { ...summarise(report), elapsedMs: Math.round(report.elapsedMs) };
  yield `],\n"summary":${JSON.stringify(summary)}}\n`;
}

function fileText({ path, source, format, target, rules, diagnostics }: CheckedFile): string {
  const head = JSON.stringify({ path, format, target: target === undefined ? null : targetName(target) });
  const ruleRecords = rules.map((rule) => JSON.stringify(ruleRecord(rule, source)));
  const bytesBefore = byteOffsets(source);
  const found = diagnostics.map((one) => JSON.stringify(diagnosticRecord(one, source, bytesBefore)));
  return `${head.slice(0, -1)},"rules":${lines(ruleRecords)},"diagnostics":${lines(found)}}`;
}

function lines(records: readonly string[]): string {
  return records.length === 0 ? "[]" : `[\n${records.join(",\n")}\n]`;
}

function ruleRecord({ range, enabled, gid, sid, rev, name, verdict }: CheckedRule, source: SourceText): Record<string, unknown> {
  return {
    line: source.positionAt(range.start).line,
    endLine: source.positionAt(Math.max(range.start, range.end - 1)).line,
    enabled,
    gid: gid ?? null,
    sid: sid ?? null,
    rev: rev ?? null,
    name: name ?? null,
    verdict,
  };
}

function diagnosticRecord(
  { diagnostic, sid }: CheckedDiagnostic,
  source: SourceText,
  bytesBefore: (offset: number) => number,
): Record<string, unknown> {
  const { code, severity, rejects, message, range, help } = diagnostic;
  const start = source.positionAt(range.start);
  const end = source.positionAt(range.end);
  return {
    code,
    severity,
    rejects,
    message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    offset: bytesBefore(range.start),
    endOffset: bytesBefore(range.end),
    help: help ?? null,
    sid: sid ?? null,
  };
}
