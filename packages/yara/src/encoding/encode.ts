import type { Channel, CompiledRule, EncodeContext, Encoding, ListForm, Observation, Unsupported } from "@sigwright/core";
import type { CompiledTemplate } from "../template/compiled-template.ts";
import { anyFileCondition, strongest } from "./digests.ts";
import { encodingOf } from "./encodings.ts";
import { ruleName } from "./rule-name.ts";
import { obstacleTo, type SlotFields, slotFields } from "./slot-fields.ts";

type Context = EncodeContext<CompiledTemplate>;

/** Files that share one rule: their digests take 650 kB at most, and one file of rules has few rules then. */
const MOST_FILES = 10_000;
/** Fewer files are better rules of their own, which a reader sees at a glance and an alert names. */
const LEAST_FILES = 20;

/** What YARA can make of an observation: one rule for each rule of the template. */
export function encode(observation: Observation, context: Context): Encoding | Unsupported {
  const obstacle = obstacleTo(observation);
  if (obstacle !== undefined) return { status: "unsupported", reason: obstacle };
  const fields = slotFields(observation);
  return encodeWith(observation, context, fields ?? {}, (rule) => ({ name: ruleName(rule.id, observation.key) }));
}

/** Files may share a rule, those known by digests of one kind with each other. */
export function listForm(observation: Observation, { rules }: Context): ListForm | undefined {
  const { match } = observation;
  const best = match.kind === "digest" ? strongest(match) : undefined;
  if (best === undefined || !rules.some((rule) => rule.observation === observation.kind)) return undefined;
  return { group: best.kind, size: 1, capacity: MOST_FILES, least: LEAST_FILES };
}

/** Encodes files, known by digests of one kind, as one rule. */
export function encodeList(members: readonly Observation[], context: Context): Encoding | Unsupported {
  const [first] = members;
  if (first === undefined) return { status: "unsupported", reason: "the list is empty" };
  const digests: string[] = [];
  const kind = first.match.kind === "digest" ? strongest(first.match)?.kind : undefined;
  for (const { match } of members) {
    const best = match.kind === "digest" ? strongest(match) : undefined;
    if (kind === undefined || best?.kind !== kind) return { status: "unsupported", reason: "a list can only hold files that are known by digests of one kind" };
    digests.push(best.digest);
  }
  return encodeWith(first, context, { condition: anyFileCondition(kind!, digests), digests: "" }, () => ({}));
}

function encodeWith(observation: Observation, context: Context, fields: SlotFields, more: (rule: CompiledRule<CompiledTemplate>) => { readonly name?: string }): Encoding | Unsupported {
  const encoding = encodingOf(observation.kind);
  const rules = context.rules.filter((rule) => rule.observation === observation.kind);
  if (encoding === undefined || rules.length === 0) return { status: "unsupported", reason: `the template has no YARA rule for ${observation.kind} observations` };
  const channels = encoding.channels.filter((channel) => observation.channels.includes(channel));
  if (channels.length === 0) return { status: "unsupported", reason: reasonUncovered(observation.channels[0]!) };
  return {
    status: "encoded",
    signatures: rules.map((rule) => ({ rule: rule.id, channels, fields: { ...more(rule), ...pick(fields, rule.compiled) } })),
    uncovered: observation.channels.filter((channel) => !channels.includes(channel)).map((channel) => ({ channel, reason: reasonUncovered(channel) })),
    requires: encoding.requires,
    limits: encoding.limits,
    ...(encoding.approximate === undefined ? {} : { approximate: encoding.approximate }),
  };
}

function reasonUncovered(channel: Channel): string {
  return channel === "registry" ? "YARA looks into files and memory, not into the registry" : "YARA looks into files and memory, not at traffic";
}

function pick(fields: SlotFields, { fields: names }: CompiledTemplate): Readonly<Record<string, string>> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
