import { SourceText } from "@sigwright/core";
import { suricata } from "@sigwright/suricata";
import { expect, test } from "vitest";
import { checkFile } from "../check-file.ts";
import type { CheckedFile } from "../checked-file.ts";
import { sarifReporter } from "../reporters/sarif.ts";
import { applySeverities, type SeverityLevel } from "./apply-severities.ts";
import { applyBaseline, baselineOf, formatBaseline, parseBaseline } from "./baseline.ts";

const BAD = "alert ip any any -> any any (conten:x; sid:1;)\n";
const ODD = "alert ip any any -> any any (bsiz:1; sid:2;)\n";
const TARGETS = ["7.0", "8.0"].map((version) => ({ engine: "suricata", version }));

function checked(path: string, text: string, targets = TARGETS): readonly CheckedFile[] {
  return checkFile(path, SourceText.fromString(text), suricata, targets);
}

const pathOf = ({ path }: CheckedFile): string => path;
const codes = (files: readonly CheckedFile[]): readonly string[] => files.flatMap(({ diagnostics }) => diagnostics.map(({ diagnostic, sid }) => `${sid} ${diagnostic.code}`));

test("what is known counts for nothing, wherever it went; what is gone is told", () => {
  const baseline = baselineOf(checked("a.rules", BAD + ODD), pathOf);
  expect(baseline.map(({ path, code }) => `${path} ${code}`)).toEqual(["a.rules suricata/unknown-keyword", "a.rules suricata/unknown-keyword"]);
  const same = applyBaseline(checked("a.rules", `\n# moved\n${ODD}${BAD}`), baseline, pathOf);
  expect([codes(same.files), same.known, same.gone]).toEqual([[], 2, []]);
  const moved = applyBaseline([...checked("a.rules", ""), ...checked("b.rules", ODD + BAD)], baseline, pathOf);
  expect([codes(moved.files), moved.gone]).toEqual([[], []]);
  const mended = applyBaseline(checked("a.rules", BAD), baseline, pathOf);
  expect(mended.gone).toEqual([baseline[1]]);
  // Nothing is known of files that were not checked.
  expect(applyBaseline(checked("c.rules", ""), baseline, pathOf)).toMatchObject({ gone: [], unseen: { length: 2 } });
});

test("an entry stands for one finding", () => {
  const baseline = baselineOf(checked("a.rules", BAD), pathOf);
  const twice = applyBaseline([...checked("a.rules", BAD), ...checked("b.rules", BAD)], baseline, pathOf);
  expect(twice.files.map(({ path, diagnostics }) => `${path} ${diagnostics.length}`)).toEqual(["a.rules 0", "a.rules 0", "b.rules 1", "b.rules 1"]);
});

test("many entries of one finding cost no more than other ones", () => {
  const [entry] = baselineOf(checked("a.rules", BAD), pathOf);
  const { gone } = applyBaseline(checked("a.rules", BAD), Array.from({ length: 200_000 }, () => entry!), pathOf);
  expect(gone).toHaveLength(199_999);
});

test("verdicts stay, and SARIF has what is known as suppressed from outside", () => {
  const files = checked("a.rules", BAD, TARGETS.slice(0, 1));
  const { files: known } = applyBaseline(files, baselineOf(files, pathOf), pathOf);
  expect(known[0]!.rules[0]!.verdict).toBe("reject");
  expect([...sarifReporter.write({ files: known, elapsedMs: 0 })].join("")).toContain('"suppressions":[{"kind":"external","justification":"known since the baseline"}]');
});

test("written and read it is the same; one finding a line", () => {
  const baseline = baselineOf(checked("a.rules", BAD + ODD), pathOf);
  const text = formatBaseline(baseline);
  expect(text.split("\n")).toHaveLength(5);
  expect(parseBaseline(text)).toEqual(baseline);
  expect(parseBaseline(formatBaseline([]))).toEqual([]);
});

test.each([
  ["{", "is no JSON"],
  ["[]", 'is not of version 1: `{"version":1,"findings":[…]}`'],
  ['{"version":2,"findings":[]}', 'is not of version 1: `{"version":1,"findings":[…]}`'],
  ['{"version":1,"findings":[{"path":"a","code":"b"}]}', "lacks `path`, `code` or `fingerprint` in finding 1"],
  ['{"version":1,"findings":[null]}', "lacks `path`, `code` or `fingerprint` in finding 1"],
])("%s is no baseline", (text, fault) => {
  expect(parseBaseline(text)).toEqual({ fault });
});

test.each<[SeverityLevel, readonly string[]]>([
  ["off", ["error"]],
  ["info", ["error", "info"]],
  ["error", ["error", "error"]],
])("severity %s: what the engine refuses stays an error", (level, expected) => {
  const [file] = checked("a.rules", `${BAD} ${BAD.replace("conten:x", 'msg:"m"')}`, TARGETS.slice(0, 1));
  const { diagnostics } = applySeverities(file!, () => level);
  expect(diagnostics.map(({ diagnostic }) => diagnostic.severity)).toEqual(expected);
});
