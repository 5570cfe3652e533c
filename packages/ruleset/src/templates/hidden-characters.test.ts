import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { loadTemplate } from "./load-template.ts";

const HEAD = "version: 1\nid: team\nextends: default\n";

test.each([
  ["the message, as it is", `message: "Bad \u202E{{value}}"\n`, String.raw`\u{202e}`, "\u202E"],
  ["the message, escaped", String.raw`message: "Bad \u202e{{value}}"` + "\n", String.raw`\u{202e}`, String.raw`\u202e`],
  ["a message in a block", "message: |-\n  Bad \u200B{{value}}\n", String.raw`\u{200b}`, "\u200B"],
  ["the metadata", `metadata:\n  - { key: team, value: "a\\x1b[2Kb" }\n`, String.raw`\x1b`, String.raw`\x1b`],
  ["a key of the metadata", `metadata:\n  - { key: "te\u2060am", value: a }\n`, String.raw`\u{2060}`, "\u2060"],
  ["a name that no template has", `"mes\u2060sage": a\n`, String.raw`\u{2060}`, '"mes'],
  ["a reference", `references:\n  - { kind: url, value: "a.example/\u2066x" }\n`, String.raw`\u{2066}`, "\u2066"],
  ["the description", `description: "a\\x00b"\n`, String.raw`\x00`, String.raw`\x00`],
  ["the stored signature", `signature:\n  tags: ["a\uFEFFb"]\n`, String.raw`\u{feff}`, "\uFEFF"],
  [
    "a rule",
    `formats:\n  suricata:\n    rules:\n      - { id: host-dns, observation: host, variant: dns, rule: 'alert dns any any -> any any (msg:"\u200F{{message}}"; {{match}} sid:{{sid}}; rev:{{rev}};)' }\n`,
    String.raw`\u{200f}`,
    "\u200F",
  ],
])("a character that nobody sees in %s", (_, yaml, shown, written) => {
  const source = SourceText.fromString(HEAD + yaml);
  const { template, diagnostics } = loadTemplate(source);
  expect(template).toBeUndefined();
  expect(diagnostics.map(({ code, message, range }) => [code, message, source.text.slice(range.start, range.start + written.length)])).toEqual([
    ["template/hidden-character", `the text holds \`${shown}\`, which nobody sees who reads it`, written],
  ]);
});

test("line ends, tabs, other scripts and signs are texts like any other", () => {
  const { template, diagnostics } = loadTemplate(SourceText.fromString(`${HEAD}message: "Schädlich 悪い 💥 مضر {{value}}"\ndescription: "a\\tb\\r\\nc"\n`));
  expect(diagnostics).toEqual([]);
  expect(template?.message.text).toBe("Schädlich 悪い 💥 مضر {{value}}");
});
