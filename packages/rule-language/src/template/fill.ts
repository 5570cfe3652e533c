import type { MetadataEntry, Reference, SlotValues } from "@sigwright/core";
import type { CompiledTemplate, TemplatePiece } from "./compiled-template.ts";
import type { EmittedLanguage, SlotFields } from "./emitted-language.ts";
import { onceInFlow } from "./signature-fingerprint.ts";
import { writeMetadata, writeReferences, writeValue, type WrittenValue } from "./slot-value.ts";

/** A rule's text with every slot filled, or why one of them could not be. */
export type FilledRule =
  | { readonly ok: true; readonly text: string; readonly pieces: readonly string[] }
  | { readonly ok: false; readonly reason: string };

type SlotPiece = Extract<TemplatePiece, { readonly kind: "slot" }>;

/**
 * Fills the slots of a template rule, each value written for the place it stands in. `pieces` are the texts that the
 * template's pieces became. Blanks that an empty slot leaves between options are taken away.
 */
export function fill(language: EmittedLanguage, template: CompiledTemplate, fields: SlotFields, values: SlotValues): FilledRule {
  const pieces: string[] = [];
  for (const [index, piece] of template.pieces.entries()) {
    if (piece.kind === "text") {
      pieces.push(piece.text.startsWith(" ") && isEmptyOption(template.pieces, pieces) ? piece.text.slice(1) : piece.text);
      continue;
    }
    const value = slotValue(language, piece, fields, values);
    if (!value.ok) return { ok: false, reason: `the slot {{${piece.name}}} can't be filled: ${value.reason}` };
    const isAll = value.text === "" && piece.place === "message" && isWholeString(template.pieces, index);
    pieces.push(isAll ? NO_MESSAGE : value.text);
  }
  return { ok: true, text: pieces.join(""), pieces };
}

/** Whether the piece written last is a slot for whole options that has none. */
function isEmptyOption(pieces: readonly TemplatePiece[], written: readonly string[]): boolean {
  const last = pieces[written.length - 1];
  return last?.kind === "slot" && last.place === "options" && written.at(-1) === "";
}

/** What stands for a message without text: engines refuse `msg:""`. */
const NO_MESSAGE = "(no message)";

function isWholeString(pieces: readonly TemplatePiece[], index: number): boolean {
  const before = pieces[index - 1];
  const after = pieces[index + 1];
  return before?.kind === "text" && before.text.endsWith('"') && after?.kind === "text" && after.text.startsWith('"');
}

function slotValue(language: EmittedLanguage, piece: SlotPiece, fields: SlotFields, values: SlotValues): WrittenValue {
  if (piece.name === "once") return once(language, values["sid"]);
  const own = Object.hasOwn(fields, piece.name) ? fields[piece.name] : undefined;
  if (own !== undefined) return writeValue(language, own, piece.place);
  const value = Object.hasOwn(values, piece.name) ? values[piece.name] : undefined;
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0
      ? writeValue(language, String(value), piece.place)
      : { ok: false, reason: `${value} is no whole number from 0 up` };
  }
  if (typeof value === "string") {
    if (piece.place === "options") return { ok: false, reason: "a text is not a list of options" };
    return writeValue(language, value, piece.place);
  }
  if (value === undefined) return { ok: false, reason: "it has no value" };
  if (piece.place !== "options") return { ok: false, reason: "a list of options can't stand there" };
  return { ok: true, text: value.every(isReference) ? writeReferences(value) : writeMetadata(value.filter(isEntry)) };
}

function once(language: EmittedLanguage, sid: SlotValues[string] | undefined): WrittenValue {
  if (typeof sid !== "number" || !Number.isSafeInteger(sid) || sid < 0) return { ok: false, reason: "there is no sid" };
  return { ok: true, text: onceInFlow(language.bitOf(sid)) };
}

function isReference(entry: Reference | MetadataEntry): entry is Reference {
  return "kind" in entry;
}

function isEntry(entry: Reference | MetadataEntry): entry is MetadataEntry {
  return "key" in entry;
}
