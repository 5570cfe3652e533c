import type { SourceText } from "@sigwright/core";
import { byteOffsets } from "../byte-offsets.ts";
import { targetName } from "../checked-file.ts";
import { placeOf } from "../reporters/place.ts";
import type { PlacedFinding } from "./new-findings.ts";
import type { EngineLoad, ReviewReport, RulesetProof } from "./review-report.ts";
import type { PlacedRule, RuleChange } from "./rule-change.ts";

/**
 * A review as one JSON document. Lines and columns are 1-based, columns in UTF-16 code units, offsets bytes of the file,
 * 0-based; ends are exclusive. What is missing is null.
 */
export function reviewJson(report: ReviewReport): string {
  const { base, changes, unchanged, findings, mended, summary, refused, checks, unread, load, proofs } = report;
  const offsets = new Map<SourceText, (offset: number) => number>();
  const bytesBefore = (source: SourceText, offset: number): number => {
    const known = offsets.get(source) ?? byteOffsets(source);
    offsets.set(source, known);
    return known(offset);
  };
  const document = {
    version: 1,
    base,
    changes: changes.map(changeRecord),
    unchanged,
    findings: findings.map((finding) => findingRecord(finding, bytesBefore)),
    mended,
    refused: Object.fromEntries(refused),
    checks: Object.fromEntries(checks),
    unread: unread.map(({ path, kind }) => ({ path, kind })),
    load: load?.map((engine) => loadRecord(engine, bytesBefore)) ?? null,
    proofs: proofs?.map(proofRecord) ?? null,
    summary: { files: summary.files, rules: summary.rules },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function proofRecord({ path, engine, reason, ...counts }: RulesetProof): Record<string, unknown> {
  return { path, engine: engine ?? null, ...counts, reason: reason ?? null };
}

function loadRecord({ engine, version, target, before, after, disagreements }: EngineLoad, bytesBefore: (source: SourceText, offset: number) => number): Record<string, unknown> {
  return { engine, version, target: targetName(target), before, after, disagreements: disagreements.map((finding) => findingRecord(finding, bytesBefore)) };
}

function changeRecord({ kinds, before, after, meaning, description, remarks }: RuleChange): Record<string, unknown> {
  return {
    kinds,
    before: before === undefined ? null : ruleRecord(before),
    after: after === undefined ? null : ruleRecord(after),
    meaning: meaning.map(({ message, effect }) => ({ message, effect })),
    description: description.map(({ message }) => message),
    remarks: remarks.map(({ code, message }) => ({ code, message })),
  };
}

function ruleRecord({ file, rule }: PlacedRule): Record<string, unknown> {
  const { range, enabled, gid, sid, rev, name } = rule;
  return {
    path: file.path,
    line: file.source.positionAt(range.start).line,
    endLine: file.source.positionAt(Math.max(range.start, range.end - 1)).line,
    enabled,
    gid: gid ?? null,
    sid: sid ?? null,
    rev: rev ?? null,
    name: name ?? null,
    text: file.source.text.slice(range.start, range.end),
  };
}

function findingRecord(
  { path, finding: { located, sid } }: PlacedFinding,
  bytesBefore: (source: SourceText, offset: number) => number,
): Record<string, unknown> {
  const { source, diagnostic } = located;
  const { code, severity, rejects, message, help, range } = diagnostic;
  return {
    path,
    code,
    severity,
    rejects,
    message,
    ...placeOf(located),
    offset: bytesBefore(source, range.start),
    endOffset: bytesBefore(source, range.end),
    help: help ?? null,
    sid: sid ?? null,
  };
}
