import type { SignatureAttribute, SignatureFormat } from "@sigwright/core";
import type { StoredSignatureTemplate } from "../templates/template.ts";
import { fillPattern } from "../templates/text-pattern.ts";
import type { TextPattern } from "../templates/text-pattern.ts";
import { visibleName } from "./signature-name.ts";

/** The group that rules are made of. */
export interface SyncedGroup {
  readonly id: string;
  /** The platform's name of the type: `Incident`. */
  readonly type: string;
  readonly name: string;
}

/** What a signature is to be called and to go with, by its template. */
export interface WantedTexts {
  readonly name: string;
  readonly attributes: readonly SignatureAttribute[];
  readonly tags: readonly string[];
  readonly labels: readonly string[];
}

/** Fills a template's `signature` part for one format and group. */
export function wantedTexts(
  template: StoredSignatureTemplate,
  format: SignatureFormat,
  group: SyncedGroup,
  filter: string | undefined,
): WantedTexts {
  const values = new Map([
    ["group", group.name],
    ["group_type", group.type.toLowerCase()],
    ["group_id", group.id],
    ["format", format.displayName],
    ["filter", (filter ?? "no filter").replaceAll(/\s+/g, " ").trim()],
  ]);
  // Whoever names a group must not write to the terminals of those who read its description.
  for (const [slot, value] of values) values.set(slot, visibleName(value));
  const fill = (pattern: TextPattern): string => fillPattern(pattern, values, "").trim();
  const named = [
    { type: "Description", value: fill(template.description), isDefault: true },
    { type: "Source", value: fill(template.source), isDefault: true },
    ...template.attributes.map(({ type, value }) => ({ type, value: fill(value) })),
  ];
  return {
    name: fill(template.name),
    attributes: named.filter(({ value }) => value !== ""),
    tags: template.tags,
    labels: template.labels,
  };
}
