import type { Diagnostic } from "../diagnostic.ts";
import { OBSERVATION_KINDS } from "../observation.ts";
import type { Channel, Observation } from "../observation.ts";
import type { ListFile, ListForm } from "../list-form.ts";
import type {
  ArtifactPart,
  AssembleContext,
  EncodedSignature,
  EncodeContext,
  Encoding,
  Likelihood,
  Parsed,
  RenderedSignature,
  RuleView,
  SignatureFormat,
  SlotDeclaration,
  SlotValues,
  TemplateResult,
  TemplateRule,
  Unsupported,
} from "../signature-format.ts";
import type { SourceText } from "../source-text.ts";
import { quoted, visibleText } from "../visible-text.ts";
import type { FormatFixtures } from "./conformance-case.ts";

/** A file of {@link toyPlaces}: its text and the rules found in it. */
export interface PlacesDocument {
  readonly text: string;
  readonly rules: readonly RuleView[];
}

/** A template rule cut at its slots: text, slot, text, slot, …, text. */
export type PlacesTemplate = readonly string[];

const SLOT = /\{\{([a-z]{1,20})\}\}/;
const HEAD = /^(#?)see ([a-z0-9._]{1,30}) /;
const TAIL = /^ id (\d{1,9})\.(\d{1,9})$/;
const LONGEST_LINE = 8000;
const LIST_CAPACITY = 3;
const OWN_SLOTS: Readonly<Record<string, string>> = {
  place: "Where to look: the channel.",
  match: "What to look for, as a string or several.",
};

/**
 * A format with places, for tests: one line a rule and channel, strings as in JSON, sids, templates, short lists.
 * `see dns.query "bad.example" note "a message" id 1000000.1`
 */
export const toyPlaces: SignatureFormat<PlacesDocument, PlacesTemplate> = Object.freeze({
  id: "toy-places",
  displayName: "Toy with places",
  signatureType: "Toy",
  extensions: Object.freeze([".places"]),
  targets: Object.freeze([
    { engine: "toy-places", version: "2.0" },
    { engine: "toy-places", version: "1.0" },
  ]),
  sidFamily: "toy-places",
  templateSlots: OWN_SLOTS,
  detect,
  parse,
  print: (document: PlacesDocument) => document.text,
  rules: (document: PlacesDocument) => document.rules,
  compileTemplate,
  encode,
  listForm,
  encodeList,
  encodeFileList,
  render,
  assemble,
});

/** What the conformance suite is told about {@link toyPlaces}. */
export const TOY_PLACES_FIXTURES: FormatFixtures = {
  texts: [
    'see dns.query "bad.example" note "a message" id 1.1\n',
    '# made by hand\r\n#see ip "192.0.2.1","192.0.2.2" note "off" id 2.1\nsee ip "192.0.2.9" note "on" id 3.4',
    'see dns.query "bad.example note "a message" id 1.1',
    "look somewhere\n",
  ],
  sameMeaning: [['see ip "a" note "x" id 1.1', '#see ip "a" note "y" id 2.7\n']],
  otherMeaning: [
    ['see ip "a" note "x" id 1.1', 'see ip "b" note "x" id 1.1'],
    ['see ip "a" note "x" id 1.1', 'see dns.query "a" note "x" id 1.1'],
  ],
  rules: OBSERVATION_KINDS.filter((kind) => kind !== "registry-key").map(
    (observation) => ({ id: observation, observation, text: "see {{place}} {{match}} note {{message}} id {{sid}}.{{rev}}" }),
  ),
};

function detect(text: string): Likelihood {
  return /^#?see /m.test(text)
    ? { score: 1, reason: "a line begins with `see`" }
    : { score: 0, reason: "no line begins with `see`" };
}

function parse(source: SourceText): Parsed<PlacesDocument> {
  const rules: RuleView[] = [];
  const diagnostics: Diagnostic[] = [];
  let start = 0;
  for (const line of source.text.split("\n")) {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    const range = { start, end: start + text.length };
    const rule = readRule(text, range);
    if (rule !== undefined) {
      rules.push(rule);
    } else if (text !== "" && !text.startsWith("#")) {
      const message = `${quoted(text)} is no rule`;
      diagnostics.push({ code: "toy-places/not-a-rule", severity: "error", rejects: true, message, range });
    }
    start += line.length + 1;
  }
  return { document: { text: source.text, rules }, diagnostics };
}

function readRule(line: string, range: RuleView["range"]): RuleView | undefined {
  const head = HEAD.exec(line);
  if (head === null) return undefined;
  const [{ length: matchStart }, off, place] = head;
  let matchEnd = stringEnd(line, matchStart);
  while (matchEnd !== undefined && line[matchEnd] === ",") matchEnd = stringEnd(line, matchEnd + 1);
  if (matchEnd === undefined || !line.startsWith(" note ", matchEnd)) return undefined;
  const noteStart = matchEnd + " note ".length;
  const noteEnd = stringEnd(line, noteStart);
  const tail = noteEnd === undefined ? null : TAIL.exec(line.slice(noteEnd));
  if (tail === null) return undefined;
  return {
    range,
    enabled: off === "",
    sid: Number(tail[1]),
    rev: Number(tail[2]),
    name: line.slice(noteStart + 1, noteEnd! - 1),
    fingerprint: `${place!} ${line.slice(matchStart, matchEnd)}`,
  };
}

/** Offset behind the string that begins at an offset, or `undefined` when none does. */
function stringEnd(line: string, start: number): number | undefined {
  if (line[start] !== '"') return undefined;
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === '"') return at + 1;
  }
  return undefined;
}

