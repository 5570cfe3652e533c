import { readFileSync } from "node:fs";
import { applyEdits, SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { MAX_DEPTH, yara } from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example gives what it says", () => {
  const source = SourceText.fromString('rule a { strings: $a = "C:\\Temp" condition: $b }');
  const { document, diagnostics } = yara.parse(source);
  const found = [...diagnostics, ...yara.validate(document, { target: { engine: "yara-x", version: "1" } })];
  const lines = found.map(({ code, message }) => `// ${message} [${code}]\n`);
  expect(lines).toHaveLength(2);
  expect(readme).toContain(lines.join(""));
  const text = applyEdits(source.text, yara.format(document, { indentation: "  " }));
  expect(readme).toContain(`\`\`\`yara\n${text}\`\`\``);
});

test("the depth is the one that is stated", () => {
  expect(readme).toContain(`followed ${MAX_DEPTH} deep`);
});
