import type { Channel, EncodeContext, EncodedSignature, Encoding, Observation, Unsupported } from "@sigwright/core";
import type { CompiledTemplate } from "./compiled-template.ts";
import { type EmittedLanguage, findEncoding, type SlotFields } from "./emitted-language.ts";

/** What a language can make of an observation: one signature for each rule of a template, or an entry beside the rules. */
export function encode(language: EmittedLanguage, observation: Observation, context: EncodeContext<CompiledTemplate>): Encoding | Unsupported {
  const beside = context.selfContained === true ? undefined : language.beside?.encode(observation);
  if (beside !== undefined) return beside;
  const obstacle = obstacleTo(language, observation);
  if (obstacle !== undefined) return { status: "unsupported", reason: obstacle };
  return encodeWith(language, observation, context, (variant) => language.fields(observation, variant, context.target));
}

/** Makes the signatures of all rules, with the channels they cover and what is known of their encodings. */
export function encodeWith(
  language: EmittedLanguage,
  observation: Observation,
  context: EncodeContext<CompiledTemplate>,
  fieldsOf: (variant: string | undefined) => SlotFields | undefined,
): Encoding | Unsupported {
  const signatures: EncodedSignature[] = [];
  const covered = new Set<Channel>();
  const requires = new Set<string>();
  const limits = new Set<string>();
  for (const rule of context.rules) {
    const encoding = findEncoding(language, observation.kind, rule.variant, context.target);
    if (rule.observation !== observation.kind || encoding === undefined) continue;
    const channels = encoding.channels.filter((channel) => observation.channels.includes(channel));
    const fields = fieldsOf(rule.variant);
    if (channels.length === 0 || fields === undefined) continue;
    signatures.push({ rule: rule.id, channels, fields: pick(fields, rule.compiled.fields) });
    for (const channel of channels) covered.add(channel);
    for (const setting of encoding.requires) requires.add(setting);
    for (const limit of encoding.limits) limits.add(limit);
  }
  if (signatures.length === 0) {
    return { status: "unsupported", reason: `the template has no ${language.engine} rule for ${observation.kind} observations` };
  }
  return {
    status: "encoded",
    signatures,
    uncovered: observation.channels
      .filter((channel) => !covered.has(channel))
      .map((channel) => ({ channel, reason: reasonUncovered(language, observation, channel) })),
    requires: [...requires],
    limits: [...limits],
  };
}

function obstacleTo({ encodings, engine, obstacle }: EmittedLanguage, observation: Observation): string | undefined {
  const { kind } = observation;
  const reason = obstacle(observation);
  if (reason !== undefined) return reason;
  return encodings.some((encoding) => encoding.observation === kind) ? undefined : `${engine} rules for ${kind} observations are not known to this version`;
}

const ON_MACHINES: ReadonlySet<Channel> = new Set(["file.content", "memory", "registry"]);

function reasonUncovered(language: EmittedLanguage, observation: Observation, channel: Channel): string {
  const known = language.uncovered?.(observation, channel);
  if (known !== undefined) return known;
  if (ON_MACHINES.has(channel)) return "rules for traffic don't see text in files, memory and the registry";
  const ways = language.encodings.filter((encoding) => encoding.observation === observation.kind && encoding.channels.includes(channel));
  const variants = [...new Set(ways.map((encoding) => `\`${encoding.variant ?? observation.kind}\``))];
  return variants.length === 0
    ? `this version has no encoding for ${channel}`
    : `the template has no rule of variant ${variants.join(" or ")}`;
}

function pick(fields: SlotFields, names: readonly string[]): SlotFields {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
