import type { Diagnostic, DiagnosticInfo, Range } from "@sigwright/core";
import { ADVICE_DIAGNOSTICS } from "./advice/advise.ts";
import { CHECK_DIAGNOSTICS } from "./check-diagnostics.ts";

interface CatalogueEntry extends DiagnosticInfo {
  readonly rejects: boolean;
  /** Present when the engine leaves a rule out for it without calling it wrong. */
  readonly skips?: true;
}

/** A diagnostic code of this package. */
export type SuricataCode =
  | "suricata/unknown-keyword"
  | "suricata/missing-sid"
  | "suricata/duplicate-sid"
  | "suricata/replaced-rule"
  | "suricata/leading-blank"
  | "suricata/unfinished-line"
  | "suricata/missing-file"
  | "suricata/not-unicode"
  | "suricata/flow-bit-never-set"
  | "suricata/flow-bit-never-read"
  | "suricata/repeated-rule"
  | "suricata/slot-syntax"
  | "suricata/unknown-slot"
  | "suricata/slot-unavailable"
  | "suricata/slot-place"
  | "suricata/template-not-one-rule"
  | "suricata/template-variant"
  | "suricata/template-not-selective"
  | "suricata/template-sid"
  | "suricata/template-rev"
  | "suricata/template-noisy";

