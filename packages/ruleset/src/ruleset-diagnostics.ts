import type { DiagnosticInfo } from "@sigwright/core";

const MINIMAL = "version: 1\nid: mine\nformats: {}\n";

/** Every diagnostic of this package. Examples of `template/…` are whole templates, of `ledger/…` whole ledgers. */
export const RULESET_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  {
    code: "template/yaml",
    severity: "error",
    summary: "The template is not valid YAML.",
    explanation:
      "Templates are YAML 1.2. Quote texts that begin with `{{` or hold `: ` or ` #`, and write rules as block scalars (`>-`), which need no escapes.",
    example: { bad: `${MINIMAL}message: {{value}} seen\n`, good: `${MINIMAL}message: "{{value}} seen"\n` },
  },
  {
    code: "template/too-large",
    severity: "error",
    summary: "The template is larger than a template can be.",
    explanation: "A template has at most 1,048,576 characters: a thousand rules. Split it by format.",
  },
  {
    code: "template/too-deep",
    severity: "error",
    summary: "The template is nested too deeply.",
    explanation: "Nothing in a template is nested more than a few levels deep. Look for brackets that were not closed.",
    example: { bad: `${MINIMAL}lists: ${"[".repeat(40)}\n`, good: MINIMAL },
  },
  {
    code: "template/anchor",
    severity: "error",
    summary: "The template uses an anchor or an alias.",
    explanation:
      "Anchors (`&name`) and aliases (`*name`) are not read: a template that says everything where it is used is easier to review, and aliases can blow a small file up to a huge one.",
    example: { bad: `${MINIMAL}message: &m "{{value}}"\n`, good: `${MINIMAL}message: "{{value}}"\n` },
  },
  {
    code: "template/tag",
    severity: "error",
    summary: "The template uses a YAML tag.",
    explanation: "Tags (`!!str`, `!include`) are not read. Quote a value that is to be a text.",
    example: { bad: `${MINIMAL}message: !!str seen\n`, good: `${MINIMAL}message: seen\n` },
  },
  {
    code: "template/key",
    severity: "error",
    summary: "A key of a mapping is not a text.",
    explanation: "All keys of a template are plain words. Quote one that looks like a number.",
    example: { bad: `${MINIMAL}1: one\n`, good: MINIMAL },
  },
  {
    code: "template/duplicate-key",
    severity: "error",
    summary: "A key stands twice in one mapping.",
    explanation: "Which of the two would count is anybody's guess, so neither does. Keep one.",
    example: { bad: `${MINIMAL}classtype: a\nclasstype: b\n`, good: `${MINIMAL}classtype: a\n` },
  },
  {
    code: "template/unknown-key",
    severity: "error",
    summary: "The template has a key that means nothing.",
    explanation: "A misspelt key would be ignored in silence otherwise. The message names the keys there are.",
    example: { bad: `${MINIMAL}clastype: misc-activity\n`, good: `${MINIMAL}classtype: misc-activity\n` },
  },
  {
    code: "template/missing-key",
    severity: "error",
    summary: "The template lacks something it can't do without.",
    explanation:
      "A template needs `version`, `id`, and `formats` or `extends`; a rule needs `id`, `observation` and `rule`. Everything else has the default template's value.",
    example: { bad: "version: 1\nformats: {}\n", good: MINIMAL },
  },
  {
    code: "template/value",
    severity: "error",
    summary: "A value is not what its key asks for.",
    explanation: "The message says what stands there and what was expected. The JSON Schema of templates has all the rules.",
    example: { bad: `${MINIMAL}lists: { host: 0 }\n`, good: `${MINIMAL}lists: { host: 1000 }\n` },
  },
  {
    code: "template/slot",
    severity: "error",
    summary: "A slot is not written as a slot.",
    explanation: "A slot is a name in double braces, `{{value}}`. Names are small letters, digits, `_` and `.`.",
    example: { bad: `${MINIMAL}message: "seen {{value"\n`, good: `${MINIMAL}message: "seen {{value}}"\n` },
  },
  {
    code: "template/unknown-slot",
    severity: "error",
    summary: "A pattern names a slot there is not.",
    explanation: "Messages, references and metadata are filled from the indicator; the message lists the slots there are.",
    example: { bad: `${MINIMAL}message: "{{vaule}}"\n`, good: `${MINIMAL}message: "{{value}}"\n` },
  },
  {
    code: "template/hidden-character",
    severity: "error",
    summary: "A text of a template holds a character that nobody sees.",
    explanation:
      "Control characters, zero-width and bidirectional marks would stand in every rule that is made, and can make it read " +
      "as something else than it is. In values of indicators they are escaped.",
    example: { bad: `${MINIMAL}message: "Bad \\u202E {{value}}"\n`, good: `${MINIMAL}message: "Bad {{value}}"\n` },
  },
  {
    code: "template/sid-range",
    severity: "error",
    summary: "The sid range ends before it starts.",
    explanation: "`start` and `end` are both included; `start` is the lower one.",
    example: { bad: `${MINIMAL}sids: { start: 2, end: 1 }\n`, good: `${MINIMAL}sids: { start: 1, end: 2 }\n` },
  },
  {
    code: "template/product-of-exact",
    severity: "error",
    summary: "A template that makes exact signatures only asks for approximate lists.",
    explanation:
      "With `lists.product` the host of one URL matches with the target of another, which is no indicator; `approximate: false` asks for signatures that match nothing else. One of the two has to go.",
    example: {
      bad: `${MINIMAL}approximate: false\nlists: { product: true }\n`,
      good: `${MINIMAL}approximate: true\nlists: { product: true }\n`,
    },
  },
  {
    code: "template/priority-order",
    severity: "error",
    summary: "A line of the priorities never counts.",
    explanation: "The first line whose rating is reached counts, so ratings go from the highest to the lowest.",
    example: {
      bad: `${MINIMAL}priority: [{ rating: 0, priority: 3 }, { rating: 4, priority: 1 }]\n`,
      good: `${MINIMAL}priority: [{ rating: 4, priority: 1 }, { rating: 0, priority: 3 }]\n`,
    },
  },
  {
    code: "template/duplicate-rule",
    severity: "error",
    summary: "Two rules of one format have the same id.",
    explanation: "The id is part of the key under which sids are kept, so two rules would fight for one sid.",
    example: {
      bad: `version: 1
id: mine
formats:
  toy:
    rules:
      - { id: host, observation: host, rule: one }
      - { id: host, observation: url, rule: two }
`,
      good: `version: 1
id: mine
formats:
  toy:
    rules:
      - { id: host, observation: host, rule: one }
      - { id: url, observation: url, rule: two }
`,
    },
  },
  {
    code: "template/unknown-format",
    severity: "warning",
    summary: "The template has rules for a format there is not.",
    explanation: "`sigwright formats` lists the formats. A format from a plugin has to be loaded.",
    example: {
      bad: "version: 1\nid: mine\nformats:\n  suricate: { rules: [{ id: host, observation: host, rule: x }] }\n",
      good: MINIMAL,
    },
  },
  {
    code: "template/unknown-base",
    severity: "error",
    summary: "The template extends one that is not shipped.",
    explanation:
      "`extends` takes over what a template leaves out, and its rules, from a template that comes with Sigwright. `sigwright template show NAME` prints one. Files of your own can't be extended.",
    example: { bad: "version: 1\nid: mine\nextends: defualt\n", good: "version: 1\nid: mine\nextends: default\n" },
  },
  {
    code: "template/unknown-rule",
    severity: "error",
    summary: "The template wants to do without a rule that is not there.",
    explanation: "`without` names ids of rules of the extended template, in the same format.",
    example: {
      bad: "version: 1\nid: mine\nextends: default\nformats: { suricata: { without: [host-dnss] } }\n",
      good: "version: 1\nid: mine\nextends: default\nformats: { suricata: { without: [host-dns] } }\n",
    },
  },
  {
    code: "template/no-rules",
    severity: "error",
    summary: "The template has no rules for the format that is asked for.",
    explanation: "A template writes only for the formats it lists. Add a part for the format, or use another template.",
  },
  {
    code: "ledger/syntax",
    severity: "error",
    summary: "A line of the sid ledger is not an entry.",
    explanation:
      "Each line is `sid key rev fingerprint state`, one blank between. The file is written by Sigwright only; take a damaged line back from version control, for a lost entry means a sid that can be given twice.",
    example: {
      bad: "1000007 suricata/host/bad.example/host-dns\n",
      good: "1000007 suricata/host/bad.example/host-dns 1 0123456789abcdef active\n",
    },
  },
  {
    code: "ledger/conflict",
    severity: "error",
    summary: "The sid ledger holds an unresolved merge conflict.",
    explanation:
      "Two branches changed neighbouring lines. `sigwright ledger resolve` takes both sides, keeps the sids that the common base had, and renumbers what clashes.",
    example: {
      bad: "<<<<<<< HEAD\n=======\n>>>>>>> feature\n",
      good: "",
    },
  },
  {
    code: "ledger/duplicate-sid",
    severity: "error",
    summary: "Two signatures have one sid.",
    explanation:
      "Two branches gave it independently. `sigwright ledger resolve` lets the one of the base keep it, else the first in the order of keys, and gives the other a new one.",
    example: {
      bad: "7 toy/host/a/dns 1 0123456789abcdef active\n7 toy/host/b/dns 1 0123456789abcdef active\n",
      good: "7 toy/host/a/dns 1 0123456789abcdef active\n8 toy/host/b/dns 1 0123456789abcdef active\n",
    },
  },
  {
    code: "ledger/duplicate-key",
    severity: "error",
    summary: "One signature has two sids.",
    explanation: "Two branches gave it one each. `sigwright ledger resolve` keeps one and marks the other as replaced.",
    example: {
      bad: "7 toy/host/a/dns 1 0123456789abcdef active\n8 toy/host/a/dns 1 0123456789abcdef active\n",
      good: "7 toy/host/a/dns 1 0123456789abcdef active\n8 toy/host/a/dns 1 0123456789abcdef replaced\n",
    },
  },
  {
    code: "ledger/range-full",
    severity: "error",
    summary: "No sid of the template's range is free.",
    explanation:
      "Every sid that was ever given stays with its signature, so ranges fill up. The message names the next range of the same size that is free; set `sids` to it. Signatures that have a sid keep it.",
  },
  {
    code: "guard/warninglist",
    severity: "error",
    summary: "A MISP warninglist can't be used as it is.",
    explanation:
      "A warninglist is a JSON object with `type` (`string`, `substring`, `hostname`, `cidr` or `regex`) and `list`, an array of texts. Regular expressions are RE2, which has no look-around and no back references. A list is used whole or not at all: a guard that does not guard would be worse than none.",
    example: { bad: '{"type": "cidr", "list": ["192.0.2.0/33"]}\n', good: '{"type": "cidr", "list": ["192.0.2.0/24"]}\n' },
  },
  {
    code: "guard/allowlist-entry",
    severity: "error",
    summary: "A line of an allowlist can't be understood.",
    explanation:
      "An entry is a host (`www.corp.com`), a host with all names below it (`.corp.com` or `*.corp.com`), an address, a network (`192.0.2.0/24`) or a URL. `#` begins a comment. A wrong line is an error because a guard that does not guard is worse than none.",
  },
  {
    code: "generate/retired-without-ledger",
    severity: "warning",
    summary: "Retired rules are to be kept as comments, and there is no sid ledger.",
    explanation:
      "Only the sid ledger (`--sid-ledger FILE`) knows which rules of the file were made by earlier runs, and which signature a sid belongs to. Without one retired rules are removed.",
  },
  {
    code: "generate/cannot-generate",
    severity: "error",
    summary: "The format can't make signatures from indicators.",
    explanation: "Some formats are only read and checked. `sigwright formats` tells what each one can do.",
  },
  {
    code: "generate/self-check",
    severity: "error",
    summary: "The ruleset does not pass its own check.",
    explanation:
      "Everything that is to be written is first read back and checked as anybody's rules would be. Something in it is wrong, so nothing was written. The fault is in the template's rule or in Sigwright; if the default template gives this, please report it with the indicator.",
  },
  {
    code: "generate/append-unreadable",
    severity: "error",
    summary: "Nothing can be appended to a file of this format.",
    explanation: "To append, the existing rules must be read, so that no sid is given twice. This format can't do that.",
  },
  {
    code: "generate/already-appended",
    severity: "error",
    summary: "The file to append to holds an earlier run of the same ruleset.",
    explanation:
      "Appending again would bring every rule in twice. `--append` names the file as it was before; the output folder gets a copy with the ruleset at its end.",
  },
  {
    code: "generate/append-broken",
    severity: "error",
    summary: "The end of the file to append to would swallow what is appended.",
    explanation: "An unfinished rule at the end of the file can take the next lines in. Finish or remove it.",
  },
  {
    code: "generate/sid-taken",
    severity: "warning",
    summary: "A rule of the file that is appended to has the sid of one of our signatures.",
    explanation:
      "What is in the file stays, so our signature got another sid, and the ledger remembers both. Give the template a `sids` range that nobody else uses.",
  },
];
