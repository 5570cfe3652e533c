import type { SourceText } from "@sigwright/core";
import type {
  Diagnostic,
  EncodedSignature,
  EncodeContext,
  Encoding,
  Observation,
  RuleView,
  SignatureFormat,
  SlotValues,
  TemplateRule,
  Unsupported,
} from "@sigwright/core";

/** A document of the toy format: its lines. */
export interface ToyDocument {
  readonly source: SourceText;
}

const SLOT = /\{\{([a-z]+)\}\}/g;
const RULE = /^(#? ?)hit (\S*) .*sid (\d+) rev (\d+)$/;
const LONGEST_LINE = 4000;

/**
 * A format for tests, small and strict: one line a rule, `hit MATCH … sid N rev N`, every slot percent-encoded; hosts
 * have two ways to be seen, addresses and networks have lists of few members.
 */
export function toyFormat(capacity = 60): SignatureFormat<ToyDocument, string> {
  return Object.freeze({
    id: "toy",
    displayName: "Toy",
    signatureType: "Toy",
    extensions: [".toy"],
    targets: [{ engine: "toy", version: "1" }],
    sidFamily: "toy",
    parse: (source: SourceText) => ({ document: { source }, diagnostics: syntax(source) }),
    print: (document: ToyDocument) => document.source.text,
    rules: (document: ToyDocument) => views(document.source),
    compileTemplate: (rule: TemplateRule, slots: Readonly<Record<string, unknown>>) => {
      const diagnostics: Diagnostic[] = [];
      for (const found of rule.text.matchAll(SLOT)) {
        if (found[1] === "match" || Object.hasOwn(slots, found[1]!)) continue;
        const range = { start: found.index, end: found.index + found[0].length };
        const message = `unknown slot \`${found[1]}\``;
        diagnostics.push({ code: "toy/slot", severity: "error", rejects: true, message, range });
      }
      const { id, observation, variant, text } = rule;
      const compiled = { id, observation, compiled: text, ...(variant === undefined ? {} : { variant }) };
      return diagnostics.length > 0 ? { diagnostics } : { rule: compiled, diagnostics };
    },
    encode,
    listForm(observation: Observation) {
      const { match } = observation;
      if (match.kind === "address" || match.kind === "network") {
        return { group: `ipv${match.family}`, size: observation.key.length + 1, capacity };
      }
      return match.kind === "domain" ? { group: "names", size: 1, capacity: Infinity } : undefined;
    },
    encodeList(members: readonly Observation[], context: EncodeContext<string>) {
      const first = members[0]!;
      if (first.kind === "host") return encodeAs(first, context, members.map((member) => member.key).join(","));
      const text = members.map((member) => member.key).join(",");
      if (text.length > capacity) return { status: "unsupported" as const, reason: "the list is too long" };
      return encodeAs(first, context, text);
    },
    render(signature: EncodedSignature, values: SlotValues, context: EncodeContext<string>) {
      const rule = context.rules.find((candidate) => candidate.id === signature.rule)!;
      const fill = (given: SlotValues): string =>
        rule.compiled.replace(SLOT, (_, name: string) => {
          const value = name === "match" ? signature.fields["match"] : given[name];
          return escape(typeof value === "object" ? JSON.stringify(value) : String(value));
        });
      const text = fill(values);
      if (text.length > LONGEST_LINE) return { status: "unsupported" as const, reason: "the line would be too long" };
      return { status: "rendered" as const, text, fingerprint: fill({ ...values, sid: 0, rev: 0 }) };
    },
    async *assemble(signatures, { name, header }) {
      const path = `${name}.toy`;
      for (const line of header) yield { path, role: "rules" as const, text: `# ${line}\n` };
      for await (const { text } of signatures) yield { path, role: "rules" as const, text: `${text}\n` };
    },
  } satisfies SignatureFormat<ToyDocument, string>);
}

function encode(observation: Observation, context: EncodeContext<string>): Encoding | Unsupported {
  const { match } = observation;
  if (match.kind === "literal") return { status: "unsupported", reason: "the toy can't see text" };
  if (match.kind === "request" && match.scheme === "https") return { status: "unsupported", reason: "https is encrypted" };
  return encodeAs(observation, context, observation.key);
}

function encodeAs(observation: Observation, context: EncodeContext<string>, text: string): Encoding | Unsupported {
  const { channels } = observation;
  if (context.rules.length === 0) return { status: "unsupported", reason: `the template has no rule for ${observation.kind}` };
  const signatures = context.rules.map((rule) => ({ rule: rule.id, channels, fields: { match: text } }));
  return { status: "encoded", signatures, uncovered: [], requires: [], limits: [] };
}

function escape(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\uFFFD"));
}

function syntax(source: SourceText): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const line of lines(source)) {
    if (line.text === "" || line.text.startsWith("#") || RULE.test(line.text)) continue;
    const range = { start: line.start, end: line.start + line.text.length };
    diagnostics.push({ code: "toy/syntax", severity: "error", rejects: true, message: "no rule of the toy", range });
  }
  return diagnostics;
}

function views(source: SourceText): RuleView[] {
  const rules: RuleView[] = [];
  for (const line of lines(source)) {
    const found = RULE.exec(line.text);
    if (found === null) continue;
    rules.push({
      range: { start: line.start, end: line.start + line.text.length },
      enabled: found[1] === "",
      gid: 1,
      sid: Number(found[3]),
      rev: Number(found[4]),
      fingerprint: line.text.replace(/sid \d+ rev \d+$/, "sid 0 rev 0").replace(/^# ?/, ""),
    });
  }
  return rules;
}

function* lines(source: SourceText): Iterable<{ readonly text: string; readonly start: number }> {
  let start = 0;
  for (const text of source.text.split("\n")) {
    yield { text, start };
    start += text.length + 1;
  }
}

/** A format that lacks some of what it can do. */
export function without(
  format: SignatureFormat,
  ...names: readonly ("encode" | "parse" | "rules" | "sidFamily" | "compileTemplate")[]
): SignatureFormat {
  const copy = { ...format };
  for (const name of names) delete copy[name];
  return copy;
}
