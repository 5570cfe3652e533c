import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SourceText } from "@sigwright/core";
import { suricata } from "@sigwright/suricata";
import { describe, expect, test } from "vitest";
import { checkFile } from "./check-file.ts";
import { checkSet } from "./check-set.ts";
import type { CheckedFile } from "./checked-file.ts";
import { compareRules } from "./diff/compare-rules.ts";
import { newFindings } from "./diff/new-findings.ts";
import { ruleFile } from "./diff/rule-change.ts";

const corpus = process.env["SIGWRIGHT_CORPUS"];
if (corpus === undefined) console.warn("SIGWRIGHT_CORPUS names no folder: files of the field are not looked at");
const folder = join(corpus ?? ".", "files");
const files = corpus === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith(".rules"));

function judged(path: string, bytes: Uint8Array): readonly CheckedFile[] {
  return checkSet(checkFile(path, SourceText.fromBytes(bytes, { path }), suricata, suricata.targets.slice(0, 1)), [suricata]);
}

/** What a review would say: kinds of changes, and new findings. */
function review(before: readonly [string, Uint8Array], after: readonly [string, Uint8Array]): readonly string[] {
  const [old, young] = [before, after].map(([path, bytes]) => ruleFile(path, SourceText.fromBytes(bytes, { path }), suricata));
  const { changes } = compareRules([old!], [young!]);
  const findings = newFindings(judged(...before), judged(...after));
  return [...changes.flatMap(({ kinds, remarks }) => [...kinds, ...remarks.map(({ code }) => code)]), ...findings.map(({ finding }) => finding.located.diagnostic.code)];
}

describe.skipIf(corpus === undefined)("files of the field", () => {
  test.each(files)("%s, unchanged, gives no change and no new finding", (name) => {
    const bytes = readFileSync(join(folder, name));
    expect(review([name, bytes], [name, bytes])).toEqual([]);
  });

  test.each(files)("%s under another name gives moved rules only", (name) => {
    const bytes = readFileSync(join(folder, name));
    expect(new Set(review([name, bytes], [`moved/${name}`, bytes]))).toEqual(new Set(ruleFile(name, SourceText.fromBytes(bytes), suricata).rules.length === 0 ? [] : ["moved"]));
  });

  test.each(files)("%s with lines put in front gives nothing", (name) => {
    const bytes = readFileSync(join(folder, name));
    // Behind the first line, which may begin with a byte order mark; nothing is put into a rule that goes on.
    const start = bytes.indexOf(0x0a) + 1;
    const goesOn = bytes.subarray(0, start).toString("latin1").trimEnd().endsWith("\\");
    const moved = goesOn ? bytes : Buffer.concat([bytes.subarray(0, start), Buffer.from("# a comment\n\n"), bytes.subarray(start)]);
    expect(review([name, bytes], [name, moved])).toEqual([]);
  });
});
