import { type EncodeContext, type Observation, observe, type RenderedSignature, SourceText, type Target } from "@sigwright/core";
import { COMMON_SLOTS, compileFormat, defaultTemplate } from "@sigwright/ruleset";
import { YARA_TARGETS } from "../targets.ts";
import type { CompiledTemplate } from "../template/compiled-template.ts";
import { compileTemplate } from "../template/compile-template.ts";
import { YARA_ENCODINGS } from "../encoding/encodings.ts";
import { yara } from "../yara.ts";

export { COMMON_SLOTS, compileFormat, defaultTemplate };

/** What an observation of a kind is encoded with: the rules of the table of encodings. */
export function contextOf(observation: Observation, target: Target = YARA_TARGETS[0]!): EncodeContext<CompiledTemplate> {
  const place = `${observation.kind} ${target.engine}`;
  const known = CONTEXTS.get(place);
  if (known !== undefined) return known;
  const rules = YARA_ENCODINGS.filter((encoding) => encoding.observation === observation.kind).map(({ observation: kind, rule }) => {
    const { rule: compiled, diagnostics } = compileTemplate({ id: kind, observation: kind, text: rule }, COMMON_SLOTS, { target });
    if (compiled === undefined) throw new Error(`the rule for ${kind} does not compile: ${diagnostics[0]?.message}`);
    return compiled;
  });
  const context = { target, rules };
  CONTEXTS.set(place, context);
  return context;
}

const CONTEXTS = new Map<string, EncodeContext<CompiledTemplate>>();

/** Values for all slots that templates share. */
export const SLOT_VALUES = {
  message: "a message",
  value: "a value",
  type: "Host",
  observation: "host",
  rating: "4",
  confidence: "unknown",
  tags: "APT28, TLP:AMBER",
  group: "",
  owner: "",
  classtype: "trojan-activity",
  priority: 1,
  link: "",
  references: [{ kind: "url", value: "https://sample.invalid/1" }],
  metadata: [{ key: "sigwright_rating", value: "4" }],
} as const;

/** The observation of an indicator. */
export function observationOf(type: string, value: string, more: { readonly subdomains?: boolean; readonly size?: number } = {}): Observation {
  const { subdomains = false, size } = more;
  const observed = observe({ type, value, ...(size === undefined ? {} : { digests: { size } }) }, { subdomains });
  if (observed.status !== "observed") throw new Error(`${type} ${value}: ${observed.reason}`);
  return observed.observations[0]!;
}

/** A rule as it is rendered, and what it is called. */
export interface RenderedRule {
  readonly name: string;
  readonly rendered: RenderedSignature;
}

/** The rule of an observation, with the imports it needs; why there is none, where there is none. */
export function ruleOf(observation: Observation, values: Parameters<typeof yara.render>[1] = SLOT_VALUES): RenderedRule {
  const context = contextOf(observation);
  const encoding = yara.encode(observation, context);
  return written(encoding, context, values);
}

/** The rule of a list of observations. */
export function listRuleOf(members: readonly Observation[], name: string): RenderedRule {
  const context = contextOf(members[0]!);
  return written(yara.encodeList(members, context), context, { ...SLOT_VALUES, value: name });
}

function written(encoding: ReturnType<typeof yara.encode>, context: EncodeContext<CompiledTemplate>, values: Parameters<typeof yara.render>[1]): RenderedRule {
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  const rendered = yara.render(encoding.signatures[0]!, values, context);
  if (rendered.status === "unsupported") throw new Error(rendered.reason);
  const [view] = yara.rules(yara.parse(SourceText.fromString(rendered.text)).document);
  return { name: view!.name!, rendered };
}

/** A file of rules, with the imports they need. */
export function rulesFile(rules: readonly RenderedRule[]): string {
  const imports = new Set(rules.flatMap(({ rendered }) => rendered.preamble ?? []));
  return [...imports, ...rules.map(({ rendered }) => `${imports.size === 0 ? "" : "\n"}${rendered.text}`), ""].join("\n");
}

/** Everything that is said of a text for both engines: the check's findings and its advice. */
export function findingsIn(text: string): readonly string[] {
  return YARA_TARGETS.flatMap((target) => {
    const { document, diagnostics } = yara.parse(SourceText.fromString(text));
    return [...diagnostics, ...yara.validate(document, { target })].map(({ code, message }) => `${target.engine}: ${message} [${code}]`);
  });
}
