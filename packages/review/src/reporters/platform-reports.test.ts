import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFile } from "../check-file.ts";
import type { CheckedFile } from "../checked-file.ts";
import { markedFormat } from "../testing/marked-format.ts";
import { checkstyleReporter } from "./checkstyle.ts";
import { groupByPath } from "./file-findings.ts";
import { githubReporter } from "./github.ts";
import { gitlabReporter } from "./gitlab.ts";
import { junitReporter } from "./junit.ts";
import { rdjsonReporter } from "./rdjson.ts";
import type { CheckReporter } from "./reporter.ts";

function check(text: string, path = "./rules/a.marked"): readonly CheckedFile[] {
  return checkFile(path, SourceText.fromString(text, { path }), markedFormat, markedFormat.targets!.slice(0, 1));
}

function written(reporter: CheckReporter, files: readonly CheckedFile[]): string {
  return [...reporter.write({ files, elapsedMs: 1 })].join("");
}

const text = "rule 1 é !x\nrule 2 ?w\n";

test("GitHub: a command for each finding, then how it went", () => {
  expect(written(githubReporter, check(text))).toBe(
    "::error file=rules/a.marked,line=1,endLine=1,col=10,endColumn=12,title=marked/x::there is `!x`\n" +
      "::warning file=rules/a.marked,line=2,endLine=2,col=8,endColumn=10,title=marked/w::there is `?w`\n" +
      "✗ marker@7.0 refuses 1 of 2 rules in 1 file: 1 error, 1 warning\n",
  );
});

test("GitHub: nothing in a path or message can start a command or another property", () => {
  const [file] = check("rule 1 !x\n", "a,line=9::b\n::set-env x\r%.rules");
  const found = { ...file!.diagnostics[0]!.diagnostic, message: "a\n::add-mask::b\r%0A" };
  const lines = written(githubReporter, [{ ...file!, diagnostics: [{ diagnostic: found }] }]).split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe(
    String.raw`::error file=a%2Cline=9%3A%3Ab\n%3A%3Aset-env x\r%25.rules,line=1,endLine=1,col=8,endColumn=10,title=marked/x::a\n::add-mask::b\r%250A`,
  );
});

test("GitHub: places of what it does not show stand in the log, and are no commands there", () => {
  const [file] = check("rule 1 !x\nrule 2 ?w\n", "##[stop-commands]x");
  const [error, warning] = file!.diagnostics;
  const report = written(githubReporter, [{ ...file!, diagnostics: [...Array.from({ length: 12 }, (_, index) => ({ diagnostic: { ...error!.diagnostic, message: `number ${index}` } })), warning!] }]);
  const [head, ...rest] = report.split("\n").filter((line) => !line.startsWith("::"));
  expect(head).toBe("GitHub shows 10 annotations of a kind in each step. These are the others:");
  const line = (index: number): string => `- ## [stop-commands]x:1:8: error: number ${index} [marked/x]`;
  expect(rest).toEqual([line(10), line(11), expect.stringMatching(/^✗/) as string, ""]);
  expect(report.match(/^::error /gm)).toHaveLength(12);
});

