import { readFileSync } from "node:fs";
import { applyEdits, observe, SourceText } from "@sigwright/core";
import { COMMON_SLOTS } from "@sigwright/ruleset";
import { expect, test } from "vitest";
import { MAX_DEPTH, yara } from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

function laidOut(text: string): string {
  const { document } = yara.parse(SourceText.fromString(text));
  return applyEdits(text, yara.format(document, { indentation: "  " }));
}

test("the example gives what it says", () => {
  const source = SourceText.fromString('rule a { strings: $a = "C:\\Temp" condition: $b }');
  const { document, diagnostics } = yara.parse(source);
  const found = [...diagnostics, ...yara.validate(document, { target: { engine: "yara-x", version: "1" } })];
  const lines = found.map(({ code, message }) => `// ${message} [${code}]\n`);
  expect(lines).toHaveLength(2);
  expect(readme).toContain(lines.join(""));
  expect(readme).toContain(`\`\`\`yara\n${laidOut(source.text)}\`\`\``);
});

test("the rule of a host is the one that is shown", () => {
  const target = yara.targets[0]!;
  const text = 'rule {{name}} : c2 { meta: from = "{{message}}" strings: {{patterns}} condition: any of them }';
  expect(readme).toContain(text);
  const { rule } = yara.compileTemplate({ id: "host", observation: "host", text }, COMMON_SLOTS, { target });
  const observed = observe({ type: "Host", value: "c2.bad.example" });
  const context = { target, rules: [rule!] };
  const encoding = observed.status === "observed" ? yara.encode(observed.observations[0]!, context) : undefined;
  const signature = encoding?.status === "encoded" ? encoding.signatures[0]! : undefined;
  const rendered = yara.render(signature!, { message: 'a "message"' }, context);
  expect(readme).toContain(`\`\`\`yara\n${laidOut(rendered.status === "rendered" ? `${rendered.text}\n` : "")}\`\`\``);
});

test("the depth is the one that is stated", () => {
  expect(readme).toContain(`followed ${MAX_DEPTH} deep`);
});
