import type { Observation, SlotDeclaration, SlotValues } from "@sigwright/core";
import { compileTemplate } from "../template/compile-template.ts";
import type { CompiledTemplate } from "../template/compiled-template.ts";
import type { EmittedLanguage } from "../template/emitted-language.ts";

const HOST: Observation = { kind: "host", key: "sample.invalid", match: { kind: "domain", name: "sample.invalid", subdomains: false }, channels: ["dns.query"] };

/** A small language that makes rules of Suricata's syntax, to try the machine with. */
export const TOY_LANGUAGE: EmittedLanguage = {
  id: "toy",
  engine: "Toy",
  dialect: "suricata",
  encodings: [{ observation: "host", variant: "dns", summary: "A name.", channels: ["dns.query"], slots: ["match", "once", "host", "host.bytes"], rule: "", requires: [], limits: [] }],
  slots: {
    match: { holds: "options", summary: "What is looked for." },
    once: { holds: "options", summary: "Once in a flow." },
    host: { holds: "text", summary: "The name." },
    "host.bytes": { holds: "integer", summary: "Its length." },
  },
  detecting: { host: ["match", "host"] },
  sample: (kind) => (kind === "host" ? HOST : undefined),
  fields: ({ match }) => (match.kind === "domain" ? { match: `content:"${match.name}";`, host: match.name, "host.bytes": String(match.name.length) } : undefined),
  obstacle: () => undefined,
  bitOf: (sid) => sid,
  limiting: { keywords: ["flowbits"], advice: () => "add `{{once}}`" },
  longestLine: 8190,
  validate: () => [],
};

/** Slots as the rule set pipeline declares them. */
export const TOY_SLOTS: Readonly<Record<string, SlotDeclaration>> = {
  message: { kind: "text", summary: "The message." },
  value: { kind: "text", summary: "The value." },
  classtype: { kind: "word", summary: "The class." },
  priority: { kind: "integer", summary: "The priority." },
  references: { kind: "references", summary: "All references." },
  metadata: { kind: "metadata", summary: "All metadata." },
  sid: { kind: "integer", summary: "The id." },
  rev: { kind: "integer", summary: "The revision." },
};

/** Values for {@link TOY_SLOTS}. */
export function toyValues(sid: number): SlotValues {
  return {
    message: "a message",
    value: "a value",
    classtype: "trojan-activity",
    priority: 2,
    references: [{ kind: "url", value: "https://platform.invalid/1" }],
    metadata: [{ key: "confidence", value: "80" }],
    sid,
    rev: 1,
  };
}

/** A template rule of the toy language with some options, compiled. */
export function toyTemplate(options: string): CompiledTemplate {
  const text = `alert dns any any -> any any (${options} {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)`;
  const { rule, diagnostics } = compileTemplate(TOY_LANGUAGE, { id: "x", observation: "host", variant: "dns", text }, TOY_SLOTS, { target: { engine: "toy", version: "1" } });
  if (rule === undefined) throw new Error(JSON.stringify(diagnostics));
  return rule.compiled;
}
