import { type Diagnostic, type RuleView, type SignatureFormat, SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { markedFormat } from "../testing/marked-format.ts";
import { type MendedFile, mendFile, type MendRequest } from "./mend-file.ts";

/** What a finding's fix writes in its place, by code. */
const WRITES: Readonly<Record<string, string>> = {
  "marked/gone": "",
  "marked/worse": "!no",
  "marked/old": ">8.0",
  "marked/stays": "?stays",
  "marked/means": "MEANING",
  "marked/more": "\nrule 9",
  "marked/chain": "?gone",
};

const base: SignatureFormat = markedFormat;
const mute: SignatureFormat = {
  ...base,
  rules: (document) => base.rules!(document).map(({ name: _name, ...rest }): RuleView => rest),
  validate: (document, context) =>
    base.validate!(document, context).map((diagnostic): Diagnostic => {
      const newText = WRITES[diagnostic.code];
      return newText === undefined ? diagnostic : { ...diagnostic, fixes: [{ title: "mend it", edits: [{ range: diagnostic.range, newText }], safe: true }] };
    }),
};
const fixing: SignatureFormat = {
  ...mute,
  compare: (_before, { rule }) => ({
    areRelated: true,
    changes: rule.fingerprint.includes("MEANING") ? [{ message: "it means something else", effect: "other" }] : [],
  }),
};

async function mend(text: string | Uint8Array, options: Partial<MendRequest> = {}): Promise<MendedFile> {
  const source = typeof text === "string" ? SourceText.fromString(text) : SourceText.fromBytes(text);
  return await mendFile({ path: "a.marked", source, format: fixing, targets: fixing.targets!, options: {}, ...options });
}

test.each([
  ["nothing to mend", "rule 1 ?other\n", "rule 1 ?other\n", 0, []],
  ["one rule of several", "rule 1\nrule 2 ?gone\n# prose\r\nrule 3\n", "rule 1\nrule 2 \n# prose\r\nrule 3\n", 1, []],
  ["several in a rule", "rule 1 ?gone x ?gone\n", "rule 1  x \n", 2, []],
  ["one that another makes room for", "rule 1 ?chain\n", "rule 1 \n", 2, []],
  ["what the engine would refuse", "rule 1 ?worse\nrule 2 ?gone\n", "rule 1 ?worse\nrule 2 \n", 1, ["marked/worse 1 the engine would no longer load the rule"]],
  ["what one of the engines would refuse", "rule 1 ?old\n", "rule 1 ?old\n", 0, ["marked/old 1 the engine would no longer load the rule"]],
  ["what would change the meaning", "rule 1\nrule 2 ?means\n", "rule 1\nrule 2 ?means\n", 0, ["marked/means 2 it would change what the rule means: it means something else"]],
  ["what would not help", "rule 1 ?stays\n", "rule 1 ?stays\n", 0, ["marked/stays 1 it would not mend what it is for"]],
  ["what would make two rules of one", "rule 1 ?more\n", "rule 1 ?more\n", 0, ["marked/more 1 the file would hold another number of rules"]],
  ["rules that stand commented out", "#rule 1 ?gone\n", "#rule 1 ?gone\n", 0, []],
  ["a rule that is refused already", "rule 1 !x ?gone\n", "rule 1 !x \n", 1, []],
] as const)("%s", async (_, before, after, made, unmade) => {
  const mended = await mend(before);
  expect({ text: mended.source.text, made: mended.made }).toEqual({ text: after, made });
  expect(mended.unmade.map(({ code, line, reason }) => `${code} ${line} ${reason}`)).toEqual(unmade);
  expect(await mend(after)).toMatchObject({ made: 0, source: { text: after } });
});

test("the findings are those of the mended text", async () => {
  const { files } = await mend("rule 1 ?gone ?other\n");
  expect(files.map(({ diagnostics }) => diagnostics.map(({ diagnostic }) => diagnostic.range))).toEqual([[{ start: 8, end: 14 }], [{ start: 8, end: 14 }]]);
});

test("only what is wanted is mended", async () => {
  const text = "rule 1 ?gone\nrule 2 ?gone\n";
  const { source } = await mend(text, { wanted: (files) => files.map((file) => ({ ...file, diagnostics: file.diagnostics.filter(({ sid }) => sid === 2) })) });
  expect(source.text).toBe("rule 1 ?gone\nrule 2 \n");
});

test("only safe fixes are made", async () => {
  const unsafe: SignatureFormat = {
    ...fixing,
    validate: (document, context) => fixing.validate!(document, context).map((each) => ({ ...each, fixes: (each.fixes ?? []).map((fix) => ({ ...fix, safe: false })) })),
  };
  expect(await mend("rule 1 ?gone\n", { format: unsafe })).toMatchObject({ made: 0, unmade: [] });
});

test("a format that can't compare has fixes that keep the fingerprint only", async () => {
  expect((await mend("rule 1 ?gone\n", { format: mute })).unmade).toMatchObject([{ reason: "what rules of this format mean can't be compared" }]);
  const blind: SignatureFormat = { ...mute, rules: (document) => fixing.rules!(document).map((rule) => ({ ...rule, fingerprint: "x" })) };
  expect(await mend("rule 1 ?gone\n", { format: blind })).toMatchObject({ made: 1 });
});

test("bytes, byte order mark and line ends stay", async () => {
  const latin = Uint8Array.of(0x23, 0x20, 0xe9, 0x0d, 0x0a);
  const rule = new TextEncoder().encode("rule 1 ?gone\r\n");
  const { source } = await mend(Uint8Array.from([...latin, ...rule]));
  expect([...source.toBytes()]).toEqual([...latin, ...new TextEncoder().encode("rule 1 \r\n")]);
  expect((await mend("\u{feff}# x\r\nrule 1 ?gone")).source.text).toBe("\u{feff}# x\r\nrule 1 ");
});
