import type { Target } from "@sigwright/core";
import type { ManifestList, ManifestLists } from "../manifest/manifest-lists.ts";
import type { OutputBefore } from "./list-recorder.ts";

/** What an engine has to know of an output beside the content of its lists. */
export interface RulesAndLists extends Pick<ManifestLists, "files" | "rules"> {
  readonly target: Target;
}

/**
 * Why an engine with the rules of before has to load those of now, in words; empty when commands are enough. `unreadable`
 * names lists whose file of before can't be compared.
 */
export function reloadReasons(before: OutputBefore | undefined, now: RulesAndLists, unreadable: ReadonlySet<string>): readonly string[] {
  if (before === undefined) return ["no output stood here before that can be compared"];
  const { lists } = before;
  if (!isSameTarget(before.target, now.target)) return [`the rules are for ${shown(now.target)}, and were for ${shown(before.target)}`];
  if (lists === undefined) return ["the manifest that stood here says nothing of lists"];
  const old = new Map(lists.files.map((file) => [file.name, file]));
  const names = new Set(now.files.map(({ name }) => name));
  const reasons = now.files.flatMap((list) => reasonOf(list, old.get(list.name), unreadable) ?? []);
  for (const name of old.keys()) if (!names.has(name)) reasons.push(`the list ${name} is gone`);
  const kinds = [...new Set([...Object.keys(lists.rules), ...Object.keys(now.rules)])].toSorted().filter((kind) => lists.rules[kind] !== now.rules[kind]);
  if (kinds.includes("appended")) reasons.push("the rules that are appended to changed");
  const observed = kinds.filter((kind) => kind !== "appended");
  if (observed.length > 0) reasons.push(`rules changed, came or went: ${observed.join(", ")}`);
  return reasons;
}

function reasonOf(list: ManifestList, old: ManifestList | undefined, unreadable: ReadonlySet<string>): string | undefined {
  const { name, file, entries, room } = list;
  if (old === undefined) return `the list ${name} is new`;
  if (unreadable.has(name)) return `the list ${old.file} is not what the manifest that stood here says`;
  if (room === null || old.room === null) return old.file === file ? undefined : `the list ${name} changed, which is read with the rules only`;
  return entries > old.room ? `the list ${name} has ${entries} entries, and there is room for ${old.room} as it was loaded` : undefined;
}

/** Whether two targets are one engine of one version. */
export function isSameTarget(a: Target, b: Target): boolean {
  return a.engine === b.engine && a.version === b.version;
}

function shown({ engine, version }: Target): string {
  return `${engine}@${version}`;
}
