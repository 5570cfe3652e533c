import type { Diagnostic } from "../diagnostic.ts";
import type { Observation } from "../observation.ts";
import type {
  ArtifactPart,
  AssembleContext,
  EncodedSignature,
  Encoding,
  Parsed,
  RenderedSignature,
  RuleView,
  SignatureFormat,
  Unsupported,
} from "../signature-format.ts";
import type { SourceText } from "../source-text.ts";
import { quoted, visibleText } from "../visible-text.ts";
import type { FormatFixtures } from "./conformance-case.ts";

/** A file of {@link toyIntel}: its text and the rows found in it. */
export interface IntelDocument {
  readonly text: string;
  readonly rules: readonly RuleView[];
}

const COLUMNS = "#fields\tindicator\tindicator_type";
const ROW = /^([^\t#][^\t]*)\tIntel::([A-Z0-9_]{1,20})$/;
// What would end a field or a line, be taken for a comment, or not be seen.
const UNSAFE = /[\u0000-\u001F\u007F-\u009F\\]|^#/g;

/**
 * A format without places, for tests, after the intelligence files of Zeek: one line says what is bad, and the engine
 * looks for it everywhere. No sids, no templates, no targets.
 */
export const toyIntel: SignatureFormat<IntelDocument> = Object.freeze({
  id: "toy-intel",
  displayName: "Toy without places",
  signatureType: "Toy",
  extensions: Object.freeze([".intel"]),
  parse,
  print: (document: IntelDocument) => document.text,
  rules: (document: IntelDocument) => document.rules,
  encode,
  render,
  assemble,
});

/** What the conformance suite is told about {@link toyIntel}. */
export const TOY_INTEL_FIXTURES: FormatFixtures = {
  texts: [
    `${COLUMNS}\nbad.example\tIntel::DOMAIN\n192.0.2.1\tIntel::ADDR\n`,
    "bad.example\tIntel::DOMAIN",
    "bad.example Intel::DOMAIN\n\n# a comment\n",
  ],
  sameMeaning: [["a\tIntel::DOMAIN", "\na\tIntel::DOMAIN\n"]],
  otherMeaning: [["a\tIntel::DOMAIN", "a\tIntel::URL"]],
};

function parse(source: SourceText): Parsed<IntelDocument> {
  const rules: RuleView[] = [];
  const diagnostics: Diagnostic[] = [];
  let start = 0;
  for (const line of source.text.split("\n")) {
    const range = { start, end: start + line.length };
    if (ROW.test(line)) {
      rules.push({ range, enabled: true, fingerprint: line });
    } else if (line !== "" && !line.startsWith("#")) {
      const message = `${quoted(line)} is not indicator, tab and type`;
      diagnostics.push({ code: "toy-intel/not-a-row", severity: "error", rejects: true, message, range });
    }
    start += line.length + 1;
  }
  return { document: { text: source.text, rules }, diagnostics };
}

function encode(observation: Observation): Encoding | Unsupported {
  const row = rowOf(observation);
  if (row === undefined) return { status: "unsupported", reason: `the engine does not look for ${observation.kind} intelligence` };
  const signature: EncodedSignature = {
    rule: observation.kind,
    channels: observation.channels,
    fields: { indicator: row.indicator.replace(UNSAFE, escapeCharacter), type: row.type },
  };
  return { status: "encoded", signatures: [signature], uncovered: [], requires: [], limits: [] };
}

function rowOf({ kind, key, match }: Observation): { readonly indicator: string; readonly type: string } | undefined {
  switch (kind) {
    case "address":
      return { indicator: key, type: "ADDR" };
    case "network":
      return { indicator: key, type: "SUBNET" };
    case "host":
      return { indicator: key, type: "DOMAIN" };
    case "url":
      // The file has no scheme, and only plain HTTP can be looked into.
      return match.kind === "request" && match.scheme === "http" ? { indicator: key.slice("http://".length), type: "URL" } : undefined;
    case "email-address":
      return { indicator: key, type: "EMAIL" };
    case "user-agent":
      return { indicator: key, type: "SOFTWARE" };
    case "file":
      return { indicator: key, type: "FILE_HASH" };
    case "ja3":
    case "ja3s":
      return { indicator: key, type: kind.toUpperCase() };
    case "certificate-fingerprint":
      return { indicator: key, type: "CERT_HASH" };
    case "email-subject":
    case "mutex":
    case "registry-key":
    case "ja4":
    case "certificate-subject":
    case "certificate-serial":
      return undefined;
  }
}

function escapeCharacter(character: string): string {
  return String.raw`\x` + character.charCodeAt(0).toString(16).padStart(2, "0");
}

function render(signature: EncodedSignature): RenderedSignature {
  const { indicator, type } = signature.fields;
  const text = `${indicator}\tIntel::${type}`;
  return { status: "rendered", text, fingerprint: text };
}

async function* assemble(
  signatures: AsyncIterable<RenderedSignature>,
  { name, header }: AssembleContext,
): AsyncIterable<ArtifactPart> {
  const path = `${name}.intel`;
  yield { path, role: "rules", text: `${header.map((line) => `# ${visibleText(line)}\n`).join("")}${COLUMNS}\n` };
  for await (const { text } of signatures) yield { path, role: "rules", text: `${text}\n` };
}
