import { expect, test } from "vitest";
import { readYaraXReport } from "./yara-x-report.ts";
import { readMatches, readMessages } from "./yarac-run.ts";

test("a report of YARA-X has a code, a place and what stands under it", () => {
  const report = "error[E009]: unknown identifier `foo`\n --> line:12:21\n   |\n12 | rule a { condition: foo }\n   |                     ^^^ this identifier has not been declared\n";
  expect(readYaraXReport(report)).toEqual({
    code: "E009",
    message: "unknown identifier `foo`",
    label: "this identifier has not been declared",
    width: 3,
    line: 12,
    column: 21,
  });
});

test.each([
  ["warning[slow_pattern]: slow pattern\n --> line:3:5\n", { code: "slow_pattern", message: "slow pattern", line: 3, column: 5 }],
  ["something else\nentirely", { message: "something else" }],
  ["", { message: "" }],
])("a report is read as far as it is understood: %j", (report, message) => {
  expect(readYaraXReport(report)).toEqual(message);
});

test("messages of yarac are told apart by what they are, and keep rule and line", () => {
  const output = 'warning: rule "a" in rules.yar(2): string "$a" may slow down scanning\nerror: rules.yar(7): syntax error, unexpected end of file\nother words\n';
  expect(readMessages(output)).toEqual({
    warnings: [{ rule: "a", line: 2, message: 'string "$a" may slow down scanning' }],
    errors: [{ line: 7, message: "syntax error, unexpected end of file" }],
  });
});

test("matches of yara stand under their rule, whatever bytes they are of", () => {
  expect(readMatches("a sample\n0x2:1:$a: x\n0x1f:12:$: b sample\nb sample\n")).toEqual([
    { rule: "a", patterns: [{ name: "$a", offset: 2, length: 1 }, { name: "$", offset: 31, length: 12 }] },
    { rule: "b", patterns: [] },
  ]);
});
