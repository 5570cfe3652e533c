import type { DiagnosticInfo } from "@sigwright/core";

/** How often advice is given on rules that the engine loads. */
export interface AdviceRates {
  /** Published rules that were looked at. */
  readonly rules: number;
  /** Rules that each code is given on, by code. */
  readonly byCode: ReadonlyMap<string, number>;
  /** Rules that get any advice which is always given. */
  readonly withDefault: number;
}

/** What is told of one format. */
export interface AdviceSection {
  /** Whose rules were looked at: `Suricata 7.0.10 loads`. */
  readonly who: string;
  readonly catalogue: readonly DiagnosticInfo[];
  readonly rates: AdviceRates;
}

/**
 * The page with its tables, between `<!-- advice:FORMAT/PART -->` and `<!-- /advice -->`, made anew; what is around stays.
 *
 * @throws RangeError when the page wants what there is not.
 */
export function renderAdvicePage(page: string, sections: ReadonlyMap<string, AdviceSection>): string {
  return page.replaceAll(/(<!-- advice:(\w+)\/(\w+) -->\n)[^]*?(<!-- \/advice -->)/g, (_, start: string, format: string, name: string, end: string) => {
    const section = sections.get(format);
    const part = section === undefined ? undefined : partOf(section, name);
    if (part === undefined) throw new RangeError(`the page wants \`advice:${format}/${name}\`; there are ${[...sections.keys()].join(", ")}, each with total, always and profiles`);
    return `${start}${part}\n${end}`;
  });
}

function partOf({ who, catalogue, rates }: AdviceSection, name: string): string | undefined {
  const { rules, withDefault } = rates;
  switch (name) {
    case "total":
      return `Of ${rules.toLocaleString("en-US")} published rules that ${who}, ${withDefault.toLocaleString("en-US")} get advice that is always given: ${percent(withDefault, rules)}.`;
    case "always":
      return table(catalogue.filter(({ profile }) => profile === undefined), rates);
    case "profiles":
      return table(catalogue.filter(({ profile }) => profile !== undefined), rates);
    default:
      return undefined;
  }
}

function table(catalogue: readonly DiagnosticInfo[], { rules, byCode }: AdviceRates): string {
  const rows = catalogue.map(({ code, severity, profile, summary }) => {
    const count = byCode.get(code) ?? 0;
    return `| \`${code}\` | ${profile ?? severity} | ${summary} | ${count.toLocaleString("en-US")} | ${percent(count, rules)} |`;
  });
  const second = catalogue.some(({ profile }) => profile !== undefined) ? "profile" : "severity";
  return [`| code | ${second} | | rules | |`, "| --- | --- | --- | --: | --: |", ...rows].join("\n");
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}
