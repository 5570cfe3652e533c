import { closest, type Diagnostic, type Range, scanSlots, type SlotDeclaration, SourceText, type TemplateResult, type TemplateRule, type ValidateContext, type WrittenSlot } from "@sigwright/core";
import { encodingOf, YARA_ENCODINGS, type YaraEncoding } from "../encoding/encodings.ts";
import { LONGEST_NAME_SLOT } from "../encoding/rule-name.ts";
import type { Rule } from "../nodes.ts";
import { parseYara } from "../parse.ts";
import type { CompiledTemplate } from "./compiled-template.ts";
import { type KnownSlot, withNames, withPlaceholders } from "./placeholder.ts";
import { locateSlot } from "./slot-location.ts";
import { commonKind, detectingSlots, isOwnSlot, ownSlot, PLACE_NAMES, PLACES, type SlotValueKind } from "./slots.ts";
import { templateFinding } from "./template-diagnostics.ts";
import { isOptional, type PlacedSlot, templatePieces } from "./template-pieces.ts";
import { tryTemplate } from "./trial.ts";

/** The slots that templates of all formats share, by name. */
type CommonSlots = Readonly<Record<string, SlotDeclaration>>;

/**
 * Understands a template rule: finds the place of every slot, and tries the rule with sample values as it would be tried
 * in the end. All ranges are in the rule's text.
 */
export function compileTemplate(template: TemplateRule, slots: CommonSlots, context: ValidateContext): TemplateResult<CompiledTemplate> {
  const { id, observation, variant, text } = template;
  const encoding = encodingOf(observation);
  if (encoding === undefined || variant !== undefined) return { diagnostics: [unknownEncoding(template)] };

  const { slots: written, broken } = scanSlots(text);
  const diagnostics: Diagnostic[] = broken.map(({ range, reason }) =>
    templateFinding("yara/slot-syntax", range, {
      message: reason === "unclosed" ? "this slot is not closed" : "this is no slot name",
      help: "write a slot as `{{name}}`",
    }),
  );
  const known = written.map((slot): KnownSlot => ({ ...slot, holds: slotKind(slot, slots, encoding, diagnostics) ?? "text" }));
  const result = (compiled?: CompiledTemplate): TemplateResult<CompiledTemplate> => {
    const sorted = diagnostics.toSorted((a, b) => a.range.start - b.range.start);
    return compiled === undefined || hasErrors(sorted) ? { diagnostics: sorted } : { rule: { id, observation, compiled }, diagnostics: sorted };
  };
  if (hasErrors(diagnostics)) return result();

  const parsed = soleRule(text, known, diagnostics);
  if (parsed === undefined) return result();
  const placed = known.flatMap((slot) => placeOf(slot, parsed.rule, text, diagnostics) ?? []);
  if (!hasErrors(diagnostics)) checkParts(parsed.rule, placed, template, diagnostics);
  if (hasErrors(diagnostics)) return result();
  const compiled = templatePieces(text, parsed, placed, encoding);
  diagnostics.push(...tryTemplate(template, compiled, slots, context));
  return result(compiled);
}

/** What a slot holds, or `undefined` after saying why it can't be used for this encoding. */
function slotKind({ name, range }: WrittenSlot, slots: CommonSlots, { observation, slots: own }: YaraEncoding, diagnostics: Diagnostic[]): SlotValueKind | undefined {
  const mine = ownSlot(name);
  if (mine !== undefined && isOwnSlot(name)) {
    if (own.includes(name)) return mine.holds;
    diagnostics.push(
      templateFinding("yara/slot-unavailable", range, {
        message: `the slot \`{{${name}}}\` has no value for ${observation} observations`,
        help: `slots of the format here: ${own.map((each) => `{{${each}}}`).join(", ")}`,
      }),
    );
    return undefined;
  }
  if (Object.hasOwn(slots, name)) return commonKind(slots[name]!.kind);
  const all = [...own, ...Object.keys(slots)];
  const near = closest(name, all);
  diagnostics.push(
    templateFinding("yara/unknown-slot", range, {
      message: `unknown slot \`{{${name}}}\``,
      help: near === undefined ? `slots here: ${all.join(", ")}` : `did you mean \`{{${near}}}\`?`,
      expected: near === undefined ? all : [near],
    }),
  );
  return undefined;
}

/** The one rule of a template text, and where what is written of it begins: behind the imports. */
export interface SoleRule {
  readonly rule: Rule;
  readonly start: number;
  readonly imports: readonly string[];
}

