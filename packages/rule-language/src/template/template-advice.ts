import type { Diagnostic, ObservationKind, TemplateRule } from "@sigwright/core";
import type { Rule } from "../tree.ts";
import type { TemplatePiece } from "./compiled-template.ts";
import type { EmittedLanguage } from "./emitted-language.ts";
import { keywordOf, keywordRange } from "./slot-location.ts";
import { templateFinding } from "./template-diagnostics.ts";

/** What a template rule lacks although it would load: its sid, its revision, something that depends on the observation. */
export function missingParts(
  language: EmittedLanguage,
  rule: Rule,
  pieces: readonly TemplatePiece[],
  observation: ObservationKind,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { range } = rule;
  const slots = pieces.filter((piece) => piece.kind === "slot");
  const detecting = language.detecting[observation] ?? [];
  if (!slots.some(({ name, place }) => detecting.includes(name) && place !== "message")) {
    found.push(
      templateFinding(language.id, "template-not-selective", range, {
        message: `what this rule detects does not depend on its ${observation}, so it would alert for others too`,
        help: `use ${detecting.map((slot) => `\`{{${slot}}}\``).join(" or ")} where the rule detects`,
      }),
    );
  }
  const options = new Map(Array.from(rule.options, (option) => [keywordOf(option).toLowerCase(), option]));
  const sid = options.get("sid");
  if (!isSlot(sid?.value, "sid")) {
    found.push(
      templateFinding(language.id, "template-sid", sid === undefined ? range : keywordRange(sid), {
        message: "the sid of a template rule must come from its slot",
        help: "write `sid:{{sid}};`",
      }),
    );
  }
  const rev = options.get("rev");
  if (!isSlot(rev?.value, "rev")) {
    found.push(
      templateFinding(language.id, "template-rev", rev === undefined ? range : keywordRange(rev), {
        message: "the revision of a template rule should come from its slot, so that it rises when the rule changes",
        help: "write `rev:{{rev}};`",
      }),
    );
  }
  if (!slots.some(({ name }) => name === "once") && !language.limiting.keywords.some((name) => options.has(name))) {
    found.push(
      templateFinding(language.id, "template-noisy", range, {
        message: "this rule may alert for every packet or transaction of a flow",
        help: language.limiting.advice(observation),
      }),
    );
  }
  return found;
}

function isSlot(value: string | undefined, name: string): boolean {
  return value !== undefined && /^\{\{\s*([a-z]+)\s*\}\}$/.exec(value)?.[1] === name;
}

/** Says that there is no encoding for a template rule's observation and variant, and which there are. */
export function unknownEncoding(language: EmittedLanguage, template: TemplateRule): Diagnostic {
  const { observation, variant, text } = template;
  const variants = language.encodings.filter((encoding) => encoding.observation === observation);
  const range = { start: 0, end: text.length };
  if (variants.length === 0) {
    const kinds = [...new Set(language.encodings.map((encoding) => encoding.observation))];
    return templateFinding(language.id, "template-variant", range, {
      message: `${language.engine} rules for ${observation} observations are not known to this version`,
      expected: kinds,
      help: `observations with ${language.engine} rules: ${kinds.join(", ")}`,
    });
  }
  const names = [...new Set(variants.flatMap((encoding) => encoding.variant ?? []))];
  return templateFinding(language.id, "template-variant", range, {
    message:
      variant === undefined
        ? `a rule for ${observation} observations needs a variant`
        : `unknown variant \`${variant}\` for ${observation} observations`,
    expected: names,
    help: names.length === 0 ? "leave `variant` out" : `variants: ${names.join(", ")}`,
  });
}
