import { closest } from "@sigwright/core";
import type { Diagnostic, Range } from "@sigwright/core";
import type { PlacedText } from "./template.ts";
import { parseTextPattern } from "./text-pattern.ts";
import type { TextPattern } from "./text-pattern.ts";

/** Reads a pattern; what is wrong in it, slots that it may not use among that, is put to `found`. */
export function readPattern({ text, place }: PlacedText, slots: readonly string[], found: Diagnostic[]): TextPattern {
  const { pattern, faults } = parseTextPattern(text);
  for (const { message, range } of faults) found.push(fault("template/slot", message, place.locate(range)));
  for (const part of pattern.parts) {
    if (part.kind === "text" || slots.includes(part.name)) continue;
    if (faults.some(({ range }) => range.start === part.range.start)) continue;
    const near = closest(part.name, slots);
    const help = near === undefined ? `there are ${slots.join(", ")}` : `did you mean \`{{${near}}}\`?`;
    const message = `there is no slot \`${part.name}\` here`;
    found.push({ ...fault("template/unknown-slot", message, place.locate(part.range), help), expected: slots });
  }
  return pattern;
}

/** A fault of a template. */
export function fault(code: string, message: string, range: Range, help?: string): Diagnostic {
  return { code, severity: "error", rejects: false, message, range, ...(help === undefined ? {} : { help }) };
}
