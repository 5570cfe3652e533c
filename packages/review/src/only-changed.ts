import type { Range, SourceText } from "@sigwright/core";
import type { CheckedDiagnostic, CheckedFile } from "./checked-file.ts";
import type { ChangedLines } from "./git/changed-lines.ts";
import { ruleExtents } from "./rule-extents.ts";

/**
 * A file with the findings about lines that changed only: those in a rule with a changed line, in a changed line outside
 * of rules, and those that point at such a line as the other side of a conflict. Rules and verdicts stay.
 */
export function onlyChanged(file: CheckedFile, changed: ChangedLines): CheckedFile {
  const { source, rules, diagnostics, suppressed } = file;
  const ruleAt = ruleExtents(source, rules);
  const isChanged = (range: Range): boolean => {
    const index = ruleAt(range.start);
    return touches(source, changed, range) || (index !== undefined && touches(source, changed, rules[index]!.range));
  };
  const isWanted = ({ diagnostic: { range, labels = [] } }: CheckedDiagnostic): boolean =>
    isChanged(range) || labels.some((label) => isChanged(label.range));
  return {
    ...file,
    diagnostics: diagnostics.filter(isWanted),
    ...(suppressed === undefined ? {} : { suppressed: suppressed.filter(isWanted) }),
  };
}

function touches(source: SourceText, changed: ChangedLines, { start, end }: Range): boolean {
  return changed.touches(source.positionAt(start).line, source.positionAt(Math.max(start, end - 1)).line);
}
