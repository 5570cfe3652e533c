import type { SignatureFormat, Target } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import { checkFile, compareRules, newFindings, ruleFile, summarise, targetName } from "@sigwright/review";
import type { CheckedFile, ReviewReport, RuleFile } from "@sigwright/review";
import type { CheckPolicy } from "./configuration/check-policy.ts";
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
  readonly policy: CheckPolicy;
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
  const { policy, formats } = settings;
  const files = policy.settle(policy.checkSets(checked, formats, {}));
  const oldFiles = policy.settle(policy.checkSets(oldChecked, formats, {}));
  // A file that is judged for several targets has its rules once.
  const same = new Map(files.filter(({ path }) => kept.has(path)).map(({ path, rules }) => [path, rules.length]));
  return {
    files,
    report: {
      changes: compared.changes,
      unchanged: [...same.values()].reduce((sum, count) => sum + count, compared.unchanged),
      findings: newFindings(oldFiles, [...policy.remarks, ...files]),
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

function check({ path, bytes }: SideFile, settings: ReviewSettings): readonly CheckedFile[] {
  const source = SourceText.fromBytes(bytes, { path });
  const format = formatOf(path, source.text, settings);
  if (format === undefined) return [];
  const configuration = settings.policy.engineOf(format.id);
  const targets = targetsOf(format, settings.policy.settingsOf(path).targets);
  return checkFile(path, source, format, targets, configuration === undefined ? {} : { configuration });
}

function formatOf(path: string, text: string, { formats, policy }: ReviewSettings): SignatureFormat | undefined {
  return policy.settingsOf(path).format ?? detectFormat(path, text, formats)?.format;
}

function parseAll(files: readonly SideFile[], settings: ReviewSettings): readonly RuleFile[] {
  return files.flatMap(({ path, bytes }) => {
    const source = SourceText.fromBytes(bytes, { path });
    const format = formatOf(path, source.text, settings);
    return format === undefined ? [] : [ruleFile(path, source, format)];
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
