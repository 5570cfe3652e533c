import type { RuleConfiguration } from "@sigwright/core";
import { newFindings, targetName } from "@sigwright/review";
import type { CheckedFile, CheckedRule, EngineLoad } from "@sigwright/review";
import { askEngines } from "./engine-check.ts";
import type { EngineAnswerInParts } from "./engine-check.ts";
import type { EngineQuestion } from "./engine-judge.ts";
import type { OutputError } from "./output-error.ts";

/** Where a change is, and how engines are configured. */
export interface ChangePlaces {
  /** Paths of files that are the same on both sides. */
  readonly kept: ReadonlySet<string>;
  /** Folders that names in the rules lead from, by path. */
  readonly folders: Readonly<Record<"before" | "after", ReadonlyMap<string, string>>>;
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
export async function askAboutChange(before: readonly CheckedFile[], after: readonly CheckedFile[], { kept, folders, configuration }: ChangePlaces): Promise<ChangeLoaded> {
  const [changedBefore, changedAfter] = [before, after].map((files) => files.filter(({ path }) => !kept.has(path)));
  const [old, young] = [
    await askEngines(questions(before, changedAfter!, kept, folders.before), configuration),
    await askEngines(questions(after, changedBefore!, kept, folders.after), configuration),
  ];
  const reasons = new Set(young.failures.map(({ message }) => message));
  return {
    before: old.files,
    after: young.files,
    failures: [...young.failures, ...old.failures.filter(({ message }) => !reasons.has(message))],
    load: (settled) => engineLoads(old.answers, young.answers, settled),
  };
}

function questions(files: readonly CheckedFile[], others: readonly CheckedFile[], kept: ReadonlySet<string>, folders: ReadonlyMap<string, string>): readonly EngineQuestion[] {
  const known = new Set(others.flatMap(({ source, rules }) => rules.map((rule) => ruleText(rule, source.text))));
  return files.map((file): EngineQuestion => {
    const folder = folders.get(file.path);
    const isAsked = (rule: CheckedRule): boolean => !kept.has(file.path) && !known.has(ruleText(rule, file.source.text));
    return { file, isAsked, ...(folder === undefined ? {} : { folder }) };
  });
}

function ruleText({ range, enabled }: CheckedRule, text: string): string {
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
