import { readFileSync } from "node:fs";
import { observe, SourceText, type SlotDeclaration } from "@sigwright/core";
import { expect, test } from "vitest";
import { SNORT2_ENCODINGS, SNORT3_ENCODINGS, snort2, snort3 } from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test.each([SNORT2_ENCODINGS, SNORT3_ENCODINGS])("a table of encodings is the data", (...encodings) => {
  const rows = encodings.map(({ observation, variant = "", summary, limits }) => `| ${observation} | ${variant} | ${summary} | ${limits.join(" ")} |`);
  expect(readme).toContain(rows.join("\n"));
});

test("the table of slots is the data", () => {
  for (const { templateSlots } of [snort2, snort3]) {
    for (const [name, summary] of Object.entries(templateSlots)) expect(readme).toContain(`| \`{{${name}}}\` | ${summary} |`);
  }
});

test("the check gives what it says", () => {
  const text = /fromString\('([^']*)'\)/.exec(readme)![1]!;
  const { document } = snort3.parse(SourceText.fromString(text));
  const [diagnostic, ...more] = snort3.validate(document, { target: snort3.targets[0]! });
  expect(more).toEqual([]);
  expect(readme).toContain(`code: "${diagnostic!.code}", message: "${diagnostic!.message}"`);
  expect(readme).toContain(`help: ${JSON.stringify(diagnostic!.help)}`);
});

test.each([snort2, snort3])("the example gives its rules", (format) => {
  const text = /'(alert tcp [^']*\{\{[^']*)'/.exec(readme)![1]!;
  const slots: Record<string, SlotDeclaration> = { message: { kind: "text", summary: "…" }, sid: { kind: "integer", summary: "…" }, rev: { kind: "integer", summary: "…" } };
  const target = format.targets[0]!;
  const { rule } = format.compileTemplate({ id: "tls", observation: "host", variant: "tls", text }, slots, { target });
  const observed = observe({ type: "Host", value: "bad.example" });
  if (rule === undefined || observed.status !== "observed") throw new Error("the example does not work");
  const context = { target, rules: [rule] };
  const encoding = format.encode(observed.observations[0]!, context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  const rendered = format.render(encoding.signatures[0]!, { message: 'C2 of "X"; 2026', sid: 1_000_001, rev: 1 }, context);
  if (rendered.status === "unsupported") throw new Error(rendered.reason);
  expect(readme).toContain(`\`\`\`text\n${rendered.text}\n\`\`\``);
});
