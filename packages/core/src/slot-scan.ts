import type { Range } from "./range.ts";

/** A slot as it is written in a template: `{{name}}`. */
export interface WrittenSlot {
  readonly name: string;
  /** With the braces. */
  readonly range: Range;
}

/** A pair of braces that is no slot, and what is wrong with it. */
export interface BrokenSlot {
  readonly range: Range;
  readonly reason: "unclosed" | "name";
}

/** Slot names: letters, digits and underscores, parts joined with points. */
const SLOT_NAME = /^[A-Za-z][A-Za-z0-9_.]*$/;

/** All slots of a template's text in its order. Blanks inside the braces are allowed. */
export function scanSlots(text: string): { readonly slots: readonly WrittenSlot[]; readonly broken: readonly BrokenSlot[] } {
  const slots: WrittenSlot[] = [];
  const broken: BrokenSlot[] = [];
  for (let start = text.indexOf("{{"); start !== -1; ) {
    const close = text.indexOf("}}", start + 2);
    if (close === -1) {
      broken.push({ range: { start, end: start + 2 }, reason: "unclosed" });
      break;
    }
    const range = { start, end: close + 2 };
    const name = text.slice(start + 2, close).trim();
    if (SLOT_NAME.test(name)) slots.push({ name, range });
    else broken.push({ range, reason: "name" });
    start = text.indexOf("{{", range.end);
  }
  return { slots, broken };
}