/** What each code of the package means; `rejects` tells whether the engine refuses a rule for it. */
const CATALOGUE: Readonly<Record<SuricataCode, Omit<CatalogueEntry, "code">>> = {
  "suricata/unknown-keyword": {
    severity: "error",
    rejects: true,
    summary: "A rule uses an option keyword that the target's engine does not have.",
    explanation:
      "The engine refuses the whole rule. Often the name is misspelt, belongs to Snort, or came with a later Suricata: then give that version as the target, or rewrite the rule for the older one.",
    example: {
      bad: 'alert dns any any -> any any (dns.querry; content:"bad.example"; sid:1;)',
      good: 'alert dns any any -> any any (dns.query; content:"bad.example"; sid:1;)',
    },
  },
  "suricata/missing-sid": {
    severity: "error",
    rejects: true,
    summary: "A rule has no sid.",
    explanation: "The engine refuses a rule without `sid`: it is what alerts, thresholds and updates name the rule by.",
    example: {
      bad: 'alert dns any any -> any any (msg:"a name"; dns.query; content:"bad.example";)',
      good: 'alert dns any any -> any any (msg:"a name"; dns.query; content:"bad.example"; sid:1000001; rev:1;)',
    },
  },
  "suricata/duplicate-sid": {
    severity: "error",
    rejects: true,
    summary: "Two rules have the same gid and sid, and the later one has no higher rev.",
    explanation:
      "The engine keeps the first of two rules with one gid and sid, and refuses the second. Give one of them another sid.",
    example: {
      bad: 'alert dns any any -> any any (msg:"a"; sid:1; rev:1;)\nalert http any any -> any any (msg:"b"; sid:1; rev:1;)',
      good: 'alert dns any any -> any any (msg:"a"; sid:1; rev:1;)\nalert http any any -> any any (msg:"b"; sid:2; rev:1;)',
    },
  },
  "suricata/replaced-rule": {
    severity: "warning",
    rejects: false,
    summary: "Two rules have the same gid and sid, and the later one has a higher rev.",
    explanation:
      "The engine lets the later rule take the place of the earlier one, which it leaves out. Delete the earlier rule if that is meant; else give one of them another sid.",
    example: {
      bad: 'alert dns any any -> any any (msg:"a"; sid:1; rev:1;)\nalert http any any -> any any (msg:"b"; sid:1; rev:2;)',
      good: 'alert http any any -> any any (msg:"b"; sid:1; rev:2;)',
    },
  },
  "suricata/leading-blank": {
    severity: "warning",
    rejects: false,
    skips: true,
    summary: "The line of a rule begins with a blank.",
    explanation:
      "The engine passes over a line that begins with a blank or a tab and says nothing: the rule is not loaded. It is often what is left of a comment mark, or of a copy from a document.",
    example: {
      bad: ' alert dns any any -> any any (msg:"a name"; dns.query; content:"bad.example"; sid:1000001; rev:1;)',
      good: 'alert dns any any -> any any (msg:"a name"; dns.query; content:"bad.example"; sid:1000001; rev:1;)',
    },
  },
  "suricata/unfinished-line": {
    severity: "warning",
    rejects: false,
    skips: true,
    summary: "The last line of a file ends in a backslash.",
    explanation:
      "A backslash joins the next line to a rule. Where no line follows, the engine waits for the rest and never loads the rule, and says nothing.",
    example: {
      bad: 'alert dns any any -> any any (msg:"a name"; dns.query; content:"bad.example"; sid:1000001; rev:1;) \\\n',
      good: 'alert dns any any -> any any (msg:"a name"; dns.query; content:"bad.example"; sid:1000001; rev:1;)\n',
    },
  },
  "suricata/missing-file": {
    severity: "warning",
    rejects: false,
    summary: "A file that a rule names is not there.",
    explanation:
      "Lists, scripts and databases are looked for beside the rules and in the engine's rule folder. The engine refuses a rule whose file it can't find; what a sensor has, a check elsewhere can't know, hence a warning.",
  },
  "suricata/not-unicode": {
    severity: "error",
    rejects: true,
    summary: "A rule is not in UTF-8.",
    explanation:
      "The engine refuses rules that hold bytes which are no UTF-8, often letters with accents that an editor saved in an older encoding. Save the file as UTF-8, or write the bytes in hexadecimal, as in `|e9|`.",
  },
  "suricata/flow-bit-never-set": {
    severity: "warning",
    rejects: false,
    summary: "A rule asks for a flow bit that no rule sets.",
    explanation:
      "The rules that are loaded together are looked at. Such a rule loads and never alerts: the name is misspelt, or the rule that sets the bit is disabled, refused or in a file that is not loaded.",
  },
  "suricata/flow-bit-never-read": {
    severity: "info",
    rejects: false,
    summary: "A rule sets a flow bit that no rule asks for.",
    explanation:
      "The rules that are loaded together are looked at. The rule works; the bit has no effect, which may mean that the rule that asks for it is disabled, or spells its name in another way.",
  },
  "suricata/repeated-rule": {
    severity: "warning",
    rejects: false,
    summary: "Two rules do the same under different sids.",
    explanation:
      "Their actions, headers and options are the same, apart from sid, gid, rev, metadata and layout. Both load, and both alert on the same traffic. Delete one of them.",
  },
  "suricata/slot-syntax": {
    severity: "error",
    rejects: false,
    summary: "Braces in a template rule are no slot.",
    explanation:
      "A slot is a name in double braces: letters, digits, `_` and `.`. Two opening braces always begin a slot; in a pattern write them as `|7b 7b|`.",
    example: {
      bad: 'alert dns any any -> any any (msg:"{{message"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/unknown-slot": {
    severity: "error",
    rejects: false,
    summary: "A template rule uses a slot that does not exist.",
    explanation: "The slots that all templates share are listed in the template guide, Suricata's own in this package's README.",
    example: {
      bad: 'alert dns any any -> any any (msg:"{{mesage}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/slot-unavailable": {
    severity: "error",
    rejects: false,
    summary: "A template rule uses a slot that has no value for its observation and variant.",
    explanation:
      "Each of Suricata's own slots belongs to certain observations: `{{address}}` to addresses and networks, `{{match}}` to hosts and URLs, `{{port}}` to URLs that are fetched directly.",
    example: {
      bad: 'alert dns any any -> any {{port}} (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/slot-place": {
    severity: "error",
    rejects: false,
    summary: "A slot stands where its value can't be written safely.",
    explanation:
      "A value is escaped for the place its slot stands in. Text can stand in messages, content patterns and regular expressions; whole options stand between two options; addresses and ports in the header. Elsewhere a value could end the option or mean something else.",
    example: {
      bad: 'alert dns any any -> any any (msg:"{{match}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/template-not-one-rule": {
    severity: "error",
    rejects: false,
    summary: "The text of a template rule is not exactly one rule.",
    explanation: "Each template rule makes one signature, so its text is one enabled rule on one line, without comments.",
    example: {
      bad: `# {{message}}`,
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/template-variant": {
    severity: "error",
    rejects: false,
    summary: "A template rule is for an observation or variant that the format has no encoding for.",
    explanation: "Hosts are seen as `dns`, `http`, `tls` and `quic`, URLs as `origin` and `absolute`; addresses and networks have no variants.",
  },
  "suricata/template-not-selective": {
    severity: "error",
    rejects: false,
    summary: "A template rule has no slot, where it detects, that holds what its observation is about.",
    explanation: "Such a rule would detect the same for every indicator, and alert for all traffic that its fixed part matches. A slot in the message does not count.",
    example: {
      bad: 'alert dns any any -> any any (msg:"{{message}}"; {{once}} sid:{{sid}}; rev:{{rev}};)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/template-sid": {
    severity: "error",
    rejects: false,
    summary: "A template rule does not take its sid from the slot.",
    explanation: "Every signature needs a sid of its own, which the sid ledger gives: a fixed one would be used again and again.",
    example: {
      bad: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:1; rev:{{rev}};)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/template-rev": {
    severity: "warning",
    rejects: false,
    summary: "A template rule does not take its revision from the slot.",
    explanation: "The ledger raises a signature's revision when its meaning changes; without the slot nobody sees that.",
    example: {
      bad: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:1;)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
  "suricata/template-noisy": {
    severity: "warning",
    rejects: false,
    summary: "A template rule has nothing that limits its alerts.",
    explanation:
      "Suricata alerts for every transaction: a client that asks for A and AAAA records gives two alerts, a kept HTTP connection one for each request, an address rule one for each direction of each flow. `{{once}}` or `threshold` keeps that down.",
    example: {
      bad: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} sid:{{sid}}; rev:{{rev}};)',
      good: 'alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)',
    },
  },
};

/** What is known of each of the package's diagnostic codes. */
export const SURICATA_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  ...Object.entries<Omit<DiagnosticInfo, "code">>(CATALOGUE).map(([code, { severity, summary, explanation, example }]) => ({
    code,
    severity,
    summary,
    explanation,
    ...(example === undefined ? {} : { example }),
  })),
  ...CHECK_DIAGNOSTICS,
  ...ADVICE_DIAGNOSTICS,
];

/** A diagnostic of the catalogue: severity and verdict come from there. */
export function finding(
  code: SuricataCode,
  range: Range,
  details: Pick<Diagnostic, "message" | "help" | "expected" | "labels" | "fixes">,
): Diagnostic {
  const { severity, rejects, skips } = CATALOGUE[code];
  return { code, severity, rejects, ...(skips === undefined ? {} : { skips }), range, ...details };
}
