import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { checkFile } from "./check-file.ts";
import { applySuppressions } from "./suppression.ts";
import { markedFormat } from "./testing/marked-format.ts";

function findings(text: string): { readonly shown: readonly string[]; readonly suppressed: readonly string[] } {
  const files = checkFile("a.marked", SourceText.fromString(text), markedFormat, markedFormat.targets!.slice(0, 1));
  const [file] = applySuppressions(files);
  return {
    shown: file!.diagnostics.map(({ diagnostic }) => diagnostic.code),
    suppressed: (file!.suppressed ?? []).map(({ diagnostic, justification }) => `${diagnostic.code}: ${justification}`),
  };
}

describe("a comment above a rule suppresses findings in it", () => {
  test.each([
    ["one", "# sigwright-disable-next-line marked/w -- lab only\nrule 1 ?w\n", ["marked/w: lab only"]],
    ["two", "# sigwright-disable-next-line marked/w, marked/v -- lab\nrule 1 ?w ?v\n", ["marked/w: lab", "marked/v: lab"]],
    ["with slashes", "// sigwright-disable-next-line marked/w -- a -- b\nrule 1 ?w\n", ["marked/w: a -- b"]],
    ["further down in the rule", "  ## sigwright-disable-next-line marked/w -- why\nrule 1 \\\n ?w\n", ["marked/w: why"]],
    ["with CRLF", "# sigwright-disable-next-line marked/w -- why\r\nrule 1 ?w\r\n", ["marked/w: why"]],
    [
      "comments below one another",
      "# sigwright-disable-next-line marked/w -- a\n# sigwright-disable-next-line marked/v -- b\nrule 1 ?w ?v\n",
      ["marked/w: a", "marked/v: b"],
    ],
  ])("%s", (_, text, suppressed) => {
    expect(findings(text)).toEqual({ shown: [], suppressed });
  });
});

describe("and nothing else", () => {
  test.each([
    ["another rule", "# sigwright-disable-next-line marked/w -- why\nrule 1 ?w\nrule 2 ?w\n", ["marked/w"]],
    ["another code", "# sigwright-disable-next-line marked/v -- why\nrule 1 ?w\n", ["review/unused-suppression", "marked/w"]],
    ["what is refused", "# sigwright-disable-next-line marked/x -- why\nrule 1 !x\n", ["review/unused-suppression", "marked/x"]],
    ["without a reason", "# sigwright-disable-next-line marked/w\nrule 1 ?w\n", ["review/incomplete-suppression", "marked/w"]],
    ["without a code", "# sigwright-disable-next-line -- why\nrule 1 ?w\n", ["review/incomplete-suppression", "marked/w"]],
    ["another comment", "# sigwright-disable-next-lines marked/w -- why\nrule 1 ?w\n", ["marked/w"]],
    ["in a rule", "rule 1 sigwright-disable-next-line marked/w -- why\nrule 1 ?w\n", ["marked/w"]],
  ])("%s", (_, text, shown) => {
    expect(findings(text).shown).toEqual(shown);
  });
});

test("a comment is unused only when no target has use for it", () => {
  const text = "# sigwright-disable-next-line marked/w, marked/z -- why\nrule 1 ?w\n";
  const files = applySuppressions(checkFile("a", SourceText.fromString(text), markedFormat, markedFormat.targets!));
  expect(files.map(({ diagnostics }) => diagnostics.map(({ diagnostic }) => diagnostic.message))).toEqual([
    ["there is no `marked/z` in the rule below that could be suppressed"],
    ["there is no `marked/z` in the rule below that could be suppressed"],
  ]);
});

test("a code that is none is told from one that has no use", () => {
  const codes = new Set(["marked/w", "marked/v"]);
  const said = (code: string): unknown => {
    const source = SourceText.fromString(`# sigwright-disable-next-line ${code} -- why\nrule 1\n`);
    const [file] = applySuppressions(checkFile("a", source, markedFormat, markedFormat.targets!.slice(0, 1)), () => codes);
    return file!.diagnostics.map(({ diagnostic: { code: id, message, help } }) => [id, message, help?.replace(/;.*/, "")]);
  };
  expect(said("marked/v")).toEqual([["review/unused-suppression", "there is no `marked/v` in the rule below that could be suppressed", "take the comment away, or mend the code"]]);
  expect(said("marked/vv")).toEqual([["review/unused-suppression", "there is no such code as `marked/vv`, so it suppresses nothing", expect.stringMatching(/^did you mean `marked\/[vw]`\?$/)]]);
  expect(said("everything")).toEqual([["review/unused-suppression", "there is no such code as `everything`, so it suppresses nothing", "codes stand behind findings"]]);
});

test("many comments take linear time", () => {
  const text = `${"# sigwright-disable-next-line marked/w -- why\n".repeat(20_000)}rule 1 ?w\n`;
  expect(findings(text).suppressed).toHaveLength(1);
});
