import type { RuleConfiguration, SignatureFormat, Target } from "@sigwright/core";
import { compareRules, newFindings, ruleFile, summarise, targetChecks, targetName } from "@sigwright/review";
import type { CheckedFile, Detour, ReviewReport, RuleFile } from "@sigwright/review";
import { type FileCheck, uncached } from "./cache/check-cache.ts";
import { fileContent, type FileContent } from "./cache/file-content.ts";
import type { CheckPolicy } from "./configuration/check-policy.ts";
import type { OutputError } from "./output-error.ts";
import { type ListReader, readLists } from "./named-lists.ts";
import { askAboutChange, type NamedFiles } from "./review-load.ts";
import { type ChangeStates, proveChange } from "./review-proof.ts";

/** One state of a file. */
export interface SideFile {
  /** What reports call it by; the same on both sides for a file that was not moved. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether a file that its rules name is there; undefined for one that is not looked for. */
  readonly fileExists?: (name: string) => boolean | undefined;
  /** Reads the files that its rules name; absent where they are not looked for. */
  readonly lists?: ListReader;
}

/** How the two states are judged. */
export interface ReviewSettings {
  readonly formats: readonly SignatureFormat[];
  readonly policy: CheckPolicy;
  /** What finds out of files what is in them. Default: everything anew. */
  readonly check?: FileCheck;
  /** Present when installed engines are to be asked, too: what they are configured with. */
  readonly engine?: RuleConfiguration;
  /** What the change leads to that is not among the files. Default: nothing. */
  readonly unread?: readonly Detour[];
  /** Present when generated rulesets are to be proven in them. */
  readonly states?: ChangeStates;
}

/** A review, and what could not be asked. */
export interface Reviewed {
  readonly report: Omit<ReviewReport, "base">;
  /** Why an engine was not asked. */
  readonly failures: readonly OutputError[];
}

/** What became of a file on one side, and of what it asked about other files. */
interface Judged {
  readonly files: readonly CheckedFile[];
  readonly answers: ReadonlyMap<string, boolean | undefined>;
}

/** Says what the change from one state of rule files to another one means, and which findings are new. */
export async function reviewSides(before: readonly SideFile[], after: readonly SideFile[], settings: ReviewSettings): Promise<Reviewed> {
  const kept = unchangedPaths(before, after);
  const known = new Map<string, Judged>();
  const named = { before: new Map<string, NamedFiles>(), after: new Map<string, NamedFiles>() };
  const judge = (files: readonly SideFile[], side: keyof typeof named): readonly CheckedFile[] =>
    files.flatMap((file) => {
      const seen = kept.has(file.path) ? known.get(file.path) : undefined;
      const holds = seen !== undefined && [...seen.answers].every(([name, answer]) => file.fileExists?.(name) === answer);
      const judged = holds ? seen : check(file, settings);
      known.set(file.path, judged);
      if (file.lists !== undefined) named[side].set(file.path, namedFiles(file.path, judged.answers, file.lists));
      return judged.files;
    });
  const isChanged = ({ path }: SideFile): boolean => !kept.has(path);
  const compared = compareRules(parseAll(before.filter(isChanged), settings), parseAll(after.filter(isChanged), settings));
  const { policy, formats, check: { sets } = uncached } = settings;
  const checked = policy.checkSets(judge(after, "after"), formats, {}, sets);
  const oldChecked = policy.checkSets(judge(before, "before"), formats, {}, sets);
  const heard = settings.engine === undefined ? undefined : await askAboutChange(oldChecked, checked, { kept, named, configuration: settings.engine });
  const shown = settings.states === undefined ? undefined : await proveChange({ before: oldChecked, after: heard?.after ?? checked, kept, named: named.after }, settings.states);
  const files = policy.settle(shown?.files ?? heard?.after ?? checked);
  const oldFiles = policy.settle(heard?.before ?? oldChecked);
  // A file that is judged for several targets has its rules once.
  const same = new Map(files.filter(({ path }) => kept.has(path)).map(({ path, rules }) => [path, rules.length]));
  return {
    failures: [...(heard?.failures ?? []), ...(shown?.failures ?? [])],
    report: {
      changes: compared.changes,
      unchanged: [...same.values()].reduce((sum, count) => sum + count, compared.unchanged),
      findings: newFindings(oldFiles, [...policy.remarks, ...files]),
      mended: newFindings(files, oldFiles).length,
      summary: summarise({ files }),
      refused: refusedByTarget(files),
      checks: targetChecks(oldChecked, checked),
      unread: settings.unread ?? [],
      ...(heard === undefined ? {} : { load: heard.load(files) }),
      ...(shown === undefined ? {} : { proofs: shown.proofs }),
    },
  };
}

function namedFiles(path: string, answers: Judged["answers"], lists: ListReader): NamedFiles {
  const names = [...answers.keys()];
  return {
    changed: names.filter((name) => lists.isChanged(name)),
    read: async () => await readLists(path, names, lists),
    unread: async () => {
      const sizes = await Promise.all(names.map(async (name) => (answers.get(name) === true ? await lists.sizeOf(name) : 0)));
      return names.filter((_, index) => sizes[index] === undefined);
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

function check(file: SideFile, settings: ReviewSettings): Judged {
  const content = contentOf(file);
  const format = formatOf(content, settings);
  if (format === undefined) return { files: [], answers: new Map() };
  const configuration = settings.policy.engineOf(format.id);
  const { targets, profiles } = settings.policy.settingsOf(file.path);
  const answers = new Map<string, boolean | undefined>();
  const fileExists = (name: string): boolean | undefined => {
    const answer = file.fileExists?.(name);
    answers.set(name, answer);
    return answer;
  };
  const options = { profiles, ...(configuration === undefined ? {} : { configuration }), fileExists };
  const files = (settings.check ?? uncached).check({ ...content, format, targets: targetsOf(format, targets), options });
  return { files, answers };
}

function contentOf({ path, bytes }: SideFile): FileContent {
  return fileContent(path, bytes);
}

function formatOf(content: FileContent, { formats, policy, check: { detect } = uncached }: ReviewSettings): SignatureFormat | undefined {
  return policy.settingsOf(content.path).format ?? detect(content, formats).format;
}

function parseAll(files: readonly SideFile[], settings: ReviewSettings): readonly RuleFile[] {
  return files.flatMap((file) => {
    const content = contentOf(file);
    const format = formatOf(content, settings);
    return format === undefined ? [] : [ruleFile(file.path, content.source, format)];
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
