import type { MetadataEntry, Reference, SlotValues } from "@sigwright/core";
import type { CompiledTemplate, TemplatePiece } from "./compiled-template.ts";
import { metadataEntries, metaText, patternText, referenceEntries, regexpText, tagWords } from "./slot-value.ts";

/** A rule's text with every slot filled, or why one of them could not be. `pieces` are the texts of the template's pieces. */
export type FilledRule =
  | { readonly ok: true; readonly text: string; readonly pieces: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** Values of the format's own slots, by name. */
export type FieldValues = Readonly<Record<string, string>>;

type SlotPiece = Exclude<TemplatePiece, { readonly kind: "text" }>;
type Written = { readonly text: string } | { readonly reason: string };

/**
 * Fills the slots of a template rule, each value written for the place it stands in. An entry of the meta section whose
 * value is unknown is left out, with its line.
 */
export function fill(template: CompiledTemplate, fields: FieldValues, values: SlotValues): FilledRule {
  const pieces: string[] = [];
  const tags = new Set(template.tags);
  for (const piece of template.pieces) {
    if (piece.kind === "text") {
      pieces.push(isEmptyBefore(template.pieces, pieces) ? withoutLine(pieces, piece.text) : piece.text);
      continue;
    }
    const written = slotText(piece, fields, values, tags);
    if ("reason" in written) return { ok: false, reason: `the slot {{${piece.name}}} can't be filled: ${written.reason}` };
    pieces.push(written.text);
  }
  return { ok: true, text: pieces.join(""), pieces };
}

/** Whether the piece written last is a slot that was left empty. */
function isEmptyBefore(pieces: readonly TemplatePiece[], written: readonly string[]): boolean {
  return pieces[written.length - 1]?.kind === "slot" && written.at(-1) === "";
}

/** What follows an empty slot, without the rest of its line, which is taken from what stands before it. */
function withoutLine(pieces: string[], follows: string): string {
  const at = pieces.length - 2;
  const before = pieces[at];
  if (before === undefined) return follows;
  let blanks = before.length;
  while (before[blanks - 1] === " " || before[blanks - 1] === "\t") blanks--;
  if (/^[ \t]*\r?\n/.test(follows) && before[blanks - 1] === "\n") {
    // The line feed stays where it is: behind.
    pieces[at] = before.slice(0, blanks).replace(/\r?\n$/, "");
    return follows;
  }
  return follows.startsWith(" ") ? follows.slice(1) : follows;
}

function slotText(piece: SlotPiece, fields: FieldValues, values: SlotValues, tags: Set<string>): Written {
  const own = Object.hasOwn(fields, piece.name) ? fields[piece.name] : undefined;
  const value = own ?? (Object.hasOwn(values, piece.name) ? values[piece.name] : undefined);
  if (value === undefined) return { reason: "it has no value" };
  if (typeof value === "object") {
    if (piece.place !== "meta") return { reason: "a list of entries can't stand there" };
    return { text: (value.every(isReference) ? referenceEntries(value) : metadataEntries(value.filter(isEntry))).join("\n") };
  }
  if (typeof value === "number" && !(Number.isSafeInteger(value) && value >= 0)) return { reason: `${value} is no whole number from 0 up` };
  return placed(piece, String(value), tags);
}

function placed(piece: SlotPiece, value: string, tags: Set<string>): Written {
  switch (piece.place) {
    case "name":
      return /^\w+$/.test(value) ? { text: value } : { reason: "it is no name" };
    case "number":
      return /^[0-9]{1,18}$/.test(value) ? { text: value } : { reason: "it is no number" };
    case "tag": {
      const words = tagWords(piece.name === "tags" ? value.split(", ") : [value], tags);
      for (const word of words) tags.add(word);
      return { text: words.join(" ") };
    }
    case "meta-text":
      if (piece.key === undefined) return { text: metaText(value) };
      return { text: value === "" || (piece.holds === "word" && value === "unknown") ? "" : `${piece.key} = "${metaText(value)}"` };
    case "text":
      return bytesOf(patternText(value));
    case "regexp":
      return bytesOf(regexpText(value));
    case "condition":
      return { text: piece.isWhole === true ? value : `(${value})` };
    case "meta":
    case "patterns":
      return { text: value };
  }
}

function bytesOf(text: string | undefined): Written {
  return text === undefined ? { reason: "it has half a surrogate pair, which has no bytes" } : { text };
}

function isReference(entry: Reference | MetadataEntry): entry is Reference {
  return "kind" in entry;
}

function isEntry(entry: Reference | MetadataEntry): entry is MetadataEntry {
  return "key" in entry;
}
