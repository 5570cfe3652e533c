import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { suricata } from "@sigwright/suricata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFile } from "./check-file.ts";
import type { CheckedFile } from "./checked-file.ts";
import { jsonReporter } from "./reporters/json.ts";
import { prettyReporter } from "./reporters/pretty.ts";

const numRuns = fuzzRuns(300);

const RULE = 'alert dns any any -> any any (msg:"a"; dns.query; content:"b"; sid:1; rev:1;)';

function check(source: SourceText, includeDisabled = false): readonly CheckedFile[] {
  return checkFile("x.rules", source, suricata, suricata.targets, { includeDisabled });
}

// Pieces of rules, of whole ones and of what breaks lines, so that most files hold rules and few hold good ones.
const piece = fc.oneof(
  fc.constantFrom(RULE, `#${RULE}`, ` ${RULE}`, "# prose (with: a; parenthesis)", "\n", "\r\n", "\\\n", " ", "\t", "(", ")", ";", '"', "|", "\uFEFF", "\0"),
  fc.constantFrom("alert tcp $HOME_NET any -> [!10.0.0.0/8,any] 1:65535 (", 'content:"|41 4|";', "depth:2;", "sid:1;", "pcre:\"/(a|b/R\";", "é😀", "flow:to_client,to_server;"),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const file = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(""));

describe("any file of Suricata rules", () => {
  test("gives a document that parses, with places in the file and verdicts that agree with the findings", () => {
    fc.assert(
      fc.property(fc.oneof(file.map((text) => new TextEncoder().encode(text)), fc.uint8Array({ maxLength: 200 })), fc.boolean(), (bytes, includeDisabled) => {
        const files = check(SourceText.fromBytes(bytes), includeDisabled);
        const document = JSON.parse([...jsonReporter.write({ files, elapsedMs: 0 })].join("")) as {
          readonly files: readonly { readonly rules: readonly JsonRule[]; readonly diagnostics: readonly JsonDiagnostic[] }[];
        };
        for (const { rules, diagnostics } of document.files) {
          const offsets = diagnostics.map(({ offset }) => offset);
          expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
          for (const { code, offset, endOffset } of diagnostics) {
            expect(code).not.toBe("review/internal-error");
            expect(offset >= 0 && offset <= endOffset && endOffset <= bytes.length).toBe(true);
          }
          for (const { line, endLine, enabled, verdict } of rules) {
            expect(enabled || includeDisabled).toBe(true);
            const own = diagnostics.filter((diagnostic) => diagnostic.line >= line && diagnostic.line <= endLine);
            expect(verdict === "reject").toBe(own.some(({ rejects }) => rejects));
            expect(verdict !== "skip" || own.some(({ severity }) => severity === "warning")).toBe(true);
          }
        }
      }),
      { numRuns },
    );
  });

  test("is reported to people without a byte that a terminal would obey", () => {
    fc.assert(
      fc.property(file, (text) => {
        const written = [...prettyReporter.write({ files: check(SourceText.fromString(text)), elapsedMs: 0 })].join("");
        expect(written).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
      }),
      { numRuns },
    );
  });
});

interface JsonRule {
  readonly line: number;
  readonly endLine: number;
  readonly enabled: boolean;
  readonly verdict: string;
}
interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly rejects: boolean;
  readonly line: number;
  readonly offset: number;
  readonly endOffset: number;
}

test("findings of one rule do not depend on the others", () => {
  const bad = RULE.replace("dns.query", "dns.querry").replace("sid:1", "sid:2");
  const [alone] = check(SourceText.fromString(`${bad}\n`));
  const [among] = check(SourceText.fromString(`${RULE}\n${bad}\nalert tcp any\n`));
  const messages = (from: CheckedFile): string[] => from.diagnostics.filter(({ sid }) => sid === 2).map(({ diagnostic }) => diagnostic.message);
  expect(messages(among!)).toEqual(messages(alone!));
});
