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

/** The page with its tables, between `<!-- advice:NAME -->` and `<!-- /advice -->`, made anew; what is around stays. */
export function renderAdvicePage(page: string, catalogue: readonly DiagnosticInfo[], rates: AdviceRates): string {
  const parts: Readonly<Record<string, string>> = {
    total: `Of ${rates.rules.toLocaleString("en-US")} published rules that Suricata 7.0.10 loads, ${rates.withDefault.toLocaleString("en-US")} get advice that is always given: ${percent(rates.withDefault, rates.rules)}.`,
    always: table(catalogue.filter(({ profile }) => profile === undefined), rates),
    profiles: table(catalogue.filter(({ profile }) => profile !== undefined), rates),
  };
  return page.replaceAll(/(<!-- advice:(\w+) -->\n)[^]*?(<!-- \/advice -->)/g, (_, start: string, name: string, end: string) => {
    const part = parts[name];
    if (part === undefined) throw new RangeError(`the page wants \`advice:${name}\`; there are ${Object.keys(parts).join(", ")}`);
    return `${start}${part}\n${end}`;
  });
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
