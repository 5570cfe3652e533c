import { expect, test } from "vitest";
import { PROOF_DIAGNOSTICS, proofFinding } from "./proof-diagnostics.ts";

const range = { start: 1, end: 2 };

test.each([
  ["not-fired", "silent on DNS", "Suricata 7.0.10 was shown what this rule is for, and it did not fire: silent on DNS"],
  ["near-miss-fired", "fired on a.b", "in Suricata 7.0.10 this rule fires on what it is not for: fired on a.b"],
  ["noisy", undefined, "in Suricata 7.0.10 this rule fires more than once on one flow"],
] as const)("%s is a finding of the catalogue", (status, why, message) => {
  const found = proofFinding({ status, why }, "Suricata 7.0.10", range);
  expect(found).toMatchObject({ code: `proof/${status}`, message, range, rejects: false });
  expect(PROOF_DIAGNOSTICS.find(({ code }) => code === found?.code)?.severity).toBe(found?.severity);
});

test.each(["proven", "not-provable"] as const)("%s is none", (status) => {
  expect(proofFinding({ status, why: "why" }, "Suricata", range)).toBeUndefined();
});
