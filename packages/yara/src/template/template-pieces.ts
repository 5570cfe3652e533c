import type { Range } from "@sigwright/core";
import type { YaraEncoding } from "../encoding/encodings.ts";
import type { MetaEntry, Rule } from "../nodes.ts";
import type { CompiledTemplate, TemplatePiece } from "./compiled-template.ts";
import type { SoleRule } from "./compile-template.ts";
import type { KnownSlot } from "./placeholder.ts";
import { isOwnSlot, type SlotPlace } from "./slots.ts";

/** A slot whose place is known. */
export interface PlacedSlot extends KnownSlot {
  readonly place: SlotPlace;
  readonly isWhole?: true;
}

/** Cuts a template rule at its slots; a meta entry that holds one slot and nothing else is a piece as a whole. */
export function templatePieces(text: string, { rule, start, imports }: SoleRule, placed: readonly PlacedSlot[], { observation }: YaraEncoding): CompiledTemplate {
  const pieces: TemplatePiece[] = [];
  const from = start + /^\s*/.exec(text.slice(start))![0].length;
  let at = from;
  for (const { name, range, place, holds, isWhole } of placed) {
    const entry = place === "meta-text" && MAY_BE_UNKNOWN.has(name) ? entryOf(range, rule) : undefined;
    const whole = entry?.range ?? range;
    pieces.push({ kind: "text", range: { start: at, end: whole.start }, text: text.slice(at, whole.start) });
    pieces.push({ kind: "slot", range: whole, name, place, holds, ...(entry === undefined ? {} : { key: entry.key.text }), ...(isWhole === undefined ? {} : { isWhole }) });
    at = whole.end;
  }
  // A line end after the rule, from a YAML block for example, is no part of it.
  const rest = text.slice(at).trimEnd();
  pieces.push({ kind: "text", range: { start: at, end: at + rest.length }, text: rest });
  const names = new Set(placed.map(({ name }) => name));
  const needed = observation === "file" && names.has("condition") ? ['import "hash"'] : [];
  return {
    pieces,
    fields: [...names].filter(isOwnSlot).flatMap((name) => (name === "name" ? [] : name)),
    tags: rule.tags.filter(({ range }) => !placed.some((slot) => slot.range.start === range.start)).map((tag) => tag.text),
    imports: [...new Set([...imports, ...needed])],
  };
}

/** Slots that have nothing to say of some signatures: an entry that holds one of them and nothing else is left out then. */
const MAY_BE_UNKNOWN: ReadonlySet<string> = new Set(["confidence", "group", "link", "owner", "rating", "tags"]);

/** Whether a meta entry is left out where there is nothing to fill it with. */
export function isOptional({ range, value }: MetaEntry, placed: readonly PlacedSlot[]): boolean {
  return placed.some((slot) => (slot.place === "meta" && slot.range.start === range.start) || (MAY_BE_UNKNOWN.has(slot.name) && isContent(slot.range, value)));
}

/** The meta entry that holds this slot only. */
function entryOf(slot: Range, { meta }: Rule): MetaEntry | undefined {
  return meta.find(({ value }) => isContent(slot, value));
}

function isContent(slot: Range, value: MetaEntry["value"]): boolean {
  return value.kind === "text" && slot.start === value.range.start + 1 && slot.end === value.range.end - 1;
}