test("GitLab", () => {
  const report = JSON.parse(written(gitlabReporter, check(text))) as readonly { readonly fingerprint: string }[];
  expect(report).toMatchObject([
    { description: "there is `!x`", check_name: "marked/x", severity: "critical", location: { path: "rules/a.marked", lines: { begin: 1, end: 1 } } },
    { check_name: "marked/w", severity: "minor", location: { lines: { begin: 2 } } },
  ]);
  const twice = JSON.parse(written(gitlabReporter, [...check(text), ...check(text, "b.marked")])) as typeof report;
  expect(new Set(twice.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  expect(JSON.parse(written(gitlabReporter, []))).toEqual([]);
});

test("Reviewdog: columns are bytes, changes are suggestions", () => {
  const [file] = check("rule 1 é !x\n");
  const found = {
    ...file!.diagnostics[0]!.diagnostic,
    fixes: [
      { title: "take it away", safe: true, edits: [{ range: { start: 9, end: 11 }, newText: "" }] },
      { title: "two places", safe: true, edits: [{ range: { start: 0, end: 1 }, newText: "" }, { range: { start: 2, end: 3 }, newText: "" }] },
    ],
  };
  const range = { start: { line: 1, column: 11 }, end: { line: 1, column: 13 } };
  expect(JSON.parse(written(rdjsonReporter, [{ ...file!, diagnostics: [{ diagnostic: found }] }]))).toEqual({
    source: { name: "sigwright" },
    diagnostics: [
      {
        message: "there is `!x`",
        location: { path: "rules/a.marked", range },
        severity: "ERROR",
        code: { value: "marked/x" },
        suggestions: [{ range, text: "" }],
      },
    ],
  });
});

test("Reviewdog: bytes are those of the file, whatever its encoding", () => {
  const source = SourceText.fromBytes(Buffer.from("rule 1 éé !x\n", "latin1"));
  const files = checkFile("a.marked", source, markedFormat, markedFormat.targets!.slice(0, 1));
  const { diagnostics } = JSON.parse(written(rdjsonReporter, files)) as { readonly diagnostics: readonly { readonly location: { readonly range: unknown } }[] };
  expect(diagnostics[0]!.location.range).toEqual({ start: { line: 1, column: 11 }, end: { line: 1, column: 13 } });
});

test("differences of two targets for many rules", () => {
  const source = SourceText.fromString("rule\n".repeat(20_000));
  const ranges = Array.from({ length: 20_000 }, (_, index) => ({ start: index * 5, end: index * 5 + 4 }));
  const [{ target, format }] = check("rule 1\n") as [CheckedFile];
  const file: CheckedFile = {
    path: "a.marked",
    source,
    format,
    target: target!,
    rules: ranges.map((range, index) => ({ range, enabled: true, sid: index, verdict: "reject" })),
    diagnostics: ranges.map((range) => ({ diagnostic: { code: "marked/x", severity: "error", rejects: true, message: "there is `!x`", range } })),
  };
  const other: CheckedFile = { ...file, target: { engine: "marker", version: "8.0" }, diagnostics: [], rules: file.rules.map((rule) => ({ ...rule, verdict: "accept" })) };
  expect(groupByPath([file, other])[0]?.differences[19_999]).toBe("sid 19999 in line 20000 loads on marker@8.0, not on marker@7.0 because there is `!x`");
});

test("Checkstyle", () => {
  expect(written(checkstyleReporter, check(text))).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n<file name="rules/a.marked">\n' +
      '<error line="1" column="10" severity="error" message="there is `!x`" source="marked/x"/>\n' +
      '<error line="2" column="8" severity="warning" message="there is `?w`" source="marked/w"/>\n' +
      "</file>\n</checkstyle>\n",
  );
});

test("JUnit: a case for each code of errors, and one that passes where there is none", () => {
  expect(written(junitReporter, [...check(`${text}rule 3 !x\n`), ...check("rule 1\n", "b.marked")])).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sigwright">\n' +
      '<testsuite name="rules/a.marked" tests="1" failures="1" errors="0">\n' +
      '<testcase classname="rules/a.marked" name="marked/x"><failure type="marked/x" message="1:10: error: there is `!x` [marked/x]">' +
      "1:10: error: there is `!x` [marked/x]\n3:8: error: there is `!x` [marked/x]</failure></testcase>\n" +
      "<system-out>2:8: warning: there is `?w` [marked/w]</system-out>\n</testsuite>\n" +
      '<testsuite name="b.marked" tests="1" failures="0" errors="0">\n<testcase classname="b.marked" name="check"/>\n</testsuite>\n' +
      "</testsuites>\n",
  );
});

describe("whatever stands in names and messages", () => {
  const hostile = fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom("]]>", "<a b='\"'/>", "&amp;", "\u001B[0m", "\uFFFF", "::error::", "%0A"));
  const files = fc.tuple(hostile, hostile).map(([path, message]): readonly CheckedFile[] => {
    const [file] = check("rule 1 !x\n", path);
    return [{ ...file!, diagnostics: file!.diagnostics.map((found) => ({ ...found, diagnostic: { ...found.diagnostic, message } })) }];
  });

  test.each([checkstyleReporter, junitReporter])("$id keeps the shape of its XML", (reporter) => {
    const shape = (xml: string): string => xml.replaceAll(/"[^"<]*"/g, '""').replaceAll(/>[^<]+</g, "><");
    const expected = shape(written(reporter, check("rule 1 !x\n")));
    fc.assert(
      fc.property(files, (given) => {
        const xml = written(reporter, given);
        expect(shape(xml)).toBe(expected);
        expect(xml).toMatch(/^[\t\n\u0020-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
        expect(xml.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, "")).not.toContain("&");
      }),
      { numRuns: fuzzRuns(200) },
    );
  });

  test("GitHub gets one command a finding", () => {
    fc.assert(
      fc.property(files, (given) => {
        const lines = written(githubReporter, given).split("\n");
        expect(lines.filter((line) => line.startsWith("::"))).toHaveLength(1);
        expect(lines[0]).toMatch(/^::error file=[^,:]*,line=1,endLine=1,col=8,endColumn=10,title=marked\/x::/);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});
