import type { CompiledRule, EncodeContext, Observation, SignatureFormat, SlotDeclaration, SlotValues } from "@sigwright/core";
import { observe } from "@sigwright/core";
import type { CompiledTemplate, EncodingDescription } from "@sigwright/rule-language/template";
import { SNORT2_ENCODINGS } from "../snort2/emission.ts";
import { snort2 } from "../snort2/snort2.ts";
import { SNORT3_ENCODINGS } from "../snort3/emission.ts";
import { snort3 } from "../snort3/snort3.ts";

/** A format with its encodings. */
export interface EmittingFormat {
  readonly format: Required<Pick<SignatureFormat<unknown, CompiledTemplate>, "id" | "targets" | "compileTemplate" | "encode" | "render" | "listForm" | "encodeList">>;
  readonly encodings: readonly EncodingDescription[];
}

export const FORMATS: readonly EmittingFormat[] = [
  { format: snort2, encodings: SNORT2_ENCODINGS },
  { format: snort3, encodings: SNORT3_ENCODINGS },
];

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

/** The rules of a format's table, compiled; their ids are kind and variant joined with `-`. */
export function compiledRules({ format, encodings }: EmittingFormat): readonly CompiledRule<CompiledTemplate>[] {
  return encodings.map(({ observation, variant, rule: text }) => {
    const id = variant === undefined ? observation : `${observation}-${variant}`;
    const template = { id, observation, text, ...(variant === undefined ? {} : { variant }) };
    const { rule, diagnostics } = format.compileTemplate(template, COMMON_SLOTS, { target: format.targets[0]! });
    if (rule === undefined || diagnostics.length > 0) throw new Error(`${format.id} ${id}: ${JSON.stringify(diagnostics)}`);
    return rule;
  });
}

/** The context for observations of one kind. */
export function contextOf(kind: Observation["kind"], emitting: EmittingFormat): EncodeContext<CompiledTemplate> {
  return { target: emitting.format.targets[0]!, rules: compiledRules(emitting).filter((rule) => rule.observation === kind) };
}

/** A signature made from an observation. */
export interface EmittedRule {
  readonly sid: number;
  /** Id of the template rule. */
  readonly rule: string;
  readonly text: string;
}

/** The observation of an indicator. */
export function observationOf(type: string, value: string, subdomains = false): Observation {
  const observed = observe({ type, value }, { subdomains });
  if (observed.status !== "observed") throw new Error(`${type} ${value}: ${observed.reason}`);
  return observed.observations[0]!;
}

/** Encodes and renders one observation with the rules of the table; sids count up from the one given. */
export function emit(observation: Observation, firstSid: number, emitting: EmittingFormat): readonly EmittedRule[] {
  const context = contextOf(observation.kind, emitting);
  const encoding = emitting.format.encode(observation, context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  return encoding.signatures.map((signature, index) => {
    const sid = firstSid + index;
    const result = emitting.format.render(signature, commonValues(sid), context);
    if (result.status === "unsupported") throw new Error(result.reason);
    return { sid, rule: signature.rule, text: result.text };
  });
}
