import type { Range } from "@sigwright/core";
import type { SlotValueKind } from "./slots.ts";

/** A slot as it is written, and what it holds. */
export interface KnownSlot {
  readonly name: string;
  /** With the braces. */
  readonly range: Range;
  readonly holds: SlotValueKind;
}

/**
 * A template's text with something of the same length in place of each slot, that stands where such a value may stand: so
 * that the text can be parsed, and every place in it is the place in the template.
 */
export function withPlaceholders(text: string, slots: readonly KnownSlot[]): string {
  return replaced(text, slots, ({ holds, range }) => placeholder(holds, range.end - range.start));
}

/** The same with a name for each slot, whatever it holds: what stands in quotes then leaves them alone. */
export function withNames(text: string, slots: readonly KnownSlot[]): string {
  return replaced(text, slots, ({ range }) => name(range.end - range.start));
}

function replaced(text: string, slots: readonly KnownSlot[], by: (slot: KnownSlot) => string): string {
  let result = "";
  let at = 0;
  for (const slot of slots) {
    result += text.slice(at, slot.range.start) + by(slot);
    at = slot.range.end;
  }
  return result + text.slice(at);
}

/** The shortest slot, `{{a}}`, has five characters. */
function placeholder(holds: SlotValueKind, length: number): string {
  switch (holds) {
    case "integer":
      // No engine takes more digits.
      return "1".padEnd(Math.min(length, 15), "0").padEnd(length);
    case "meta":
      return `m${"_".repeat(length - 4)}=""`;
    case "patterns":
      return `$${"_".repeat(length - 5)}="x"`;
    case "text":
    case "word":
    case "name":
    case "condition":
      return name(length);
  }
}

function name(length: number): string {
  return "x".padEnd(length, "_");
}
