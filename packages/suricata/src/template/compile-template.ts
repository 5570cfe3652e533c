import {
  closest,
  SourceText,
  type Diagnostic,
  type Range,
  type SlotDeclaration,
  type SlotKind,
  type TemplateResult,
  type TemplateRule,
  type ValidateContext,
} from "@sigwright/core";
import { parseRules, type Rule } from "@sigwright/rule-language";
import { findEncoding, SURICATA_ENCODINGS, type EncodingDescription } from "../encoding/encoding-description.ts";
import { slotFields } from "../encoding/slot-fields.ts";
import { finding } from "../diagnostic-catalogue.ts";
import { validate } from "../validate.ts";
import type { SuricataTemplate, TemplatePiece } from "./compiled-rule.ts";
import { fill } from "./fill.ts";
import { sampleObservation, sampleValues } from "./sample.ts";
import { keywordOf, keywordRange, locateSlot } from "./slot-location.ts";
import { PLACE_NAMES, PLACES, type SlotPlace, type SlotValueKind } from "./slot-place.ts";
import { scanSlots, type WrittenSlot } from "./slot-scan.ts";
import { SURICATA_SLOTS } from "./suricata-slots.ts";

type CommonSlots = Readonly<Record<string, SlotDeclaration>>;

const OWN_KINDS: Readonly<Record<keyof typeof SURICATA_SLOTS, SlotValueKind>> = {
  match: "options",
  once: "options",
  address: "address",
  port: "port",
  host: "text",
  "host.bytes": "integer",
  target: "text",
  "target.bytes": "integer",
};

