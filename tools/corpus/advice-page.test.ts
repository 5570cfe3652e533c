import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type AdviceSection, renderAdvicePage } from "./advice-page.ts";
import { ADVICE, adviceRates, MOST_ADVISED } from "./advice-rates.ts";

const page = readFileSync(new URL("../../docs/lints.md", import.meta.url), "utf8");
const folder = process.env["SIGWRIGHT_CORPUS"] ?? "";
const isThere = folder !== "" && existsSync(join(folder, "suricata"));
if (!isThere) process.stderr.write("rates of advice are not checked: SIGWRIGHT_CORPUS names no folder with a `suricata` part\n");

const info = { severity: "info", summary: "A thing.", explanation: "Because." } as const;
const catalogue = [{ ...info, code: "suricata/a" }, { ...info, code: "suricata/b", profile: "team" }] as const;
const section: AdviceSection = { who: "Suricata 7.0.10 loads", catalogue, rates: { rules: 2000, byCode: new Map([["suricata/a", 3]]), withDefault: 3 } };
const sections = new Map([["suricata", section]]);

test("tables are made anew between their marks, and what people wrote stays", () => {
  const marks = (name: string): string => `<!-- advice:suricata/${name} -->\nold\n<!-- /advice -->\n`;
  expect(renderAdvicePage(`# Page\n${marks("total")}prose\n${marks("always")}${marks("profiles")}`, sections)).toBe(`# Page
<!-- advice:suricata/total -->
Of 2,000 published rules that Suricata 7.0.10 loads, 3 get advice that is always given: 0.15 %.
<!-- /advice -->
prose
<!-- advice:suricata/always -->
| code | severity | | rules | |
| --- | --- | --- | --: | --: |
| \`suricata/a\` | info | A thing. | 3 | 0.15 % |
<!-- /advice -->
<!-- advice:suricata/profiles -->
| code | profile | | rules | |
| --- | --- | --- | --: | --: |
| \`suricata/b\` | team | A thing. | 0 | 0.00 % |
<!-- /advice -->
`);
});

test("a mark of an unknown name is an error", () => {
  expect(() => renderAdvicePage("<!-- advice:suricata/other -->\n<!-- /advice -->", sections)).toThrow("advice:suricata/other");
  expect(() => renderAdvicePage("<!-- advice:other/total -->\n<!-- /advice -->", sections)).toThrow("advice:other/total");
});

test("the page names all advice", () => {
  expect(ADVICE.filter(({ code }) => !page.includes(`| \`${code}\` |`))).toEqual([]);
});

describe.skipIf(!isThere)("on published rules", () => {
  test("the page has the rates that are measured, and they are low", () => {
    const measured = adviceRates(folder);
    expect(renderAdvicePage(page, measured)).toBe(page);
    expect([...measured.values()].map(({ rates: { rules } }) => rules > 2000)).toEqual([true, true, true]);
    for (const { rates } of measured.values()) expect(rates.withDefault / rates.rules).toBeLessThanOrEqual(MOST_ADVISED);
  }, 120_000);
});
