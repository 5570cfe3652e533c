import { readFileSync } from "node:fs";
import { observe, SourceText, type SlotDeclaration } from "@sigwright/core";
import { expect, test } from "vitest";
import { SURICATA_ENCODINGS, SURICATA_SLOTS, suricata } from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const target = { engine: "suricata", version: "7.0" };

test("the table of encodings is the data", () => {
  for (const { observation, variant = "", summary } of SURICATA_ENCODINGS) {
    expect(readme).toContain(`| ${observation} | ${variant} | ${summary} |`);
  }
});

test("the table of slots is the data", () => {
  for (const [name, summary] of Object.entries(SURICATA_SLOTS)) expect(readme).toContain(`| \`{{${name}}}\` | ${summary} |`);
});

test("the check gives what it says", () => {
  const { document } = suricata.parse(
    SourceText.fromString('alert dns any any -> any any (dns.querry; content:"bad.example"; sid:1;)'),
  );
  const [diagnostic] = suricata.validate(document, { target });
  expect(diagnostic).toMatchObject({ code: "suricata/unknown-keyword", range: { start: 30, end: 40 }, rejects: true });
  expect(readme).toContain(`message: "${diagnostic?.message}"`);
  expect(readme).toContain(`help: "${diagnostic?.help}"`);
});

test("the example gives its rule", () => {
  const text = /'(alert dns [^']*\{\{[^']*)'/.exec(readme)?.[1] ?? "";
  const slots: Record<string, SlotDeclaration> = {
    message: { kind: "text", summary: "…" },
    sid: { kind: "integer", summary: "…" },
    rev: { kind: "integer", summary: "…" },
  };
  const { rule } = suricata.compileTemplate({ id: "dns", observation: "host", variant: "dns", text }, slots, { target });
  const observed = observe({ type: "Host", value: "bad.example" });
  if (rule === undefined || observed.status !== "observed") throw new Error("the example does not work");
  const context = { target, rules: [rule] };
  const encoding = suricata.encode(observed.observations[0]!, context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  const rendered = suricata.render(encoding.signatures[0]!, { message: 'C2 of "X"; 2026', sid: 1_000_001, rev: 1 }, context);
  if (rendered.status === "unsupported") throw new Error(rendered.reason);
  expect(readme).toContain(`\`\`\`text\n${rendered.text}\n\`\`\``);
});
