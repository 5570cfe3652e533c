import { SourceText } from "@sigwright/core";
import type { DiagnosticInfo, SignatureFormat } from "@sigwright/core";
import { snort2, snort3, SNORT_ADVICE } from "@sigwright/snort";
import { suricata, SURICATA_ADVICE } from "@sigwright/suricata";
import type { AdviceRates, AdviceSection } from "./advice-page.ts";
import { readCorpusRules } from "./corpus-rules.ts";
import { readSnort2Rules } from "./snort2-fidelity.ts";
import { readSnort3Rules } from "./snort3-rules.ts";

/** Where the published rules for Suricata are from that rates are given for: Emerging Threats. */
const ORIGIN = "et";
/** Files of the Snort 3 rules that rates are given for: those that Talos publishes. */
const PUBLISHED = /community/;

/** Share of published rules that may get advice which is always given: a check that cries wolf is turned off. */
export const MOST_ADVISED = 0.02;

/** A format, its advice, and published rules that its engine loads. */
interface AdvisedFormat {
  readonly id: string;
  readonly who: string;
  readonly format: SignatureFormat;
  readonly advice: readonly DiagnosticInfo[];
  readonly rules: (folder: string) => readonly string[];
}

/** The formats that advice is given on, in the order of the page. */
const FORMATS: readonly AdvisedFormat[] = [
  {
    id: "suricata",
    who: "Suricata 7.0.10 loads",
    format: suricata,
    advice: SURICATA_ADVICE,
    rules: (folder) => readCorpusRules(folder, "real").flatMap(({ kind, text, answers }) => (kind === ORIGIN && answers["7.0"].verdict === "accept" ? [text] : [])),
  },
  {
    id: "snort3",
    who: "Snort 3.12.2 loads",
    format: snort3,
    advice: SNORT_ADVICE.filter(({ code }) => code.startsWith("snort3/")),
    rules: (folder) => readSnort3Rules(folder, "real").flatMap(({ source, text, answers }) => (PUBLISHED.test(source) && answers["3.12"].verdict === "accept" ? [text] : [])),
  },
  {
    id: "snort2",
    who: "the check finds fit for Snort 2.9",
    format: snort2,
    advice: SNORT_ADVICE.filter(({ code }) => code.startsWith("snort2/")),
    rules: (folder) => readSnort2Rules(folder).map(({ rule }) => rule),
  },
];

/** The catalogues of the page, without rates. */
export const ADVICE: readonly DiagnosticInfo[] = FORMATS.flatMap(({ advice }) => advice);

/** Looks at the published rules of a corpus that engines load, for each format. */
export function adviceRates(folder: string): ReadonlyMap<string, AdviceSection> {
  return new Map(FORMATS.map((each) => [each.id, { who: each.who, catalogue: each.advice, rates: ratesOf(each, each.rules(folder)) }]));
}

function ratesOf({ format, advice }: AdvisedFormat, texts: readonly string[]): AdviceRates {
  const profiles = new Map(advice.map(({ code, profile }) => [code, profile]));
  const wanted = new Set([...profiles.values()].filter((profile) => profile !== undefined));
  const byCode = new Map<string, number>();
  let rules = 0;
  let withDefault = 0;
  for (const text of texts) {
    const { document, diagnostics } = format.parse!(SourceText.fromString(`${text}\n`));
    const found = [...diagnostics, ...format.validate!(document, { target: format.targets![0]!, profiles: wanted })];
    // Of Snort 2.9 no engine's verdict is known, and the check's counts.
    if (format.id === "snort2" && found.some(({ rejects }) => rejects)) continue;
    rules++;
    let isAdvised = false;
    for (const code of new Set(found.map((diagnostic) => diagnostic.code))) {
      if (!profiles.has(code)) continue;
      byCode.set(code, (byCode.get(code) ?? 0) + 1);
      isAdvised ||= profiles.get(code) === undefined;
    }
    if (isAdvised) withDefault++;
  }
  return { rules, byCode, withDefault };
}
