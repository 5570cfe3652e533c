import type { Diagnostic, SignatureFormat } from "@sigwright/core";
import { type CheckOptions, faultOfOurs } from "./check-file.ts";
import type { CheckedDiagnostic, CheckedFile } from "./checked-file.ts";
import { ruleExtents } from "./rule-extents.ts";

/**
 * Files with what is wrong among the rules that an engine loads together: those of all files of a format, for each
 * target. What `checkFile` kept of the files for this is let go.
 */
export function checkSet(files: readonly CheckedFile[], formats: readonly SignatureFormat[], options: CheckOptions = {}): readonly CheckedFile[] {
  const result = files.map(withoutFacts);
  for (const indexes of sets(files)) {
    const { format: id, target } = files[indexes[0]!]!;
    const format = formats.find((each) => each.id === id);
    if (format?.validateSet === undefined || target === undefined) continue;
    try {
      const members = indexes.map((index) => {
        const { path, source, facts } = files[index]!;
        return { name: path, source, facts };
      });
      const { configuration } = options;
      const found = format.validateSet(members, { target, ...(configuration === undefined ? {} : { configuration }) });
      for (const [member, index] of indexes.entries()) result[index] = withFindings(result[index]!, found[member] ?? []);
    } catch (error) {
      const index = indexes[0]!;
      result[index] = withFindings(result[index]!, [faultOfOurs(format, error)]);
    }
  }
  return result;
}

/** A copy; what the file makes only when it is asked for stays so. */
function withoutFacts(file: CheckedFile): CheckedFile {
  if (!("facts" in file)) return file;
  const { facts: _facts, ...rest } = Object.getOwnPropertyDescriptors(file);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is the same file
  return Object.defineProperties({}, rest) as CheckedFile;
}

/** Indexes of the files that are loaded together: of one format and target. What could not be parsed is in none. */
function sets(files: readonly CheckedFile[]): readonly (readonly number[])[] {
  const byTarget = new Map<string, number[]>();
  for (const [index, { format, target, facts }] of files.entries()) {
    if (facts === undefined) continue;
    const key = `${format} ${target?.engine} ${target?.version}`;
    const known = byTarget.get(key);
    if (known === undefined) byTarget.set(key, [index]);
    else known.push(index);
  }
  return [...byTarget.values()];
}

function withFindings(file: CheckedFile, found: readonly Diagnostic[]): CheckedFile {
  if (found.length === 0) return file;
  const ruleAt = ruleExtents(file.source, file.rules);
  const refused = new Set(found.filter(({ rejects }) => rejects).map(({ range }) => ruleAt(range.start)));
  const added = found.map((diagnostic): CheckedDiagnostic => {
    const index = ruleAt(diagnostic.range.start);
    const sid = index === undefined ? undefined : file.rules[index]?.sid;
    return sid === undefined ? { diagnostic } : { diagnostic, sid };
  });
  return {
    ...file,
    rules: file.rules.map((rule, index) => (refused.has(index) ? { ...rule, verdict: "reject" } : rule)),
    diagnostics: [...file.diagnostics, ...added].toSorted((a, b) => a.diagnostic.range.start - b.diagnostic.range.start),
  };
}
