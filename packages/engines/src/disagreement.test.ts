import { expect, test } from "vitest";
import { disagreement, ENGINE_DIAGNOSTICS, type ExpectedVerdict } from "./disagreement.ts";
import type { Verdict } from "./suricata/rule-verdict.ts";

const asked = { engine: "Suricata 7.0.10", about: "rule" } as const;

const ROWS: readonly (readonly [ExpectedVerdict, Verdict, string | undefined, { rejects: boolean; skips?: true } | undefined])[] = [
  ["accept", "accept", undefined, undefined],
  ["reject", "accept", "engine/disagreement-loaded", { rejects: false }],
  ["skip", "accept", "engine/disagreement-loaded", { rejects: false }],
  ["accept", "reject", "engine/disagreement-refused", { rejects: true }],
  ["reject", "reject", undefined, undefined],
  ["skip", "reject", "engine/disagreement-refused", { rejects: true }],
  ["accept", "crash", "engine/disagreement-refused", { rejects: true }],
  ["reject", "crash", undefined, undefined],
  ["accept", "skip", "engine/disagreement-skipped", { rejects: false, skips: true }],
  ["reject", "skip", "engine/disagreement-skipped", { rejects: false, skips: true }],
  ["skip", "skip", undefined, undefined],
  ["accept", "barred", undefined, undefined],
  ["reject", "barred", undefined, undefined],
];

test.each(ROWS)("the check says %s, the engine %s: %s", (expected, verdict, code, verdicts) => {
  const found = disagreement(expected, { verdict, reasons: ["its words."] }, asked, { start: 1, end: 2 });
  expect(found?.code).toBe(code);
  if (verdicts !== undefined) expect(found).toMatchObject({ ...verdicts, range: { start: 1, end: 2 } });
});

test("the engine is quoted, and every code says how to report it", () => {
  const refused = disagreement("accept", { verdict: "reject", reasons: ["one.", "two."] }, asked, { start: 0, end: 0 });
  expect(refused?.message).toBe("Suricata 7.0.10 refuses this rule, though the check found no reason to: one.; two.");
  const file = disagreement("accept", { verdict: "reject", reasons: ["one."] }, { engine: "YARA 4.2.3", about: "file" }, { start: 0, end: 0 });
  expect(file?.message).toBe("YARA 4.2.3 refuses this file, though the check found no reason to: one.");
  for (const { explanation } of ENGINE_DIAGNOSTICS) expect(explanation).toContain("please report it");
});
