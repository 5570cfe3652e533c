import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFile } from "../check-file.ts";
import type { CheckReport } from "../checked-file.ts";
import { markedFormat } from "../testing/marked-format.ts";
import { jsonReporter } from "./json.ts";

const numRuns = fuzzRuns(200);

interface JsonDocument {
  readonly files: readonly {
    readonly rules: readonly { readonly line: number; readonly endLine: number; readonly verdict: string }[];
    readonly diagnostics: readonly Readonly<Record<"line" | "column" | "endLine" | "endColumn" | "offset" | "endOffset", number> & Record<"rejects", boolean>>[];
  }[];
}

function report(text: string | Uint8Array, elapsedMs = 1.4): CheckReport {
  const source = typeof text === "string" ? SourceText.fromString(text) : SourceText.fromBytes(text);
  return { files: checkFile("a.marked", source, markedFormat, markedFormat.targets!), elapsedMs };
}

function written(from: CheckReport): string {
  return [...jsonReporter.write(from)].join("");
}

test("writes this document, a line for each rule and finding", () => {
  expect(written(report("rule 1 é😀 !x\nrule >8.0\n"))).toBe(
    [
      '{"version":1,"files":[',
      '{"path":"a.marked","format":"marked","target":"marker@7.0","rules":[',
      '{"line":1,"endLine":1,"enabled":true,"gid":null,"sid":1,"rev":null,"name":"rule 1 é😀 !x","verdict":"reject"},',
      '{"line":2,"endLine":2,"enabled":true,"gid":null,"sid":null,"rev":null,"name":"rule >8.0","verdict":"reject"}',
      '],"diagnostics":[',
      '{"code":"marked/x","severity":"error","rejects":true,"message":"there is `!x`","line":1,"column":12,"endLine":1,"endColumn":14,"offset":14,"endOffset":16,"help":null,"sid":1},',
      '{"code":"marked/8.0","severity":"error","rejects":true,"message":"there is `>8.0`","line":2,"column":6,"endLine":2,"endColumn":10,"offset":22,"endOffset":26,"help":null,"sid":null}',
      "]},",
      '{"path":"a.marked","format":"marked","target":"marker@8.0","rules":[',
      '{"line":1,"endLine":1,"enabled":true,"gid":null,"sid":1,"rev":null,"name":"rule 1 é😀 !x","verdict":"reject"},',
      '{"line":2,"endLine":2,"enabled":true,"gid":null,"sid":null,"rev":null,"name":"rule >8.0","verdict":"accept"}',
      '],"diagnostics":[',
      '{"code":"marked/x","severity":"error","rejects":true,"message":"there is `!x`","line":1,"column":12,"endLine":1,"endColumn":14,"offset":14,"endOffset":16,"help":null,"sid":1}',
      "]}],",
      '"summary":{"files":2,"rules":4,"errors":3,"warnings":0,"elapsedMs":1}}',
      "",
    ].join("\n"),
  );
});

test("nothing to check is a document, too", () => {
  expect(JSON.parse(written({ files: [], elapsedMs: 0 }))).toEqual({
    version: 1,
    files: [],
    summary: { files: 0, rules: 0, errors: 0, warnings: 0, elapsedMs: 0 },
  });
});

describe("whatever the file holds", () => {
  const piece = fc.oneof(
    fc.constantFrom("rule 1 ", "#rule 2 ", "!a", "?b", "~c", ">8.0", "\n", "\\\n", "\r\n", "\uFEFF", "\u2028", "\u001B[31m", '"'),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

  test("the document parses, its places are in the file, its verdicts are those of its findings", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.uint8Array({ maxLength: 100 })), (input) => {
        const from = report(input);
        const { files } = JSON.parse(written(from)) as JsonDocument;
        for (const [index, { rules, diagnostics }] of files.entries()) {
          const { source } = from.files[index]!;
          const size = source.toBytes().length;
          let last = 0;
          for (const { line, column, endLine, endColumn, offset, endOffset } of diagnostics) {
            expect(offset).toBeGreaterThanOrEqual(last);
            expect(endOffset).toBeGreaterThanOrEqual(offset);
            expect(endOffset).toBeLessThanOrEqual(size);
            expect(column).toBeLessThanOrEqual(source.lineAt(line).length + 1);
            expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
            last = offset;
          }
          const refusals = diagnostics.filter(({ rejects }) => rejects);
          for (const { line, endLine, verdict } of rules) {
            const starts = refusals.some((refusal) => refusal.line >= line && refusal.line <= endLine);
            expect(verdict === "reject").toBe(starts);
          }
        }
      }),
      { numRuns },
    );
  });
});