/** Slots that say what a rule detects; a rule without any of them would not depend on its observation. */
const DETECTING_SLOTS: readonly string[] = ["match", "address", "host", "target"];

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
  diagnostics.push(...trial(template, compiled, writtenSlots, slots, context), ...missingParts(rule, names, template));
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
  if (rule !== undefined && rule.enabled && surplus === undefined) return rule;
  const range = surplus?.range ?? { start: 0, end: text.length };
  diagnostics.push(
    finding("suricata/template-not-one-rule", range, {
      message: surplus === undefined ? "this is no rule" : "a template rule is one rule and nothing else",
      help: "in YAML, `>-` joins the lines of a rule that is written on several",
    }),
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

function slotKind(
  slot: WrittenSlot,
  slots: CommonSlots,
  encoding: EncodingDescription,
  diagnostics: Diagnostic[],
): SlotValueKind | undefined {
  const { name, range } = slot;
  const own: readonly string[] = encoding.slots;
  if (isOwnSlot(name)) {
    if (own.includes(name)) return OWN_KINDS[name];
    diagnostics.push(
      finding("suricata/slot-unavailable", range, {
        message: `the slot \`{{${name}}}\` has no value for ${describe(encoding)}`,
        help: name === "port" ? "write `any`" : `slots of the format here: ${own.map((slot) => `{{${slot}}}`).join(", ")}`,
      }),
    );
    return undefined;
  }
  if (Object.hasOwn(slots, name)) return commonKind(slots[name]!.kind);
  const known = [...own, ...Object.keys(slots)];
  const near = closest(name, known);
  diagnostics.push(
    finding("suricata/unknown-slot", range, {
      message: `unknown slot \`{{${name}}}\``,
      help: near === undefined ? `slots here: ${known.join(", ")}` : `did you mean \`{{${near}}}\`?`,
      expected: near === undefined ? known : [near],
    }),
  );
  return undefined;
}

function slotPlace(
  slot: WrittenSlot,
  holds: SlotValueKind,
  rule: Rule,
  text: string,
  diagnostics: Diagnostic[],
): SlotPlace | undefined {
  const location = locateSlot(slot, rule, text);
  if ("nowhere" in location) {
    diagnostics.push(
      finding("suricata/slot-place", slot.range, {
        message: `the slot \`{{${slot.name}}}\` can't stand here: ${location.nowhere}`,
        help: placeHelp(slot.name, holds),
      }),
    );
    return undefined;
  }
  if (PLACES[holds].includes(location.place)) return location.place;
  diagnostics.push(
    finding("suricata/slot-place", slot.range, {
      message: `the slot \`{{${slot.name}}}\` can't stand ${PLACE_NAMES[location.place]}`,
      help: placeHelp(slot.name, holds),
    }),
  );
  return undefined;
}

function placeHelp(name: string, holds: SlotValueKind): string {
  const places = PLACES[holds].map((place) => PLACE_NAMES[place]).join(" or ");
  if (name === "link") return `it may stand ${places}; for a reference use \`{{references}}\` between two options`;
  return `it may stand ${places}`;
}

/** Fills the rule with samples, parses and validates it, and takes what is wrong back to the template's text. */
function trial(
  template: TemplateRule,
  compiled: SuricataTemplate,
  written: readonly WrittenSlot[],
  slots: CommonSlots,
  context: ValidateContext,
): readonly Diagnostic[] {
  const kinds: Record<string, SlotKind> = {};
  for (const [name, { kind }] of Object.entries(slots)) kinds[name] = kind;
  const observation = sampleObservation(template.observation);
  const fields = observation === undefined ? undefined : slotFields(observation, template.variant);
  const filled = fill(compiled, fields ?? {}, sampleValues(kinds));
  const whole = { start: 0, end: template.text.length };
  if (!filled.ok) return [finding("suricata/slot-place", whole, { message: filled.reason })];
  const file = parseRules(SourceText.fromString(filled.text), "suricata");
  const back = (range: Range): Range => originalRange(range, compiled, written, filled.pieces);
  return [...file.diagnostics, ...validate(file, context)].map(({ fixes: _, labels, ...diagnostic }) => ({
    ...diagnostic,
    range: back(diagnostic.range),
    ...(labels === undefined ? {} : { labels: labels.map((label) => ({ ...label, range: back(label.range) })) }),
  }));
}

/** The stretch of the template that a stretch of the filled rule came from; a slot counts as a whole. */
function originalRange(
  range: Range,
  compiled: SuricataTemplate,
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

function missingParts(rule: Rule, names: ReadonlySet<string>, template: TemplateRule): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { range } = rule;
  if (!DETECTING_SLOTS.some((name) => names.has(name))) {
    const own = findEncoding(template.observation, template.variant)?.slots ?? [];
    found.push(
      finding("suricata/template-not-selective", range, {
        message: "this rule does not depend on its observation, so it would alert for everything",
        help: `use ${own.filter((slot) => DETECTING_SLOTS.includes(slot)).map((slot) => `\`{{${slot}}}\``).join(" or ")}`,
      }),
    );
  }
  const options = new Map(Array.from(rule.options, (option) => [keywordOf(option).toLowerCase(), option]));
  const sid = options.get("sid");
  if (!isSlot(sid?.value, "sid")) {
    found.push(
      finding("suricata/template-sid", sid === undefined ? range : keywordRange(sid), {
        message: "the sid of a template rule must come from its slot",
        help: "write `sid:{{sid}};`",
      }),
    );
  }
  const rev = options.get("rev");
  if (!isSlot(rev?.value, "rev")) {
    found.push(
      finding("suricata/template-rev", rev === undefined ? range : keywordRange(rev), {
        message: "the revision of a template rule should come from its slot, so that it rises when the rule changes",
        help: "write `rev:{{rev}};`",
      }),
    );
  }
  if (!names.has("once") && !LIMITING_OPTIONS.some((name) => options.has(name))) {
    found.push(
      finding("suricata/template-noisy", range, {
        message: "this rule may alert for every packet or transaction of a flow",
        help: names.has("address")
          ? "add `threshold:type limit,track by_both,count 1,seconds 3600;`"
          : "add `{{once}}` for one alert for each flow, or a `threshold`",
      }),
    );
  }
  return found;
}

function isSlot(value: string | undefined, name: string): boolean {
  return value !== undefined && /^\{\{\s*([a-z]+)\s*\}\}$/.exec(value)?.[1] === name;
}

const LIMITING_OPTIONS: readonly string[] = ["threshold", "detection_filter", "flowbits", "xbits", "flowint", "noalert"];

function unknownEncoding(template: TemplateRule): Diagnostic {
  const { observation, variant, text } = template;
  const variants = SURICATA_ENCODINGS.filter((encoding) => encoding.observation === observation);
  const range = { start: 0, end: text.length };
  if (variants.length === 0) {
    const kinds = [...new Set(SURICATA_ENCODINGS.map((encoding) => encoding.observation))];
    return finding("suricata/template-variant", range, {
      message: `Suricata rules for ${observation} observations are not known to this version`,
      expected: kinds,
      help: `observations with Suricata rules: ${kinds.join(", ")}`,
    });
  }
  const names = variants.flatMap((encoding) => encoding.variant ?? []);
  return finding("suricata/template-variant", range, {
    message:
      variant === undefined
        ? `a rule for ${observation} observations needs a variant`
        : `unknown variant \`${variant}\` for ${observation} observations`,
    expected: names,
    help: names.length === 0 ? "leave `variant` out" : `variants: ${names.join(", ")}`,
  });
}

function describe({ observation, variant }: EncodingDescription): string {
  return variant === undefined ? `${observation} observations` : `${observation} observations of variant \`${variant}\``;
}

function commonKind(kind: SlotKind): SlotValueKind {
  return kind === "references" || kind === "metadata" ? "options" : kind;
}

function isOwnSlot(name: string): name is keyof typeof SURICATA_SLOTS {
  return Object.hasOwn(SURICATA_SLOTS, name);
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.range.start - b.range.start);
}
