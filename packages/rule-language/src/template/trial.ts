import { SourceText, type Diagnostic, type Range, type SlotKind, type TemplateRule, type ValidateContext, type WrittenSlot } from "@sigwright/core";
import { parseRules } from "../parse.ts";
import type { CompiledTemplate, TemplatePiece } from "./compiled-template.ts";
import type { EmittedLanguage } from "./emitted-language.ts";
import { sampleListFields } from "./file-list.ts";
import { fill } from "./fill.ts";
import { sampleValues } from "./sample-values.ts";
import type { CommonSlots } from "./slot-check.ts";
import { templateFinding } from "./template-diagnostics.ts";

/** Fills the rule with samples, parses and validates it, and takes what is wrong back to the template's text. */
export function tryTemplate(
  language: EmittedLanguage,
  template: TemplateRule,
  compiled: CompiledTemplate,
  written: readonly WrittenSlot[],
  slots: CommonSlots,
  context: ValidateContext,
): readonly Diagnostic[] {
  const kinds: Record<string, SlotKind> = {};
  for (const [name, { kind }] of Object.entries(slots)) kinds[name] = kind;
  const observation = language.sample(template.observation, template.variant);
  const fields = observation === undefined ? undefined : (language.fields(observation, template.variant, context.target) ?? sampleListFields(language, observation, template.variant, context.target));
  const filled = fill(language, compiled, fields ?? {}, sampleValues(kinds));
  const whole = { start: 0, end: template.text.length };
  if (!filled.ok) return [templateFinding(language.id, "slot-place", whole, { message: filled.reason })];
  const file = parseRules(SourceText.fromString(filled.text), language.dialect);
  const back = (range: Range): Range => originalRange(range, compiled, written, filled.pieces);
  return [...file.diagnostics, ...language.validate(file, context)].map((diagnostic) => {
    const { code, severity, rejects, message, help, expected, labels, url } = diagnostic;
    // Fixes are left out: they are edits of the filled rule.
    return {
      code,
      severity,
      rejects,
      message,
      range: back(diagnostic.range),
      ...(help === undefined ? {} : { help }),
      ...(expected === undefined ? {} : { expected }),
      ...(labels === undefined ? {} : { labels: labels.map((label) => ({ ...label, range: back(label.range) })) }),
      ...(url === undefined ? {} : { url }),
    };
  });
}

/** The stretch of the template that a stretch of the filled rule came from; a slot counts as a whole. */
function originalRange(
  range: Range,
  compiled: CompiledTemplate,
  written: readonly WrittenSlot[],
  filled: readonly string[],
): Range {
  let at = 0;
  let original = 0;
  let slotIndex = 0;
  let start: number | undefined;
  let end = 0;
  for (const [index, piece] of compiled.pieces.entries()) {
    const length = filled[index]!.length;
    const isText = piece.kind === "text";
    const slot = isText ? undefined : written[slotIndex++]!.range;
    const width = slot === undefined ? templateLength(piece) : slot.end - slot.start;
    // Blanks left by an empty slot are taken from the front of a text, so texts are aligned at their ends.
    const shift = isText ? width - length : 0;
    const within = (offset: number): number => Math.min(Math.max(offset - at + shift, 0), width);
    if (start === undefined && range.start < at + length) start = original + (isText ? within(range.start) : 0);
    if (range.end > at) end = original + (isText ? within(range.end) : width);
    at += length;
    original += width;
  }
  return { start: start ?? original, end: Math.max(end, start ?? original) };
}

function templateLength(piece: TemplatePiece): number {
  return piece.kind === "text" ? piece.text.length : 0;
}
