import { readFileSync } from "node:fs";
import { formatDiagnostic, SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { GUARDS } from "../guard/guard.ts";
import { parseValueList } from "../guard/value-list.ts";
import { COMMON_SLOTS, PATTERN_SLOTS, STORED_SLOTS } from "./common-slots.ts";
import { loadTemplate } from "./load-template.ts";
import { SHIPPED_TEMPLATES } from "./shipped-templates.ts";

const guide = readFileSync(new URL("../../../../docs/templates.md", import.meta.url), "utf8");

/** The fenced blocks of the guide: their language and text, with the block that follows. */
const blocks = [...guide.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, language, text]) => ({ language: language!, text: text! }));

/** A template made of a piece of one, which keeps its lines. */
function whole(text: string): SourceText {
  const rest = text.includes("version:") ? "" : `version: 1\nid: mine\n${text.includes("formats:") ? "" : "formats: {}\n"}`;
  return SourceText.fromString(`${text}${rest}`, { path: "my.yaml" });
}

test("every template of the guide loads", () => {
  const templates = blocks.filter(({ language }) => language === "yaml" || language.startsWith("yaml ") && language.endsWith(".yaml"));
  expect(templates.length).toBeGreaterThan(4);
  for (const { text } of templates) {
    const { diagnostics } = loadTemplate(whole(text), { formats: ["suricata", "snort3", "yara"] });
    expect(diagnostics, text).toEqual([]);
  }
});

test("every mistake of the guide gives the message that follows it", () => {
  const mistakes = blocks.flatMap((block, index) => (block.language === "yaml wrong" ? [[block.text, blocks[index + 1]!.text]] : []));
  expect(mistakes.length).toBeGreaterThan(2);
  for (const [text, message] of mistakes) {
    const source = whole(text!);
    const { diagnostics } = loadTemplate(source);
    expect(diagnostics.map((diagnostic) => formatDiagnostic({ source, diagnostic }))).toEqual([message!.trimEnd()]);
  }
});

test("the allowlist of the guide is one", () => {
  const [list] = blocks.filter(({ language }) => language === "allowlist");
  expect(parseValueList(SourceText.fromString(list!.text)).list?.size).toBe(8);
  const [warnings] = blocks.filter(({ language }) => language === "warninglist");
  expect(parseValueList(SourceText.fromString(warnings!.text)).list?.size).toBe(2);
});

test("the guide lists every shipped template", () => {
  for (const { id, summary } of SHIPPED_TEMPLATES) expect(guide).toMatch(new RegExp(String.raw`^\| \`${id}\` \| [^|]+ \| ${summary} \|$`, "m"));
});

test("the guide lists every slot and every guard", () => {
  const slots = Object.entries(COMMON_SLOTS).map(
    ([name, { kind, summary }]) => `| \`${name}\` | ${kind} | ${PATTERN_SLOTS.includes(name) ? "yes" : ""} | ${summary} |`,
  );
  expect(guide).toContain(slots.join("\n"));
  const stored = Object.entries(STORED_SLOTS).map(([name, summary]) => `| \`${name}\` | ${summary} |`);
  expect(guide).toContain(stored.join("\n"));
  expect(guide).toContain(GUARDS.map(({ id, summary }) => `| \`${id}\` | ${summary} |`).join("\n"));
});
