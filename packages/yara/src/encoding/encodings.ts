import type { Channel, ObservationKind } from "@sigwright/core";

/** How YARA sees one kind of observation: what the reference says of it, and how it is written. */
export interface YaraEncoding {
  readonly observation: ObservationKind;
  /** One sentence. */
  readonly summary: string;
  readonly channels: readonly Channel[];
  /** The format's own slots that a template rule for it may use. */
  readonly slots: readonly YaraSlot[];
  /** A rule for it as a template. */
  readonly rule: string;
  /** What an engine needs beyond how it is delivered. */
  readonly requires: readonly string[];
  /** What it is known not to see. */
  readonly limits: readonly string[];
  /** How many of them share a rule; absent when each has its own. */
  readonly list?: string;
  /** What else can match too; absent when nothing can. */
  readonly approximate?: string;
  /** Where and when it was seen to fire. */
  readonly proven?: string;
}

/** The format's own template slots. */
export type YaraSlot = "name" | "patterns" | "condition" | "digests" | "text" | "host" | "target";

const ON_DISK_AND_IN_MEMORY: readonly Channel[] = ["file.content", "memory"];
/** What was asked of engines; the proof tests ask again. */
const PROVEN = "seen to fire, and near misses not, in YARA-X 1.20.0 and YARA 4.2.3, 2026-11-24";

const CODED = "A text that is compressed, encrypted, in base64 or escaped (`%2e`, `\\u002e`) is not seen.";
const GLUED = "A text that touches letters or digits is not seen: programs in Go hold texts without anything between them.";
const LONGER = "A longer text that goes on with a blank or a sign is matched too.";

function ruleOf(kind: ObservationKind, body: string): string {
  return `rule {{name}}: sigwright ${kind.replaceAll("-", "_")} {{tags}} {
  meta:
    description = "{{message}}"
    {{references}}
    group = "{{group}}"
    owner = "{{owner}}"
    {{metadata}}
${body}}
`;
}

const TEXT_BODY = `
  strings:
    {{patterns}}

  condition:
    any of them
`;

const FILE_BODY = `    {{digests}}

  condition:
    {{condition}}
`;

/** A row for a text that is looked for. */
function textRow(observation: ObservationKind, row: Pick<YaraEncoding, "summary" | "slots" | "limits" | "approximate">): YaraEncoding {
  return {
    observation,
    channels: ON_DISK_AND_IN_MEMORY,
    rule: ruleOf(observation, TEXT_BODY),
    requires: [],
    proven: PROVEN,
    ...row,
  };
}

/** Every encoding of the format. */
export const YARA_ENCODINGS: readonly YaraEncoding[] = [
  textRow("host", {
    summary: "The name stands as text in a file or in memory, in any case, in UTF-8 or UTF-16, and is no part of a longer name.",
    slots: ["name", "patterns", "host"],
    limits: [CODED, GLUED],
  }),
  textRow("url", {
    summary: "The URL stands as text in a file or in memory, byte for byte, in UTF-8 or UTF-16, and is no part of a longer URL.",
    slots: ["name", "patterns", "text", "host", "target"],
    limits: [CODED, GLUED, "A longer URL is matched too where it goes on with one of `,;#'()*`, which end a URL in other texts."],
  }),
  textRow("email-address", {
    summary: "The address stands as text in a file or in memory, in any case, in UTF-8 or UTF-16, and is no part of a longer address.",
    slots: ["name", "patterns", "text"],
    limits: [CODED, GLUED],
  }),
  textRow("email-subject", {
    summary: "The subject stands as text in a file or in memory, as words of their own, in UTF-8 or UTF-16.",
    slots: ["name", "patterns", "text"],
    limits: [CODED, GLUED, LONGER, "Encoded words (`=?utf-8?…?=`) and folded lines in stored mail are not seen."],
  }),
  textRow("user-agent", {
    summary: "The User-Agent stands as text in a file or in memory, as words of their own, in UTF-8 or UTF-16.",
    slots: ["name", "patterns", "text"],
    limits: [CODED, GLUED, LONGER],
  }),
  {
    observation: "file",
    summary: "The file has this digest; its size is looked at first where it is known.",
    channels: ["file.content"],
    slots: ["name", "condition", "digests"],
    rule: ruleOf("file", FILE_BODY),
    list: "From 20 on, those known by digests of one kind share a rule, up to 10,000: their digests are compared one by one up to a hundred, and looked for in texts of many beyond.",
    requires: ["YARA with its module `hash`, which is left out where it is built without OpenSSL."],
    limits: ["A file with one byte changed is another file.", "Memory of processes has no digest."],
    proven: PROVEN,
  },
  textRow("mutex", {
    summary: "The name stands as text in a file or in memory, as words of their own, in UTF-8 or UTF-16.",
    slots: ["name", "patterns", "text"],
    limits: [CODED, GLUED, LONGER, "In memory Windows has `Global\\name` as `\\BaseNamedObjects\\name`."],
  }),
  textRow("registry-key", {
    summary: "The key below its root stands as text in a file or in memory, in any case, in UTF-8 or UTF-16, its backslashes written once or twice.",
    slots: ["name", "patterns", "text"],
    limits: [CODED, GLUED, "A key below it is matched too."],
    approximate: "The root of the key is not looked at, as programs have it as a number: the same key below another root is matched too.",
  }),
];

/** The encoding of a kind of observation. */
export function encodingOf(kind: ObservationKind): YaraEncoding | undefined {
  return YARA_ENCODINGS.find(({ observation }) => observation === kind);
}
