import { scanSlots, SourceText, type Diagnostic, type TemplateResult, type TemplateRule, type ValidateContext, type WrittenSlot } from "@sigwright/core";
import { parseRules } from "../parse.ts";
import type { Rule } from "../tree.ts";
import type { CompiledTemplate, TemplatePiece } from "./compiled-template.ts";
import { type EmittedLanguage, type EncodingDescription, findEncoding } from "./emitted-language.ts";
import { slotKind, slotPlace, type CommonSlots } from "./slot-check.ts";
import { missingParts, unknownEncoding } from "./template-advice.ts";
import { templateFinding } from "./template-diagnostics.ts";
import { tryTemplate } from "./trial.ts";

/**
 * Understands a template rule: finds the place of every slot, and tries the rule with sample values as it would be
 * tried in the end. All ranges are in the rule's text.
 */
export function compileTemplate(
  language: EmittedLanguage,
  template: TemplateRule,
  slots: CommonSlots,
  context: ValidateContext,
): TemplateResult<CompiledTemplate> {
  const { text } = template;
  const encoding = findEncoding(language, template.observation, template.variant, context.target);
  if (encoding === undefined) return { diagnostics: [unknownEncoding(language, template)] };

  const { slots: writtenSlots, broken } = scanSlots(text);
  const diagnostics: Diagnostic[] = broken.map(({ range, reason }) =>
    templateFinding(language.id, "slot-syntax", range, {
      message: reason === "unclosed" ? "this slot is not closed" : "this is no slot name",
      help: "write a slot as `{{name}}`",
    }),
  );
  const rule = soleRule(language, text, withoutOptionSlots(text, writtenSlots, language, slots), diagnostics);
  if (rule === undefined) return { diagnostics };

  const pieces = compilePieces(language, text, writtenSlots, rule, slots, encoding, diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics: sorted(diagnostics) };
  const names = new Set(writtenSlots.map((slot) => slot.name));
  const compiled: CompiledTemplate = {
    pieces,
    fields: [...names].filter((name) => Object.hasOwn(language.slots, name) && name !== "once"),
  };
  diagnostics.push(...tryTemplate(language, template, compiled, writtenSlots, slots, context), ...missingParts(language, rule, pieces, template.observation));
  if (hasErrors(diagnostics)) return { diagnostics: sorted(diagnostics) };
  const { id, observation, variant } = template;
  return {
    rule: { id, observation, ...(variant === undefined ? {} : { variant }), compiled },
    diagnostics: sorted(diagnostics),
  };
}

/**
 * The text with blanks for slots that hold whole options: what stands behind one is the next option in every dialect
 * then. All else keeps its place.
 */
function withoutOptionSlots(text: string, written: readonly WrittenSlot[], language: EmittedLanguage, slots: CommonSlots): string {
  let blanked = "";
  let at = 0;
  for (const { name, range } of written) {
    const kind = Object.hasOwn(slots, name) ? slots[name]!.kind : undefined;
    const holdsOptions = kind === "references" || kind === "metadata" || (Object.hasOwn(language.slots, name) && language.slots[name]!.holds === "options");
    blanked += text.slice(at, range.start) + (holdsOptions ? " ".repeat(range.end - range.start) : text.slice(range.start, range.end));
    at = range.end;
  }
  return blanked + text.slice(at);
}

/** The one rule of a template text, parsed with its slots as they are written: braces mean nothing to the language. */
function soleRule({ id, dialect }: EmittedLanguage, text: string, blanked: string, diagnostics: Diagnostic[]): Rule | undefined {
  const { rules, items } = parseRules(SourceText.fromString(blanked), dialect);
  const rule = rules.at(0);
  const surplus = [...items].find((item) => item.kind !== "blank" && item.range.start !== rule?.range.start);
  if (rule !== undefined && rule.enabled && surplus === undefined && rule.skipped === undefined) return rule;
  const range = surplus?.range ?? { start: 0, end: text.length };
  diagnostics.push(
    templateFinding(
      id,
      "template-not-one-rule",
      range,
      rule?.skipped === "leading-blank"
        ? { message: "the engine does not load a rule that begins with a blank", help: "take the blank away" }
        : {
            message: surplus === undefined ? "this is no rule" : "a template rule is one rule and nothing else",
            help: "in YAML, `>-` joins the lines of a rule that is written on several",
          },
    ),
  );
  return undefined;
}

function compilePieces(
  language: EmittedLanguage,
  text: string,
  written: readonly WrittenSlot[],
  rule: Rule,
  slots: CommonSlots,
  encoding: EncodingDescription,
  diagnostics: Diagnostic[],
): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (const slot of written) {
    const holds = slotKind(language, slot, slots, encoding, diagnostics);
    if (holds === undefined) continue;
    const place = slotPlace(language, slot, holds, rule, text, diagnostics);
    if (place === undefined) continue;
    pieces.push({ kind: "text", text: text.slice(at, slot.range.start) });
    pieces.push({ kind: "slot", name: slot.name, place, holds });
    at = slot.range.end;
  }
  // A line end after the rule, from a YAML block for example, is no part of it.
  pieces.push({ kind: "text", text: text.slice(at).trimEnd() });
  return pieces;
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.range.start - b.range.start);
}
