import type { Range, SourceText } from "@sigwright/core";

/** The first line of a range, from where it starts: what a finding about a whole rule points at. */
export function firstLine({ start, end }: Range, source: SourceText): Range {
  const next = source.lineStart(source.positionAt(start).line + 1) ?? source.text.length;
  return { start, end: Math.max(start, Math.min(end, next)) };
}
