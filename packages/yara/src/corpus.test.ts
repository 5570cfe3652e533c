import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { applyEdits, SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { ruleFingerprint } from "./fingerprint.ts";
import { format } from "./format/format.ts";
import { parseYara, printYara } from "./parse.ts";

const folder = join(process.env["SIGWRIGHT_CORPUS"] ?? "", "yara");
const present = process.env["SIGWRIGHT_CORPUS"] !== undefined && existsSync(folder);
if (!present) process.stderr.write("corpus tests of yara are skipped: SIGWRIGHT_CORPUS names no folder with a `yara` part\n");

interface CorpusFile {
  readonly id: string;
  readonly text: string;
  readonly expect?: { readonly formatted?: string };
}

function readFiles(name: string): readonly CorpusFile[] {
  const text = gunzipSync(readFileSync(join(folder, name))).toString("utf8");
  return text.trimEnd().split("\n").map((line) => JSON.parse(line) as CorpusFile);
}

function formatted(text: string): string {
  return applyEdits(text, format(parseYara(SourceText.fromString(text)), { indentation: "  " }));
}

describe.skipIf(!present)("on files that others wrote", () => {
  test.each(["files.dev.jsonl.gz", "mutants.dev.jsonl.gz", "yarax-tests.dev.jsonl.gz"])(
    "%s: they come back as they were, laying out twice is laying out once, meanings stay",
    (name) => {
      for (const { id, text } of readFiles(name)) {
        const file = parseYara(SourceText.fromString(text));
        expect(printYara(file), id).toBe(text);
        const once = formatted(text);
        expect(formatted(once), id).toBe(once);
        const after = parseYara(SourceText.fromString(once));
        expect(after.diagnostics.length, id).toBe(file.diagnostics.length);
        expect(after.comments.length, id).toBe(file.comments.length);
        for (const [index, rule] of file.rules.entries()) {
          if (rule.broken) continue;
          expect(ruleFingerprint(after.rules[index]!, after), `${id} ${rule.name!.text}`).toBe(ruleFingerprint(rule, file));
        }
      }
    },
    180_000,
  );

  test("sound rules are laid out as YARA-X's own tests expect", () => {
    const cases = readFiles("yarax-tests.dev.jsonl.gz").filter((file) => file.expect?.formatted !== undefined);
    const sound = cases.filter(({ text }) => parseYara(SourceText.fromString(text)).rules.every(({ patterns }) => patterns.every(({ value }) => value.kind !== "hex" || !value.raw.includes("s"))));
    expect(sound.length).toBeGreaterThan(10);
    for (const { id, text, expect: expected } of sound) expect(formatted(text), id).toBe(expected!.formatted);
  });
});
