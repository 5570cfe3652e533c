import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { SourceText } from "@sigwright/core";
import type { DiagnosticInfo } from "@sigwright/core";
import { suricata } from "@sigwright/suricata";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFile } from "../check-file.ts";
import type { CheckedDiagnostic, CheckedFile } from "../checked-file.ts";
import { applySuppressions } from "../suppression.ts";
import { markedFormat } from "../testing/marked-format.ts";
import type { ReporterOptions } from "./reporter.ts";
import { sarifReporter } from "./sarif.ts";

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help?: { readonly markdown: string } }[] } };
      readonly invocations: readonly { readonly toolExecutionNotifications?: readonly unknown[] }[];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: unknown; readonly region: unknown } }[];
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly fixes?: readonly unknown[];
        readonly suppressions?: readonly unknown[];
      }[];
    },
  ];
}

const require = createRequire(import.meta.url);
// The official schema says `id` and names a draft that the validator does not know by that name; the rest is the same.
const { $schema: _draft, id: _id, ...schema } = JSON.parse(
  readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(schema);

function check(text: string, path = "rules/a.marked"): readonly CheckedFile[] {
  const files = checkFile(path, SourceText.fromString(text, { path }), markedFormat, markedFormat.targets!.slice(0, 1));
  return applySuppressions(files);
}

function sarif(files: readonly CheckedFile[], options?: ReporterOptions): Sarif["runs"][0] {
  const text = [...sarifReporter.write({ files, elapsedMs: 1 }, options)].join("");
  const document = JSON.parse(text) as Sarif;
  isSarif(document);
  expect(isSarif.errors).toBeNull();
  return document.runs[0];
}

test("the schema refuses what is no SARIF", () => {
  expect(isSarif({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
});

describe("documents are valid", () => {
  test.each([
    ["nothing found", "rule 1\n", 0],
    ["nothing at all", "", 0],
    ["findings of all kinds", "rule 1 !x ?w\nrule 2 ~z\n", 3],
    ["hostile text", "rule 1 !x \u001B[31m\u202E\u0000 ](https://evil.example) {0}\n", 1],
    ["a lone surrogate", "rule \uD800 !x\n", 1],
    ["suppressed", "# sigwright-disable-next-line marked/w -- known\nrule 1 ?w\n", 1],
  ])("%s", (_, text, results) => {
    expect(sarif(check(text)).results).toHaveLength(results);
  });

  test("for findings of a real format, with labels, fixes and addresses", () => {
    const text = 'alert http any any -> any any (msg:"a"; conten:"x"; sid:1;)\nalert tcp any any -> any any (msg:"b"; sid:1;)\n';
    const run = sarif(checkFile("a.rules", SourceText.fromString(text), suricata, suricata.targets!.slice(0, 1)));
    expect(run.results.length).toBeGreaterThan(0);
  });
});

test("a result has its place, rule and level", () => {
  const run = sarif(check("rule 1 !x\n"));
  expect(run.results).toMatchObject([
    {
      ruleId: "marked/x",
      ruleIndex: 0,
      level: "error",
      message: { text: "there is `!x`" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "rules/a.marked", uriBaseId: "SRCROOT" },
            region: { startLine: 1, startColumn: 8, endLine: 1, endColumn: 10 },
          },
        },
      ],
    },
  ]);
});

test.each([
  ["./a b/ü#%.rules", { uri: "a%20b/%C3%BC%23%25.rules", uriBaseId: "SRCROOT" }],
  ["/srv/a b.rules", { uri: "file:///srv/a%20b.rules" }],
])("the path %s", (path, location) => {
  const [result] = sarif(check("rule 1 !x\n", path)).results;
  expect(result!.locations[0]!.physicalLocation.artifactLocation).toEqual(location);
});

test("rules are explained from the catalogue", () => {
  const info: DiagnosticInfo = {
    code: "marked/x",
    severity: "error",
    summary: "An x.",
    explanation: "Take it **away**.",
    example: { bad: "!x", good: "x" },
  };
  const [rule] = sarif(check("rule 1 !x\n"), { catalogue: [info] }).tool.driver.rules;
  expect(rule!.help!.markdown).toContain("Take it **away**.\n\nBad:\n\n``````\n!x\n``````");
});

describe("fingerprints", () => {
  const prints = (text: string): readonly string[] => sarif(check(text)).results.map(({ partialFingerprints }) => partialFingerprints["sigwright/v1"]!);

  test("stay when lines move, and when another path or layout is used", () => {
    expect(prints("\n\nrule 0\nrule 1 ?w\n")).toEqual(prints("rule 1 ?w\n"));
    expect(prints("rule 1  x ?w\n")).toEqual(prints("rule 1 ?w\n"));
  });

  test("stay when rules move and lines come between them, whatever they are", () => {
    const rule = fc.record({ sid: fc.option(fc.integer({ min: 1, max: 5 })), marks: fc.array(fc.constantFrom("?w", "?v", "!x", "~z"), { minLength: 1, maxLength: 3 }) });
    const line = ({ sid, marks }: { readonly sid: number | null; readonly marks: readonly string[] }): string => `rule ${sid ?? ""} ${marks.join(" ")}`;
    const between = fc.constantFrom("", "# prose", "   ", "rule 9");
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 6 }).chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length }), fc.array(between, { minLength: 6, maxLength: 6 }))), ([rules, moved, gaps]) => {
        const before = prints(rules.map((each) => `${line(each)}\n`).join(""));
        const after = prints(moved.map((each, index) => `${gaps[index]}\n${line(each)}\n`).join(""));
        expect(after.toSorted()).toEqual(before.toSorted());
        expect(new Set(before).size).toBe(before.length);
      }),
      { numRuns: Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 60) },
    );
  });

  test("tell findings apart", () => {
    const all = prints("rule 1 ?w ?w ?v\nrule 2 ?w\nrule ?w\nrule ?w\n");
    expect(new Set(all).size).toBe(all.length);
  });
});

test("what is suppressed says why", () => {
  const [result] = sarif(check("# sigwright-disable-next-line marked/w -- known\nrule 1 ?w\n")).results;
  expect(result!.suppressions).toEqual([{ kind: "inSource", justification: "known" }]);
});

test("no text of a file becomes a link", () => {
  const { diagnostics, ...file } = check("rule 1 !x\n")[0]!;
  const message = String.raw`no [link](https://evil.example), [link\](https://evil.example), [link\\](https://evil.example)`;
  const changed = diagnostics.map((found) => ({ ...found, diagnostic: { ...found.diagnostic, message } }));
  expect(sarif([{ ...file, diagnostics: changed }]).results[0]!.message.text).toBe(
    String.raw`no [link\](https://evil.example), [link\](https://evil.example), [link\\\](https://evil.example)`,
  );
});

test("more than code scanning takes: the worst, and a word about the rest", () => {
  const [file] = check("rule 1 ?w\nrule 2 !x\n");
  const [warning, error] = file!.diagnostics;
  const at = (offset: number): CheckedDiagnostic => ({ diagnostic: { ...warning!.diagnostic, message: `number ${offset}` } });
  const run = sarif([{ ...file!, diagnostics: [...Array.from({ length: 25_000 }, (_, index) => at(index)), error!] }]);
  expect(run.results).toHaveLength(25_000);
  expect(run.results.at(-1)!.ruleId).toBe("marked/x");
  expect(run.invocations[0]!.toolExecutionNotifications).toHaveLength(1);
});
