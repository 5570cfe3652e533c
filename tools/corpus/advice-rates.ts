import { SourceText } from "@sigwright/core";
import { suricata, SURICATA_ADVICE, SURICATA_TARGETS } from "@sigwright/suricata";
import type { AdviceRates } from "./advice-page.ts";
import { readCorpusRules } from "./corpus-rules.ts";

/** Where the published rules of the corpus are from that rates are given for: Emerging Threats. */
const ORIGIN = "et";

/** Share of published rules that may get advice which is always given: a check that cries wolf is turned off. */
export const MOST_ADVISED = 0.02;

/** Looks at the published rules of a corpus that Suricata 7.0.10 loads. */
export function adviceRates(folder: string): AdviceRates {
  const profiles = new Map(SURICATA_ADVICE.map(({ code, profile }) => [code, profile]));
  const wanted = new Set([...profiles.values()].filter((profile) => profile !== undefined));
  const byCode = new Map<string, number>();
  let rules = 0;
  let withDefault = 0;
  for (const { kind, text, answers } of readCorpusRules(folder, "real")) {
    if (kind !== ORIGIN || answers["7.0"].verdict !== "accept") continue;
    rules++;
    const { document } = suricata.parse(SourceText.fromString(`${text}\n`));
    const codes = new Set(suricata.validate(document, { target: SURICATA_TARGETS[0]!, profiles: wanted }).map(({ code }) => code));
    let isAdvised = false;
    for (const code of codes) {
      if (!profiles.has(code)) continue;
      byCode.set(code, (byCode.get(code) ?? 0) + 1);
      isAdvised ||= profiles.get(code) === undefined;
    }
    if (isAdvised) withDefault++;
  }
  return { rules, byCode, withDefault };
}
