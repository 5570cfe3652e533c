import { readFileSync, readdirSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { parseValueList } from "./guard/value-list.ts";
import { parseLedger } from "./ledger/sid-ledger.ts";
import { RULESET_DIAGNOSTICS } from "./ruleset-diagnostics.ts";
import { loadTemplate } from "./templates/load-template.ts";

function codesOf(code: string, text: string): readonly string[] {
  const source = SourceText.fromString(text);
  const read = code.startsWith("template/")
    ? loadTemplate(source, { formats: ["suricata", "toy"] })
    : code.startsWith("guard/")
      ? parseValueList(source)
      : parseLedger(source);
  return read.diagnostics.map((diagnostic) => diagnostic.code);
}

const examples = RULESET_DIAGNOSTICS.flatMap(({ code, example }) => (example === undefined ? [] : [{ code, ...example }]));

test.each(examples)("the bad example of $code gives it, the good one gives nothing", ({ code, bad, good }) => {
  expect(codesOf(code, bad)).toContain(code);
  expect(codesOf(code, good)).toEqual([]);
});

test("the catalogue has every code of the sources once, and no other", () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.endsWith("ruleset-diagnostics.ts"),
  );
  const used = new Set<string>();
  for (const path of sources) {
    const text = readFileSync(`${import.meta.dirname}/${path}`, "utf8");
    for (const [, code] of text.matchAll(/"((?:template|ledger|guard|generate)\/[a-z-]+)"/g)) used.add(code!);
    // Shared with other kinds of files, which have a namespace of their own.
    for (const [, name] of text.matchAll(/fault\(kind, "([a-z-]+)"/g)) used.add(`template/${name}`);
  }
  const listed = RULESET_DIAGNOSTICS.map(({ code }) => code);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.toSorted()).toEqual([...used].toSorted());
});