function soleRule(text: string, slots: readonly KnownSlot[], diagnostics: Diagnostic[]): SoleRule | undefined {
  const file = parseYara(SourceText.fromString(withPlaceholders(text, slots)));
  const [rule] = file.rules;
  const imports = file.items.filter(({ kind }) => kind === "import");
  const surplus = file.items.find((item) => item !== rule && (item.kind !== "import" || (rule !== undefined && item.range.start > rule.range.start)));
  if (rule === undefined || surplus !== undefined) {
    diagnostics.push(
      templateFinding("yara/template-not-one-rule", surplus?.range ?? { start: 0, end: text.length }, {
        message: surplus === undefined ? "this is no rule" : "a template rule is one rule and nothing else",
        help: "imports may stand before the rule, and nothing behind it",
      }),
    );
    return undefined;
  }
  if (file.diagnostics.length > 0) {
    const misplaced = misplacedSlots(text, slots);
    diagnostics.push(...(misplaced.length > 0 ? misplaced : file.diagnostics.map((each) => ({ ...each, rejects: false }))));
    return undefined;
  }
  return { rule, start: imports.at(-1)?.range.end ?? 0, imports: imports.map(({ range }) => text.slice(range.start, range.end)) };
}

/** Slots that spoil the syntax where they stand: what they hold has quotes, and they stand in such. */
function misplacedSlots(text: string, slots: readonly KnownSlot[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const [rule] = parseYara(SourceText.fromString(withNames(text, slots))).rules;
  for (const slot of rule === undefined ? [] : slots) {
    const isQuoted = slot.holds === "meta" || slot.holds === "patterns";
    if (isQuoted && "place" in locateSlot(slot, rule!, text)) placeOf(slot, rule!, text, found);
  }
  return found;
}

/** Where a slot stands, or `undefined` after saying why its value can't be written there. */
function placeOf(slot: KnownSlot, rule: Rule, text: string, diagnostics: Diagnostic[]): PlacedSlot | undefined {
  const { name, range, holds } = slot;
  const location = locateSlot(slot, rule, text);
  const refuse = (why: string): undefined => {
    const places = PLACES[holds].map((place) => PLACE_NAMES[place]).join(" or ");
    diagnostics.push(templateFinding("yara/slot-place", range, { message: `the slot \`{{${name}}}\` can't stand ${why}`, help: `it may stand ${places}` }));
    return undefined;
  };
  if ("nowhere" in location) return refuse(`here: ${location.nowhere}`);
  if (!PLACES[holds].includes(location.place)) return refuse(PLACE_NAMES[location.place]);
  return { ...slot, ...location };
}

/** What a template rule lacks although its slots stand where they may: its name, something to detect by. */
function checkParts(rule: Rule, placed: readonly PlacedSlot[], { observation }: TemplateRule, diagnostics: Diagnostic[]): void {
  const report = (code: Parameters<typeof templateFinding>[0], range: Range, message: string, help: string): void => {
    diagnostics.push(templateFinding(code, range, { message, help }));
  };
  const name = rule.name ?? { text: "", range: rule.range };
  const named = placed.filter(({ place }) => place === "name");
  if (named.length !== 1) {
    report("yara/template-name", name.range, "the name of a template rule must come from its slot, once", "write `rule {{name}}`, or `rule my_{{name}}`");
  } else if (name.text.length - (named[0]!.range.end - named[0]!.range.start) > LONGEST_NAME - LONGEST_NAME_SLOT) {
    report("yara/template-name", name.range, `a name of ${LONGEST_NAME_SLOT} characters does not fit in here`, `${LONGEST_NAME - LONGEST_NAME_SLOT} characters may stand around the slot`);
  }
  const detecting: readonly string[] = detectingSlots(observation);
  const places: readonly string[] = ["patterns", "text", "regexp", "condition"];
  if (!placed.some((slot) => detecting.includes(slot.name) && places.includes(slot.place))) {
    report("yara/template-not-selective", name.range, `what this rule detects does not depend on its ${observation}, so it would match for others too`, `use ${detecting.map((slot) => `\`{{${slot}}}\``).join(" or ")} where the rule detects`);
  }
  const tag = placed.find(({ place }) => place === "tag");
  if (tag !== undefined && rule.tags.every(({ range }) => placed.some((slot) => slot.range.start === range.start))) {
    report("yara/slot-place", tag.range, `the slot \`{{${tag.name}}}\` can't be the only tag: there may be none to fill it`, "write a tag before it that is always there: `: sigwright {{tags}}`");
  }
  if (rule.meta.length > 0 && rule.meta.every((entry) => isOptional(entry, placed))) {
    report("yara/slot-place", rule.metaKeyword!, "every entry of this section can be left out, and a section can't be empty", "write an entry that is always there: `generator = \"sigwright\"`");
  }
}

const LONGEST_NAME = 128;

function unknownEncoding({ observation, variant, text }: TemplateRule): Diagnostic {
  const range = { start: 0, end: text.length };
  if (encodingOf(observation) !== undefined) return templateFinding("yara/template-variant", range, { message: `unknown variant \`${variant}\` for ${observation} observations`, help: "leave `variant` out" });
  const kinds = YARA_ENCODINGS.map((encoding) => encoding.observation);
  return templateFinding("yara/template-variant", range, { message: `YARA can't see ${observation} observations`, expected: kinds, help: `observations with YARA rules: ${kinds.join(", ")}` });
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
