import { expect, test } from "vitest";
import { disagreement, ENGINE_DIAGNOSTICS, type ExpectedVerdict } from "./disagreement.ts";
import type { Verdict } from "./suricata/rule-verdict.ts";

const engine = { path: "/usr/bin/suricata", version: "7.0.10", target: { engine: "suricata", version: "7.0" } };

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
  const found = disagreement(expected, { verdict, reasons: ["its words."], warnings: [] }, engine, { start: 1, end: 2 });
  expect(found?.code).toBe(code);
  if (verdicts !== undefined) expect(found).toMatchObject({ ...verdicts, range: { start: 1, end: 2 } });
});

test("the engine is quoted, and every code says how to report it", () => {
  const refused = disagreement("accept", { verdict: "reject", reasons: ["one.", "two."], warnings: [] }, engine, { start: 0, end: 0 });
  expect(refused?.message).toBe("Suricata 7.0.10 refuses this rule, though the check found no reason to: one.; two.");
  for (const { explanation } of ENGINE_DIAGNOSTICS) expect(explanation).toContain("please report it");
});
