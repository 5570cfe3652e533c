import type { Diagnostic, Range, SourceText } from "@sigwright/core";
import type { ExpectedVerdict } from "@sigwright/engines";

/** The first line of a range, from where it starts: what a finding about a whole rule points at. */
export function firstLine({ start, end }: Range, source: SourceText): Range {
  const next = source.lineStart(source.positionAt(start).line + 1) ?? source.text.length;
  return { start, end: Math.max(start, Math.min(end, next)) };
}

/**
 * Findings that depend on other rules or on files beside the rules: an engine, which is given each rule alone, would not
 * agree and would not be wrong.
 */
const BESIDE_THE_RULE = /\/(?:duplicate-sid|missing-file)$/;

/** What the check would say of a rule that stands alone. */
export function expectedVerdict(findings: readonly Diagnostic[]): ExpectedVerdict {
  const own = findings.filter(({ code }) => !BESIDE_THE_RULE.test(code));
  if (own.some(({ rejects }) => rejects)) return "reject";
  return own.some(({ skips }) => skips === true) ? "skip" : "accept";
}

/** Whether a finding says that a file which the rule names is not there. */
export function isOfFilesBeside({ code }: Diagnostic): boolean {
  return code.endsWith("/missing-file");
}
