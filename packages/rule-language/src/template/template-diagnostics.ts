import type { Diagnostic, DiagnosticInfo, Range, Severity } from "@sigwright/core";

interface Row {
  readonly severity?: Severity;
  readonly summary: string;
  readonly explanation: string;
}

/** A code that compiling a template rule gives, without the namespace. */
export type TemplateCode =
  | "slot-place"
  | "slot-syntax"
  | "slot-unavailable"
  | "template-noisy"
  | "template-not-one-rule"
  | "template-not-selective"
  | "template-rev"
  | "template-sid"
  | "template-variant"
  | "unknown-slot";

/** What compiling template rules can find. */
const ROWS: Readonly<Record<TemplateCode, Row>> = {
  "slot-place": {
    summary: "A slot stands where its value can't be written safely.",
    explanation:
      "A value is escaped for the place its slot stands in. Text can stand in messages, content patterns and regular expressions; whole options stand between two options; addresses and ports in the header. Elsewhere a value could end the option or mean something else.",
  },
  "slot-syntax": {
    summary: "Braces in a template rule are no slot.",
    explanation: "A slot is a name in double braces: letters, digits, `_` and `.`. Two opening braces always begin a slot; in a pattern write them as `|7b 7b|`.",
  },
  "slot-unavailable": {
    summary: "A template rule uses a slot that has no value for its observation and variant.",
    explanation: "Each of a format's own slots belongs to certain observations: `{{address}}` to addresses and networks, `{{match}}` to all others, `{{port}}` to URLs that are fetched directly.",
  },
  "template-noisy": {
    severity: "warning",
    summary: "A template rule has nothing that limits its alerts.",
    explanation: "The engine alerts for every packet or message that matches. `{{once}}` keeps a rule to one alert for each flow.",
  },
  "template-not-one-rule": {
    summary: "The text of a template rule is not exactly one rule.",
    explanation: "Each template rule makes one signature, so its text is one enabled rule on one line, without comments.",
  },
  "template-not-selective": {
    summary: "A template rule has no slot, where it detects, that holds what its observation is about.",
    explanation: "Such a rule would detect the same for every indicator, and alert for all traffic that its fixed part matches. A slot in the message does not count.",
  },
  "template-rev": {
    severity: "warning",
    summary: "A template rule does not take its revision from the slot.",
    explanation: "The ledger raises a signature's revision when its meaning changes; without the slot nobody sees that.",
  },
  "template-sid": {
    summary: "A template rule does not take its sid from the slot.",
    explanation: "Every signature needs a sid of its own, which the sid ledger gives: a fixed one would be used again and again.",
  },
  "template-variant": {
    summary: "A template rule is for an observation or variant that the format has no encoding for.",
    explanation: "The message lists what there is; the format's README describes each.",
  },
  "unknown-slot": {
    summary: "A template rule uses a slot that does not exist.",
    explanation: "The slots that all templates share are listed in the template guide, a format's own in its README.",
  },
};

/** What is known of the codes, for a format's catalogue; sorted. `examples` has template rules that give a code and such that don't. */
export function templateDiagnostics(id: string, examples: Readonly<Partial<Record<TemplateCode, { readonly bad: string; readonly good: string }>>>): readonly DiagnosticInfo[] {
  return Object.entries<Row>(ROWS).map(([code, { severity = "error", summary, explanation }]) => {
    const example = Object.entries(examples).find(([name]) => name === code)?.[1];
    return { code: `${id}/${code}`, severity, summary, explanation, ...(example === undefined ? {} : { example }) };
  });
}

/** A diagnostic of one of the codes; it says nothing of what the engine would do. */
export function templateFinding(id: string, code: TemplateCode, range: Range, details: Pick<Diagnostic, "message" | "help" | "expected">): Diagnostic {
  const { severity = "error" } = ROWS[code];
  return { code: `${id}/${code}`, severity, rejects: false, range, ...details };
}
