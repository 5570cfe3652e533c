import type {
  CompiledRule,
  EncodeContext,
  Observation,
  RenderedSignature,
  SlotDeclaration,
  SlotValues,
  Target,
  TemplateRule,
  Unsupported,
} from "@sigwright/core";
import { SURICATA_ENCODINGS } from "../encoding/encoding-description.ts";
import { SURICATA_TARGETS } from "../targets.ts";
import { SURICATA_EMISSION } from "../emission.ts";
import type { CompiledTemplate } from "@sigwright/rule-language/template";

const { compileTemplate, encode, render } = SURICATA_EMISSION;

/** Slots as the rule set pipeline declares them. */
export const COMMON_SLOTS: Readonly<Record<string, SlotDeclaration>> = {
  message: { kind: "text", summary: "The signature's message." },
  value: { kind: "text", summary: "The indicator's value." },
  link: { kind: "text", summary: "Address of the indicator's page." },
  classtype: { kind: "word", summary: "The signature's class." },
  priority: { kind: "integer", summary: "The signature's priority." },
  references: { kind: "references", summary: "All references." },
  metadata: { kind: "metadata", summary: "All metadata." },
  sid: { kind: "integer", summary: "The signature's id." },
  rev: { kind: "integer", summary: "The signature's revision." },
};

/** Values for {@link COMMON_SLOTS}. */
export function commonValues(sid: number, message = "a message"): SlotValues {
  return {
    message,
    value: "a value",
    link: "https://platform.invalid/1",
    classtype: "trojan-activity",
    priority: 2,
    references: [{ kind: "url", value: "https://platform.invalid/1" }],
    metadata: [{ key: "confidence", value: "80" }],
    sid,
    rev: 1,
  };
}

/** The rows of the encoding table that are for a target, as rules of a template; ids are kind and variant joined with `-`. */
export function tableRules(target: Target = SURICATA_TARGETS[0]!): readonly TemplateRule[] {
  return SURICATA_ENCODINGS.filter(({ targets }) => targets?.includes(target.version) !== false).map(({ observation, variant, rule: text }) => ({
    id: variant === undefined ? observation : `${observation}-${variant}`,
    observation,
    text,
    ...(variant === undefined ? {} : { variant }),
  }));
}

/** The rules of the encoding table, compiled. */
export function provenRules(target: Target = SURICATA_TARGETS[0]!): readonly CompiledRule<CompiledTemplate>[] {
  return tableRules(target).map((template) => {
    const { id } = template;
    const { rule, diagnostics } = compileTemplate(template, COMMON_SLOTS, { target });
    if (rule === undefined || diagnostics.length > 0) throw new Error(`${id}: ${JSON.stringify(diagnostics)}`);
    return rule;
  });
}

const COMPILED: Map<string, readonly CompiledRule<CompiledTemplate>[]> = new Map();

/** The context for observations of one kind. */
export function contextOf(kind: Observation["kind"], target: Target = SURICATA_TARGETS[0]!): EncodeContext<CompiledTemplate> {
  const rules = COMPILED.get(target.version) ?? provenRules(target);
  COMPILED.set(target.version, rules);
  return { target, rules: rules.filter((rule) => rule.observation === kind) };
}

/** Encodes and renders one observation with the rules of the table; sids count up from the one given. */
export function renderAll(observation: Observation, firstSid: number, target: Target = SURICATA_TARGETS[0]!): readonly RenderedRule[] {
  const context = contextOf(observation.kind, target);
  const encoding = encode(observation, context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  return encoding.signatures.map((signature, index) => ({
    sid: firstSid + index,
    rule: signature.rule,
    result: render(signature, commonValues(firstSid + index), context),
  }));
}

/** A signature of {@link renderAll}. */
export interface RenderedRule {
  readonly sid: number;
  /** Id of the template rule. */
  readonly rule: string;
  readonly result: RenderedSignature | Unsupported;
}
