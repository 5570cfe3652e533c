import type { RuleConfiguration } from "@sigwright/core";
import { newFindings, targetName } from "@sigwright/review";
import type { CheckedFile, CheckedRule, EngineLoad } from "@sigwright/review";
import { askEngines } from "./engine-check.ts";
import type { EngineAnswerInParts } from "./engine-check.ts";
import type { EngineQuestion } from "./engine-judge.ts";
import type { NamedLists } from "./named-lists.ts";
import type { OutputError } from "./output-error.ts";

/** What the rules of a file name. */
export interface NamedFiles {
  /** The names of what is not the same on the other side. */
  readonly changed: readonly string[];
  /** Reads all of it. */
  readonly read: () => Promise<NamedLists>;
  /** The names of what is there and is not read, as a link leads to it: an engine would miss it. */
  readonly unread: () => Promise<readonly string[]>;
}

/** Where a change is, and how engines are configured. */
export interface ChangePlaces {
  /** Paths of files that are the same on both sides. */
  readonly kept: ReadonlySet<string>;
  /** What the rules of the files name, by path, on each side. */
  readonly named: Readonly<Record<"before" | "after", ReadonlyMap<string, NamedFiles>>>;
  readonly configuration: RuleConfiguration;
}

/** Both sides of a change with what engines said of them. */
export interface ChangeLoaded {
  readonly before: readonly CheckedFile[];
  readonly after: readonly CheckedFile[];
  readonly failures: readonly OutputError[];
  /** What each engine said, by the new side as it is once findings that nobody wants are out. */
  readonly load: (settled: readonly CheckedFile[]) => readonly EngineLoad[];
}

/**
 * Asks the installed engines whether they load the rules of a change, and those that stood there before. What is the
 * same on both sides is not asked about.
 */
export async function askAboutChange(before: readonly CheckedFile[], after: readonly CheckedFile[], { kept, named, configuration }: ChangePlaces): Promise<ChangeLoaded> {
  const [changedBefore, changedAfter] = [before, after].map((files) => files.filter(({ path }) => !kept.has(path)));
  const [old, young] = [
    await askEngines(await questions(before, changedAfter!, kept, named.before), configuration),
    await askEngines(await questions(after, changedBefore!, kept, named.after), configuration),
  ];
  const reasons = new Set(young.failures.map(({ message }) => message));
  return {
    before: old.files,
    after: young.files,
    failures: [...young.failures, ...old.failures.filter(({ message }) => !reasons.has(message))],
    load: (settled) => engineLoads(old.answers, young.answers, settled),
  };
}

async function questions(files: readonly CheckedFile[], others: readonly CheckedFile[], kept: ReadonlySet<string>, named: ReadonlyMap<string, NamedFiles>): Promise<readonly EngineQuestion[]> {
  const known = new Set(others.flatMap(({ source, rules }) => rules.map((rule) => ruleText(rule, source.text))));
  return await Promise.all(
    files.map(async (file): Promise<EngineQuestion> => {
      const lists = named.get(file.path);
      const touched = new Set(file.rules.filter((rule) => isTouched(rule, file, { isKept: kept.has(file.path), known, lists })));
      const unread = touched.size === 0 || lists === undefined ? [] : await lists.unread();
      const isAsked = (rule: CheckedRule): boolean => touched.has(rule) && !unread.some((name) => ruleText(rule, file.source.text).includes(name));
      return { file, isAsked, ...(lists === undefined ? {} : { lists: lists.read }) };
    }),
  );
}

/** Whether a rule, or a file that it names, is not as it is on the other side. */
export function isTouched(
  rule: CheckedRule,
  { source }: CheckedFile,
  other: { readonly isKept: boolean; readonly known: ReadonlySet<string>; readonly lists: NamedFiles | undefined },
): boolean {
  const text = ruleText(rule, source.text);
  if (!other.isKept && !other.known.has(text)) return true;
  return other.lists !== undefined && other.lists.changed.some((name) => text.includes(name));
}

/** A rule as it stands there, a disabled one other than an enabled one. */
export function ruleText({ range, enabled }: CheckedRule, text: string): string {
  return `${enabled ? "" : "#"}${text.slice(range.start, range.end)}`;
}

function engineLoads(before: readonly EngineAnswerInParts[], after: readonly EngineAnswerInParts[], settled: readonly CheckedFile[]): readonly EngineLoad[] {
  const names = new Set([...after, ...before].map(({ engine }) => engine));
  return [...names].map((name) => {
    const [old, young] = [before, after].map((answers) => answers.find(({ engine }) => engine === name));
    const { name: engine, version, target } = (young ?? old)!;
    const meant = settled.flatMap((file): readonly CheckedFile[] => {
      if (file.target === undefined || targetName(file.target) !== targetName(target)) return [];
      return [{ ...file, diagnostics: file.diagnostics.filter(({ diagnostic }) => diagnostic.code.startsWith("engine/")) }];
    });
    return {
      engine,
      version,
      target,
      before: { rules: old?.asked ?? 0, loaded: old?.loaded ?? 0 },
      after: { rules: young?.asked ?? 0, loaded: young?.loaded ?? 0 },
      disagreements: newFindings([], meant),
    };
  });
}
