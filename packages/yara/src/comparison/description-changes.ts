import type { MeaningChange } from "@sigwright/core";
import type { MetaEntry, MetaValue, Rule } from "../nodes.ts";
import type { RuleInFile } from "./compare.ts";
import { shown } from "./shown.ts";

/** What two rules differ in as to what they say of themselves: tags and meta entries. The order of entries is no difference. */
export function descriptionChanges({ rule: old }: RuleInFile, { rule: young }: RuleInFile): readonly MeaningChange[] {
  const place = { before: old.range, after: young.range };
  const [tags, newTags] = [tagsOf(old), tagsOf(young)];
  const [entries, newEntries] = [byKey(old.meta), byKey(young.meta)];
  const messages = [
    ...[...tags].filter((tag) => !newTags.has(tag)).map((tag) => `it no longer has the tag ${shown(tag)}`),
    ...[...newTags].filter((tag) => !tags.has(tag)).map((tag) => `it now has the tag ${shown(tag)}`),
    ...[...new Set([...entries.keys(), ...newEntries.keys()])].flatMap((key) => entryChange(key, entries.get(key) ?? [], newEntries.get(key) ?? [])),
  ];
  return messages.map((message): MeaningChange => ({ message, effect: "other", ...place }));
}

function tagsOf({ tags }: Rule): ReadonlySet<string> {
  return new Set(tags.map(({ text }) => text));
}

function byKey(meta: readonly MetaEntry[]): ReadonlyMap<string, readonly string[]> {
  const entries = new Map<string, string[]>();
  for (const { key, value } of meta) {
    const known = entries.get(key.text);
    if (known === undefined) entries.set(key.text, [valueText(value)]);
    else known.push(valueText(value));
  }
  return entries;
}

function valueText(value: MetaValue): string {
  if (value.kind === "boolean") return String(value.value);
  return value.kind === "text" ? value.raw : value.text;
}

function entryChange(key: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const [old, young] = [before.join(", "), after.join(", ")];
  if (old === young) return [];
  if (before.length === 0) return [`it now has the meta entry ${shown(`${key} = ${young}`)}`];
  if (after.length === 0) return [`it no longer has the meta entry ${shown(`${key} = ${old}`)}`];
  return [`the meta entry ${shown(key)} was ${shown(old)}, is now ${shown(young)}`];
}
