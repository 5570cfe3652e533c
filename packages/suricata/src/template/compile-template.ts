import { SourceText, type Diagnostic, type TemplateResult, type TemplateRule, type ValidateContext } from "@sigwright/core";
import { parseRules, type Rule } from "@sigwright/rule-language";
import { finding } from "../diagnostic-catalogue.ts";
import { findEncoding, type EncodingDescription } from "../encoding/encoding-description.ts";
import type { SuricataTemplate, TemplatePiece } from "./compiled-rule.ts";
import { slotKind, slotPlace, type CommonSlots } from "./slot-check.ts";
import { scanSlots, type WrittenSlot } from "./slot-scan.ts";
import { SURICATA_SLOTS } from "./suricata-slots.ts";
import { missingParts, unknownEncoding } from "./template-advice.ts";
import { tryTemplate } from "./trial.ts";

/**
 * Understands a template rule: finds the place of every slot, and tries the rule with sample values as it would be
 * tried in the end. All ranges are in the rule's text.
 */
export function compileTemplate(
  template: TemplateRule,
  slots: CommonSlots,
  context: ValidateContext,
): TemplateResult<SuricataTemplate> {
  const { text } = template;
  const encoding = findEncoding(template.observation, template.variant);
  if (encoding === undefined) return { diagnostics: [unknownEncoding(template)] };

  const { slots: writtenSlots, broken } = scanSlots(text);
  const diagnostics: Diagnostic[] = broken.map(({ range, reason }) =>
    finding("suricata/slot-syntax", range, {
      message: reason === "unclosed" ? "this slot is not closed" : "this is no slot name",
      help: "write a slot as `{{name}}`",
    }),
  );
  const rule = soleRule(text, diagnostics);
  if (rule === undefined) return { diagnostics };

  const pieces = compilePieces(text, writtenSlots, rule, slots, encoding, diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics: sorted(diagnostics) };
  const names = new Set(writtenSlots.map((slot) => slot.name));
  const compiled: SuricataTemplate = {
    pieces,
    fields: [...names].filter((name) => Object.hasOwn(SURICATA_SLOTS, name) && name !== "once"),
  };
  diagnostics.push(...tryTemplate(template, compiled, writtenSlots, slots, context), ...missingParts(rule, pieces, template.observation));
  if (hasErrors(diagnostics)) return { diagnostics: sorted(diagnostics) };
  const { id, observation, variant } = template;
  return {
    rule: { id, observation, ...(variant === undefined ? {} : { variant }), compiled },
    diagnostics: sorted(diagnostics),
  };
}

/** The one rule of a template text, parsed with its slots as they are written: braces mean nothing to the language. */
function soleRule(text: string, diagnostics: Diagnostic[]): Rule | undefined {
  const { rules, items } = parseRules(SourceText.fromString(text), "suricata");
  const rule = rules.at(0);
  const surplus = [...items].find((item) => item.kind !== "blank" && item.range.start !== rule?.range.start);
  if (rule !== undefined && rule.enabled && surplus === undefined && rule.skipped === undefined) return rule;
  const range = surplus?.range ?? { start: 0, end: text.length };
  diagnostics.push(
    finding(
      "suricata/template-not-one-rule",
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
    const holds = slotKind(slot, slots, encoding, diagnostics);
    if (holds === undefined) continue;
    const place = slotPlace(slot, holds, rule, text, diagnostics);
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
