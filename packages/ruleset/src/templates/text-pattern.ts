import type { Range } from "@sigwright/core";

/** A piece of a {@link TextPattern}: text as it is, or a slot. */
export type PatternPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "slot"; readonly name: string; readonly range: Range };

/** Text with slots written `{{name}}`. */
export interface TextPattern {
  readonly text: string;
  readonly parts: readonly PatternPart[];
}

/** What {@link parseTextPattern} can't make sense of. */
export interface PatternFault {
  readonly message: string;
  readonly range: Range;
}

/** Takes a text apart at its slots. Blanks inside the braces don't count. Linear time. */
export function parseTextPattern(text: string): { readonly pattern: TextPattern; readonly faults: readonly PatternFault[] } {
  const parts: PatternPart[] = [];
  const faults: PatternFault[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{{", at);
    if (open === -1) break;
    const close = text.indexOf("}}", open + 2);
    if (close === -1) {
      faults.push({ message: "`{{` begins a slot that has no end", range: { start: open, end: text.length } });
      break;
    }
    const range = { start: open, end: close + 2 };
    const name = text.slice(open + 2, close).trim();
    if (open > at) parts.push({ kind: "text", text: text.slice(at, open) });
    if (!SLOT_NAME.test(name)) faults.push({ message: `\`${name}\` is no slot name`, range });
    parts.push({ kind: "slot", name, range });
    at = close + 2;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return { pattern: { text, parts }, faults };
}

/**
 * Fills a pattern. A value is never looked at for slots again, so an indicator that holds `{{sid}}` stays what it is.
 * Slots without a value become `missing`.
 */
export function fillPattern(pattern: TextPattern, values: ReadonlyMap<string, string>, missing: string): string {
  let filled = "";
  for (const part of pattern.parts) filled += part.kind === "text" ? part.text : (values.get(part.name) ?? missing);
  return filled;
}

/** Whether every slot of a pattern has a value. */
export function hasAllValues(pattern: TextPattern, values: ReadonlyMap<string, string>): boolean {
  return pattern.parts.every((part) => part.kind === "text" || values.has(part.name));
}

const SLOT_NAME = /^[a-z][a-z0-9_.]*$/;
