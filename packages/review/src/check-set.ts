import type { Diagnostic, SignatureFormat, ValidateContext } from "@sigwright/core";
import { withChanges } from "./changed-copy.ts";
import { type CheckOptions, faultOfOurs } from "./check-file.ts";
import type { CheckedDiagnostic, CheckedFile } from "./checked-file.ts";
import { ruleExtents } from "./rule-extents.ts";
import { withRules } from "./verdict-counts.ts";

/** Files that an engine loads together. */
export interface FileSet {
  readonly format: SignatureFormat;
  readonly context: ValidateContext;
  readonly files: readonly CheckedFile[];
}

/** What is wrong with the rules of one file among those of a set. */
export interface SetFindings {
  readonly diagnostics: readonly CheckedDiagnostic[];
  /** Indexes of the rules that are refused for it. */
  readonly refused: readonly number[];
}

/** Gives what is wrong with each file of a set: what it knows of it, or what `judge` finds. */
export type KnownSets = (set: FileSet, judge: () => readonly SetFindings[]) => readonly SetFindings[];

/**
 * Files with what is wrong among the rules that an engine loads together: those of all files of a format, for each
 * target. What `checkFile` kept of the files for this is let go.
 *
 * @param known may know what was found in a set before. Default: nothing is known.
 */
export function checkSet(files: readonly CheckedFile[], formats: readonly SignatureFormat[], options: CheckOptions = {}, known: KnownSets = (_, judge) => judge()): readonly CheckedFile[] {
  const result = files.map(withoutFacts);
  for (const indexes of sets(files)) {
    const { format: id, target } = files[indexes[0]!]!;
    const format = formats.find((each) => each.id === id);
    if (format?.validateSet === undefined || target === undefined) continue;
    const { configuration } = options;
    const set: FileSet = { format, context: { target, ...(configuration === undefined ? {} : { configuration }) }, files: indexes.map((index) => files[index]!) };
    try {
      const found = known(set, () => judgeSet(set));
      for (const [member, index] of indexes.entries()) result[index] = withFindings(result[index]!, found[member]);
    } catch (error) {
      const index = indexes[0]!;
      result[index] = withFindings(result[index]!, placed(result[index]!, [faultOfOurs(format, error)]));
    }
  }
  return result;
}

function judgeSet({ format, context, files }: FileSet): readonly SetFindings[] {
  const members = files.map(({ path, source, facts }) => ({ name: path, source, facts }));
  const found = format.validateSet?.(members, context) ?? [];
  return files.map((file, index) => placed(file, found[index] ?? []));
}

/** A copy; what the file makes only when it is asked for stays so. */
function withoutFacts(file: CheckedFile): CheckedFile {
  if (!("facts" in file)) return file;
  const copy: { facts?: unknown } & CheckedFile = withChanges(file, {});
  delete copy.facts;
  return copy;
}

/** Indexes of the files that are loaded together: of one format and target. What could not be parsed is in none. */
function sets(files: readonly CheckedFile[]): readonly (readonly number[])[] {
  const byTarget = new Map<string, number[]>();
  for (const [index, file] of files.entries()) {
    // Not what was noted, only whether: it may have to be looked up.
    if (!("facts" in file)) continue;
    const key = `${file.format} ${file.target?.engine} ${file.target?.version}`;
    const known = byTarget.get(key);
    if (known === undefined) byTarget.set(key, [index]);
    else known.push(index);
  }
  return [...byTarget.values()];
}

/** Findings with the rules they start in. */
function placed({ source, rules }: CheckedFile, found: readonly Diagnostic[]): SetFindings {
  if (found.length === 0) return { diagnostics: [], refused: [] };
  const ruleAt = ruleExtents(source, rules);
  const refused = new Set(found.flatMap(({ rejects, range }) => (rejects ? (ruleAt(range.start) ?? []) : [])));
  const diagnostics = found.map((diagnostic): CheckedDiagnostic => {
    const index = ruleAt(diagnostic.range.start);
    const sid = index === undefined ? undefined : rules[index]?.sid;
    return sid === undefined ? { diagnostic } : { diagnostic, sid };
  });
  return { diagnostics, refused: [...refused] };
}

function withFindings(file: CheckedFile, found: SetFindings | undefined): CheckedFile {
  if (found === undefined || found.diagnostics.length === 0) return file;
  const refused = new Set(found.refused);
  const judged = refused.size === 0 ? file : withRules(file, file.rules.map((rule, index) => (refused.has(index) ? { ...rule, verdict: "reject" } : rule)));
  return withChanges(judged, { diagnostics: [...file.diagnostics, ...found.diagnostics].toSorted((a, b) => a.diagnostic.range.start - b.diagnostic.range.start) });
}
