import { type Diagnostic, type Observation, observe, type ObservationKind, type Range, type SlotDeclaration, type SlotKind, SourceText, type SlotValues, type TemplateRule, type ValidateContext } from "@sigwright/core";
import { ruleName } from "../encoding/rule-name.ts";
import { slotFields } from "../encoding/slot-fields.ts";
import { parseYara } from "../parse.ts";
import { validate } from "../validate.ts";
import type { CompiledTemplate } from "./compiled-template.ts";
import { fill } from "./fill.ts";
import { templateFinding } from "./template-diagnostics.ts";

/** Fills the rule with samples, parses and validates it, and takes what is wrong back to the template's text. */
export function tryTemplate(template: TemplateRule, compiled: CompiledTemplate, slots: Readonly<Record<string, SlotDeclaration>>, context: ValidateContext): readonly Diagnostic[] {
  const values: Record<string, SlotValues[string]> = {};
  for (const [name, { kind }] of Object.entries(slots)) values[name] = SAMPLES[kind];
  const sample = sampleOf(template.observation);
  const fields = sample === undefined ? {} : { ...slotFields(sample), name: ruleName(template.id, sample.key) };
  const filled = fill(compiled, fields, values);
  if (!filled.ok) return [templateFinding("yara/slot-place", { start: 0, end: template.text.length }, { message: filled.reason })];
  const opening = compiled.imports.map((line) => `${line}\n`).join("");
  const file = parseYara(SourceText.fromString(opening + filled.text));
  const back = (range: Range): Range => originalRange(range, opening.length, compiled, filled.pieces);
  return [...file.diagnostics, ...validate(file, context)].map(({ code, severity, rejects, message, help, expected, labels, range }) => ({
    code,
    severity,
    rejects,
    message,
    range: back(range),
    ...(help === undefined ? {} : { help }),
    ...(expected === undefined ? {} : { expected }),
    ...(labels === undefined ? {} : { labels: labels.map((label) => ({ ...label, range: back(label.range) })) }),
  }));
}

const SAMPLES: Readonly<Record<SlotKind, SlotValues[string]>> = {
  text: "sample",
  word: "sample",
  integer: 1,
  references: [{ kind: "url", value: "https://sample.invalid/reference" }],
  metadata: [{ key: "sample", value: "value" }],
};

const SAMPLE_VALUES: Readonly<Partial<Record<ObservationKind, readonly [type: string, value: string]>>> = {
  host: ["Host", "sample.invalid"],
  url: ["URL", "http://sample.invalid/sample"],
  "email-address": ["EmailAddress", "someone@sample.invalid"],
  "email-subject": ["EmailSubject", "A sample of subjects"],
  "user-agent": ["UserAgent", "Sample/1.0 (of agents)"],
  file: ["File", "0123456789abcdef".repeat(4)],
  mutex: ["Mutex", "Global\\sample-mutex"],
  "registry-key": ["RegistryKey", "HKEY_LOCAL_MACHINE\\Software\\Sample\\Key"],
};

/** An observation to try template rules of a kind with. */
function sampleOf(kind: ObservationKind): Observation | undefined {
  const sample = SAMPLE_VALUES[kind];
  const observed = sample === undefined ? undefined : observe({ type: sample[0], value: sample[1] });
  return observed?.status === "observed" ? observed.observations[0] : undefined;
}

/** The stretch of the template that a stretch of the filled rule came from; what a slot became counts as the slot. */
function originalRange(range: Range, opening: number, { pieces }: CompiledTemplate, filled: readonly string[]): Range {
  let at = opening;
  let start: number | undefined;
  let end = 0;
  for (const [index, piece] of pieces.entries()) {
    const { length } = filled[index]!;
    const isText = piece.kind === "text";
    const within = (offset: number): number => piece.range.start + Math.min(Math.max(offset - at, 0), piece.range.end - piece.range.start);
    if (start === undefined && range.start < at + length) start = isText ? within(range.start) : piece.range.start;
    if (range.end > at) end = isText ? within(range.end) : piece.range.end;
    at += length;
  }
  const found = start ?? end;
  return { start: found, end: Math.max(end, found) };
}
