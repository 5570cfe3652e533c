import type { CheckedFile } from "../checked-file.ts";
import { type FileFindings, type Finding, groupByPath } from "../reporters/file-findings.ts";
import { fingerprints } from "../reporters/finding-fingerprint.ts";

/** A finding and the file it is in. */
export interface PlacedFinding {
  readonly path: string;
  readonly finding: Finding;
}

/** Findings of the new side that the old one has not, in the order of the report; moved rules bring theirs along. */
export function newFindings(before: readonly CheckedFile[], after: readonly CheckedFile[]): readonly PlacedFinding[] {
  const known = new Map<string, number>();
  for (const { print } of printed(groupByPath(before))) known.set(print, (known.get(print) ?? 0) + 1);
  return printed(groupByPath(after)).flatMap(({ path, finding, print }) => {
    const left = known.get(print) ?? 0;
    if (left === 0) return [{ path, finding }];
    known.set(print, left - 1);
    return [];
  });
}

function printed(files: readonly FileFindings[]): readonly (PlacedFinding & { readonly print: string })[] {
  return files.flatMap(({ path, findings }) => {
    const prints = fingerprints(findings);
    return findings.map((finding, index) => ({ path, finding, print: prints[index]! }));
  });
}
