import type { SignatureFormat, Target } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import { applySuppressions, checkFile, checkSet, compareRules, newFindings, ruleFile, summarise, targetName } from "@sigwright/review";
import type { CheckedFile, CheckOptions, ReviewReport, RuleFile } from "@sigwright/review";
import { detectFormat } from "./format-detection.ts";

/** One state of a file. */
export interface SideFile {
  /** What reports call it by; the same on both sides for a file that was not moved. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How the two states are judged. */
export interface ReviewSettings {
  readonly formats: readonly SignatureFormat[];
  /** Those to judge for; the first that each format knows where none is of that format. */
  readonly targets: readonly Target[];
  readonly options: CheckOptions;
}

/** A review, and what it stands on. */
export interface Reviewed {
  readonly report: Omit<ReviewReport, "base">;
  /** The new state, judged. */
  readonly files: readonly CheckedFile[];
}

/** Says what the change from one state of rule files to another one means, and which findings are new. */
export function reviewSides(before: readonly SideFile[], after: readonly SideFile[], settings: ReviewSettings): Reviewed {
  const kept = unchangedPaths(before, after);
  const known = new Map<string, readonly CheckedFile[]>();
  const judge = (files: readonly SideFile[]): readonly CheckedFile[] =>
    files.flatMap((file) => {
      const seen = kept.has(file.path) ? known.get(file.path) : undefined;
      const checked = seen ?? check(file, settings);
      known.set(file.path, checked);
      return checked;
    });
  const isChanged = ({ path }: SideFile): boolean => !kept.has(path);
  const compared = compareRules(parseAll(before.filter(isChanged), settings), parseAll(after.filter(isChanged), settings));
  const checked = judge(after);
  const oldChecked = judge(before);
  const files = applySuppressions(checkSet(checked, settings.formats, settings.options));
  const oldFiles = applySuppressions(checkSet(oldChecked, settings.formats, settings.options));
  // A file that is judged for several targets has its rules once.
  const same = new Map(files.filter(({ path }) => kept.has(path)).map(({ path, rules }) => [path, rules.length]));
  return {
    files,
    report: {
      changes: compared.changes,
      unchanged: [...same.values()].reduce((sum, count) => sum + count, compared.unchanged),
      findings: newFindings(oldFiles, files),
      mended: newFindings(files, oldFiles).length,
      summary: summarise({ files }),
      refused: refusedByTarget(files),
    },
  };
}

/** Paths of files that are the same on both sides. */
function unchangedPaths(before: readonly SideFile[], after: readonly SideFile[]): ReadonlySet<string> {
  const old = new Map(before.map(({ path, bytes }) => [path, bytes]));
  return new Set(after.filter(({ path, bytes }) => isSame(old.get(path), bytes)).map(({ path }) => path));
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

function check({ path, bytes }: SideFile, { formats, targets, options }: ReviewSettings): readonly CheckedFile[] {
  const source = SourceText.fromBytes(bytes, { path });
  const detected = detectFormat(path, source.text, formats);
  return detected === undefined ? [] : checkFile(path, source, detected.format, targetsOf(detected.format, targets), options);
}

function parseAll(files: readonly SideFile[], { formats }: ReviewSettings): readonly RuleFile[] {
  return files.flatMap(({ path, bytes }) => {
    const source = SourceText.fromBytes(bytes, { path });
    const detected = detectFormat(path, source.text, formats);
    return detected === undefined ? [] : [ruleFile(path, source, detected.format)];
  });
}

/** The targets to judge a format's rules for: those asked for, else its first. */
export function targetsOf(format: SignatureFormat, targets: readonly Target[]): readonly Target[] {
  const known = format.targets ?? [];
  const wanted = targets.filter((target) => known.some(({ engine }) => engine === target.engine));
  return wanted.length > 0 ? wanted : known.slice(0, 1);
}

function refusedByTarget(files: readonly CheckedFile[]): ReadonlyMap<string, number> {
  const refused = new Map<string, number>();
  for (const { target, rules } of files) {
    if (target === undefined) continue;
    const name = targetName(target);
    refused.set(name, (refused.get(name) ?? 0) + rules.filter(({ verdict }) => verdict === "reject").length);
  }
  return refused;
}
