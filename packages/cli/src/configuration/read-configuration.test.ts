import { readFileSync, readdirSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnosticCatalogue } from "../diagnostic-catalogue.ts";
import { CONFIGURATION_DIAGNOSTICS } from "./configuration-diagnostics.ts";
import { CONFIGURATION_SCHEMA } from "./configuration-schema.ts";
import { knownNames } from "./known-names.ts";
import { readConfiguration } from "./read-configuration.ts";

const KNOWN = knownNames(diagnosticCatalogue());
const codesOf = (text: string): readonly string[] => readConfiguration(SourceText.fromString(text), KNOWN).diagnostics.map(({ code }) => code);

const examples = CONFIGURATION_DIAGNOSTICS.flatMap(({ code, example }) => (example === undefined ? [] : [{ code, ...example }]));

test.each(examples)("the bad example of $code gives it, the good one gives nothing", ({ code, bad, good }) => {
  expect(codesOf(bad)).toContain(code);
  expect(codesOf(good)).toEqual([]);
});

test("the catalogue has every code of the sources once, and no other", () => {
  // Those of the shape are made where all YAML files are read.
  const shape = ["yaml", "too-large", "too-deep", "anchor", "tag", "key", "duplicate-key", "unknown-key", "missing-key", "value"];
  const used = new Set(shape.map((name) => `configuration/${name}`));
  for (const name of readdirSync(import.meta.dirname)) {
    if (!name.endsWith(".ts") || name.endsWith(".test.ts") || name === "configuration-diagnostics.ts") continue;
    const text = readFileSync(`${import.meta.dirname}/${name}`, "utf8");
    for (const [, code] of text.matchAll(/"(configuration\/[a-z-]+)"/g)) used.add(code!);
  }
  expect(CONFIGURATION_DIAGNOSTICS.map(({ code }) => code).toSorted()).toEqual([...used].toSorted());
});

test("schema/sigwright.schema.json is the schema", () => {
  const written = readFileSync(new URL("../../schema/sigwright.schema.json", import.meta.url), "utf8");
  expect(written, "run `npm run embed`").toBe(`${JSON.stringify(CONFIGURATION_SCHEMA, undefined, 2)}\n`);
});

test("what is misspelt is suggested", () => {
  const { diagnostics } = readConfiguration(SourceText.fromString("version: 1\nseverity:\n  suricata/missing-fil: off\n  surricata/*: off\n"), KNOWN);
  expect(diagnostics.map(({ help }) => help)).toEqual(["did you mean `suricata/missing-file`?", "did you mean `suricata/*`?"]);
});

test.each([
  ["rules", "rules/a/b.rules", true],
  ["./rules/", "rules/a.rules", true],
  ["rules", "rules2/a.rules", false],
  [".", "a.rules", true],
  ["*.rules", "a.rules", true],
  ["*.rules", "x/a.rules", false],
  ["**/*.rules", "x/y/a.rules", true],
  ["x/{a,b}/*.rules", "x/b/c.rules", true],
  ["x/{a,b}/*.rules", "x/c/c.rules", false],
])("ignore: [%s] and %s: %s", (pattern, path, expected) => {
  const { configuration } = readConfiguration(SourceText.fromString(`version: 1\nignore: ['${pattern}']\n`), KNOWN);
  expect(configuration!.isIgnored(path.split("/"))).toBe(expected);
});

test("no text makes it throw", () => {
  const piece = fc.constantFrom("version: 1\n", "files:\n", "  - paths: [a]\n", "sids:\n", "  - { team: a, start: 1, end: 2 }\n", "severity: {a/b: off}\n", "variables: {ports: {A: 1}}\n", "targets: [", "]\n", "x: &a *a\n");
  const runs = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 100);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(piece).map((pieces) => pieces.join(""))), (text) => {
      const { configuration, diagnostics } = readConfiguration(SourceText.fromString(text), KNOWN);
      expect(configuration === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
    }),
    { numRuns: runs },
  );
});