function compileTemplate(
  rule: TemplateRule,
  slots: Readonly<Record<string, SlotDeclaration>>,
): TemplateResult<PlacesTemplate> {
  const { text, ...identity } = rule;
  const pieces = text.split(SLOT);
  const diagnostics: Diagnostic[] = [];
  const complain = (message: string, start: number, end: number): void => {
    diagnostics.push({ code: "toy-places/template", severity: "error", rejects: true, message, range: { start, end } });
  };
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const isSlot = index % 2 === 1;
    const length = isSlot ? piece.length + 4 : piece.length;
    if (isSlot && !Object.hasOwn(slots, piece) && !Object.hasOwn(OWN_SLOTS, piece)) {
      complain(`there is no slot ${quoted(piece)}`, at, at + length);
    }
    at += length;
  }
  const sample = fill(pieces, { place: "ip", match: '"x"' }, { message: "x", sid: 1, rev: 1 });
  if (diagnostics.length === 0 && readRule(sample, { start: 0, end: sample.length }) === undefined) {
    complain(`${quoted(text)} does not become a rule`, 0, text.length);
  }
  if (diagnostics.length > 0) return { diagnostics };
  return { rule: { ...identity, compiled: pieces }, diagnostics };
}

function encode(observation: Observation, context: EncodeContext<PlacesTemplate>): Encoding | Unsupported {
  return encodeText(observation, JSON.stringify(observation.key), context);
}

function encodeText(observation: Observation, match: string, context: EncodeContext<PlacesTemplate>): Encoding | Unsupported {
  const isBlind = (channel: Channel): boolean => channel === "memory" || channel === "registry";
  const channels = observation.channels.filter((channel) => !isBlind(channel));
  if (channels.length === 0) return { status: "unsupported", reason: "the toy sees traffic and files only" };
  if (context.rules.length === 0) {
    return { status: "unsupported", reason: `the template has no rule for the observation \`${observation.kind}\`` };
  }
  return {
    status: "encoded",
    signatures: context.rules.flatMap(({ id }) =>
      channels.map((channel) => ({ rule: id, channels: [channel], fields: { place: channel, match } })),
    ),
    uncovered: observation.channels
      .filter(isBlind)
      .map((channel) => ({ channel, reason: "the toy sees traffic and files only" })),
    requires: [],
    limits: [],
  };
}

function listForm({ kind, key }: Observation, { rules, selfContained }: EncodeContext<PlacesTemplate>): ListForm | undefined {
  if (kind === "address") return { group: "addresses", size: 1, capacity: LIST_CAPACITY };
  if (kind !== "host" || selfContained === true || rules.length === 0) return undefined;
  return { group: "names", size: 1, capacity: Infinity, line: JSON.stringify(key), rules: rules.map(({ id }) => id) };
}

function encodeFileList({ member, path }: ListFile, context: EncodeContext<PlacesTemplate>): Encoding | Unsupported {
  return encodeText(member, JSON.stringify(`@${path}`), context);
}

function encodeList(members: readonly Observation[], context: EncodeContext<PlacesTemplate>): Encoding | Unsupported {
  const [first] = members;
  if (first === undefined || members.length > LIST_CAPACITY) {
    return { status: "unsupported", reason: `a list has 1 to ${LIST_CAPACITY} members` };
  }
  return encodeText(first, members.map((member) => JSON.stringify(member.key)).join(","), context);
}

function render(
  signature: EncodedSignature,
  values: SlotValues,
  context: EncodeContext<PlacesTemplate>,
): RenderedSignature | Unsupported {
  const rule = context.rules.find(({ id }) => id === signature.rule);
  if (rule === undefined) return { status: "unsupported", reason: `there is no rule ${quoted(signature.rule)}` };
  const text = fill(rule.compiled, signature.fields, values);
  if (text.length > LONGEST_LINE) {
    return { status: "unsupported", reason: `the rule has ${text.length} characters, ${LONGEST_LINE} is the most` };
  }
  return { status: "rendered", text, fingerprint: `${signature.fields["place"]} ${signature.fields["match"]}` };
}

function fill(pieces: PlacesTemplate, fields: Readonly<Record<string, string>>, values: SlotValues): string {
  return pieces
    .map((piece, index) => {
      if (index % 2 === 0) return piece;
      const value = values[piece];
      // A slot of the format's own is escaped already; text becomes a string.
      return fields[piece] ?? (typeof value === "number" ? String(value) : JSON.stringify(value));
    })
    .join("");
}

async function* assemble(
  signatures: AsyncIterable<RenderedSignature>,
  { name, header }: AssembleContext,
): AsyncIterable<ArtifactPart> {
  const path = `${name}.places`;
  yield { path, role: "rules", text: header.map((line) => `# ${visibleText(line)}\n`).join("") };
  for await (const { text } of signatures) yield { path, role: "rules", text: `${text}\n` };
}
