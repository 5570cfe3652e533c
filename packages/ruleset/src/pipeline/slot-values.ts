import type { MetadataEntry, Reference } from "@sigwright/core";
import type { Template } from "../templates/template.ts";
import { fillPattern, hasAllValues } from "../templates/text-pattern.ts";
import type { Contributor, MergedObservation } from "./observation-record.ts";

/** What a signature is about, in plain texts by slot name; a slot that is absent is unknown. */
export type SubjectValues = ReadonlyMap<string, string>;

/** The values of all common slots but `sid` and `rev`. */
export interface SignatureValues {
  readonly [slot: string]: string | number | readonly Reference[] | readonly MetadataEntry[];
}

const UNKNOWN = "unknown";
// More would be a wall of text in a rule that is meant to be read.
const MOST_LINKS = 3;

/** What one observation is about: the contributor that speaks for it, and what the others add. */
export function observationSubject({ observation, contributors }: MergedObservation): SubjectValues {
  const [speaker] = contributors;
  const values = new Map<string, string>();
  values.set("value", speaker.value);
  values.set("type", speaker.type);
  values.set("observation", observation.kind);
  setKnown(values, "rating", speaker.rating);
  setKnown(values, "confidence", speaker.confidence);
  setAll(values, "tags", contributors, (contributor) => contributor.tags);
  setAll(values, "group", contributors, (contributor) => contributor.groups);
  setAll(values, "owner", contributors, ({ owner }) => (owner === undefined ? undefined : [owner]));
  if (speaker.link !== undefined) values.set("link", speaker.link);
  return values;
}

/** Fills the template's patterns for one signature. `links` are the pages that references may point to. */
export function signatureValues(
  template: Template,
  subject: SubjectValues,
  contributors: readonly Contributor[],
): SignatureValues {
  const priority = priorityOf(template, subject.get("rating"));
  const patterns = new Map(subject);
  patterns.set("classtype", template.classtype);
  patterns.set("priority", String(priority));
  const message = fillPattern(template.message, patterns, UNKNOWN);
  return {
    message,
    value: subject.get("value") ?? UNKNOWN,
    type: subject.get("type") ?? UNKNOWN,
    observation: subject.get("observation") ?? UNKNOWN,
    rating: subject.get("rating") ?? UNKNOWN,
    confidence: subject.get("confidence") ?? UNKNOWN,
    tags: subject.get("tags") ?? "",
    group: subject.get("group") ?? "",
    owner: subject.get("owner") ?? "",
    action: template.action,
    classtype: template.classtype,
    priority,
    link: subject.get("link") ?? "",
    references: referencesOf(template, patterns, contributors),
    metadata: template.metadata
      .filter(({ value }) => hasAllValues(value, patterns))
      .map(({ key, value }) => ({ key, value: fillPattern(value, patterns, "") })),
  };
}

function referencesOf(
  template: Template,
  patterns: ReadonlyMap<string, string>,
  contributors: readonly Contributor[],
): readonly Reference[] {
  if (template.references.length === 0) return [];
  const links = linksOf(contributors);
  const references: Reference[] = [];
  for (const { kind, value } of template.references) {
    const usesLink = value.parts.some((part) => part.kind === "slot" && part.name === "link");
    if (!usesLink) {
      if (hasAllValues(value, patterns)) references.push({ kind, value: fillPattern(value, patterns, "") });
      continue;
    }
    for (const link of links) {
      const withLink = new Map(patterns).set("link", link);
      if (hasAllValues(value, withLink)) references.push({ kind, value: fillPattern(value, withLink, "") });
    }
  }
  return references;
}

/** The speaker's link first, then the others in the order of their text. */
function linksOf(contributors: readonly Contributor[]): readonly string[] {
  const links = new Set<string>();
  for (const { link } of contributors) if (link !== undefined) links.add(link);
  if (links.size < 2) return [...links];
  const own = contributors[0]?.link;
  const sorted = [...links].filter((link) => link !== own).toSorted();
  return (own === undefined ? sorted : [own, ...sorted]).slice(0, MOST_LINKS);
}

function priorityOf(template: Template, rating: string | undefined): number {
  const steps = template.priority;
  const value = rating === undefined ? undefined : Number(rating);
  const step = value === undefined ? undefined : steps.find((candidate) => value >= candidate.rating);
  return (step ?? steps.at(-1))?.priority ?? 3;
}

function setKnown(values: Map<string, string>, slot: string, value: number | undefined): void {
  if (value !== undefined) values.set(slot, String(value));
}

function setAll(
  values: Map<string, string>,
  slot: string,
  contributors: readonly Contributor[],
  read: (contributor: Contributor) => readonly string[] | undefined,
): void {
  const texts = new Set<string>();
  for (const contributor of contributors) for (const text of read(contributor) ?? []) texts.add(text);
  if (texts.size > 0) values.set(slot, [...texts].toSorted().join(", "));
}
