import { SourceText } from "@sigwright/core";
import type { Diagnostic, Target } from "@sigwright/core";
import { suricataForTests, TESTED_SERIES, yaraForTests, yaraXForTests } from "@sigwright/engines/testing";
import type { CheckedFile, CheckedRule } from "@sigwright/review";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askEngine } from "./engine-check.ts";

const ENGINES = await Promise.all(TESTED_SERIES.map(async (series) => ({ series, installed: await suricataForTests(series) })));

const GOOD = 'alert dns any any -> any any (msg:"é"; dns.query; content:"bad.example"; sid:1; rev:1;)';
const BAD = 'alert dns any any -> any any (msg:"b"; dns.querry; content:"bad.example"; sid:2; rev:1;)';

/** A check that came to these findings, by line of the text from 0. Each line is a rule. */
function checked(text: string, findings: Readonly<Record<number, Partial<Diagnostic>>> = {}, target: Target = { engine: "suricata", version: "7.0" }): CheckedFile {
  const source = SourceText.fromString(text);
  const rules: CheckedRule[] = Array.from(text.matchAll(/^([#\s]*)(\w.*)$/gm), ([, mark, rule], index) => {
    const start = source.lineStart(index + 1)! + mark!.length;
    return { range: { start, end: start + rule!.length }, enabled: !mark!.includes("#"), sid: index, verdict: "accept" };
  });
  const diagnostics = Object.entries(findings).map(([index, finding]) => ({
    diagnostic: { code: "x/y", severity: "error", rejects: true, message: "m", range: rules[Number(index)]!.range, ...finding } as const,
  }));
  return { path: "-", source, format: "suricata", target, rules, diagnostics };
}

async function differences(file: CheckedFile): Promise<readonly (readonly [number | undefined, string, string])[]> {
  const { files, failures } = await askEngine([file], {});
  expect(failures).toEqual([]);
  return files[0]!.diagnostics
    .filter(({ diagnostic }) => diagnostic.code.startsWith("engine/"))
    .map(({ sid, diagnostic }) => [sid, diagnostic.code, diagnostic.message]);
}

describe.each(ENGINES)("the answer of Suricata $series", ({ series, installed }) => {
  const target = { engine: "suricata", version: series };
  const named = process.env["SIGWRIGHT_SURICATA"];
  beforeAll(() => {
    if (installed !== undefined) process.env["SIGWRIGHT_SURICATA"] = installed.path;
  });
  afterAll(() => {
    if (named === undefined) delete process.env["SIGWRIGHT_SURICATA"];
    else process.env["SIGWRIGHT_SURICATA"] = named;
  });

  test.skipIf(installed === undefined)("is no finding where it is the same", async () => {
    const { answers, files } = await askEngine([checked(`${GOOD}\n${BAD}\n`, { 1: {} }, target)], {});
    expect(answers).toMatchObject([{ asked: 2, disagreements: 0 }]);
    expect(files[0]!.diagnostics).toHaveLength(1);
  });

  test.skipIf(installed === undefined)("is told in its own words where it refuses, and is the verdict", async () => {
    const file = checked(`${GOOD}\n${BAD}\n`, {}, target);
    expect(await differences(file)).toEqual([
      [1, "engine/disagreement-refused", expect.stringMatching(new RegExp(`^Suricata ${series[0]}\\.\\S+ refuses this rule, .*: unknown rule keyword 'dns\\.querry'\\.`)) as string],
    ]);
    expect((await askEngine([file], {})).files[0]!.rules.map(({ verdict }) => verdict)).toEqual(["accept", "reject"]);
  });

  test.skipIf(installed === undefined)("is told where it loads what the check refuses, or leaves out what it loads", async () => {
    expect(await differences(checked(`${GOOD}\n ${GOOD}\n`, { 0: {} }, target))).toEqual([
      [0, "engine/disagreement-loaded", expect.stringContaining("though the check says it would refuse it") as string],
      [1, "engine/disagreement-skipped", expect.stringContaining("leaves this rule out in silence") as string],
    ]);
  });

  test.skipIf(installed === undefined)("says nothing about what does not lie in the rule alone", async () => {
    const list = 'alert dns any any -> any any (msg:"l"; dns.query; dataset:isset,d,type string,load missing.lst; sid:3; rev:1;)';
    expect(await differences(checked(`${GOOD}\n${list}\n`, { 0: { code: "suricata/duplicate-sid" }, 1: { code: "suricata/missing-file", rejects: false } }, target))).toEqual([]);
  });

  test.skipIf(installed === undefined)("is about the whole of a rule that goes on, and of one that stands commented out", async () => {
    const source = SourceText.fromString(`#${GOOD}\n${GOOD.replace("; dns", "; \\\n dns")}\n`);
    const second = source.lineStart(2)!;
    const rules: CheckedRule[] = [
      { range: { start: 1, end: 1 + GOOD.length }, enabled: false, verdict: "accept" },
      { range: { start: second, end: second + GOOD.length + 3 }, enabled: true, verdict: "accept" },
    ];
    expect(await differences({ ...checked("", {}, target), source, rules })).toEqual([]);
  });
});

const yaras = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);

describe.each(yaras)("the answer of $name", ({ name, target }) => {
  /** A check of two rules in a file that came to one finding, or to none. */
  function checkedYara(text: string, finding?: Partial<Diagnostic>): CheckedFile {
    const source = SourceText.fromString(text);
    const rules: CheckedRule[] = Array.from(text.matchAll(/rule[^}]*\}/g), ({ 0: rule, index }) => ({
      range: { start: index, end: index + rule.length },
      enabled: true,
      verdict: "accept",
    }));
    const range = rules[0]!.range;
    const diagnostics = finding === undefined ? [] : [{ diagnostic: { code: "x/y", severity: "error", rejects: true, message: "m", range, ...finding } as const }];
    return { path: "-", source, format: "yara", target, rules, diagnostics };
  }
  const TEXT = "rule a { condition: filesize > 1 }\nrule b { condition: x == 1 }\n";

  test("knows the external variables of the configuration", async () => {
    const { answers, failures, files } = await askEngine([checkedYara(TEXT)], { externalVariables: new Map([["x", "integer"]]) });
    expect([failures, files[0]!.diagnostics]).toEqual([[], []]);
    expect(answers).toMatchObject([{ asked: 2, disagreements: 0 }]);
  });

  test("is told where it refuses, and is the verdict on the rule", async () => {
    const { files } = await askEngine([checkedYara(TEXT)], {});
    expect(files[0]!.diagnostics).toMatchObject([{ diagnostic: { code: "engine/disagreement-refused", rejects: true } }]);
    expect(files[0]!.diagnostics[0]!.diagnostic.message).toMatch(new RegExp(`^${name} .* refuses this file, .*: un\\w+ identifier .x.`));
    expect(files[0]!.rules.map(({ verdict }) => verdict)).toEqual(["accept", "reject"]);
  });

  test("is told where it loads what the check refuses", async () => {
    const { files } = await askEngine([checkedYara("rule a { condition: true }", {})], {});
    expect(files[0]!.diagnostics.map(({ diagnostic }) => diagnostic.code)).toEqual(["x/y", "engine/disagreement-loaded"]);
  });
});

test("a format that no engine is known for is told", async () => {
  const file = { ...checked("alert x"), format: "zeek", target: { engine: "zeek", version: "6" } };
  expect((await askEngine([file], {})).failures.map(({ message }) => message)).toEqual([expect.stringContaining("`zeek`") as string]);
});
