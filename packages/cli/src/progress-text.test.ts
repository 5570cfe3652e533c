import type { Progress } from "@sigwright/ruleset";
import { expect, test } from "vitest";
import { progressTexts } from "./progress-text.ts";

test("says how far, how fast, and how long still, of each pass for itself", () => {
  let time = 5000;
  const text = progressTexts(() => time);
  const after = (milliseconds: number, progress: Progress): string => {
    time += milliseconds;
    return text(progress);
  };
  expect(after(0, { pass: "read", done: 1000 })).toBe("reading: 1,000 rows");
  expect(after(500, { pass: "read", done: 20_000 })).toBe("reading: 20,000 rows");
  expect(after(1500, { pass: "read", done: 101_000 })).toBe("reading: 101,000 rows, 50,000 a second");
  expect(after(9000, { pass: "read", done: 101_000, total: 1_000_000 })).toBe("reading: 101,000 of 1,000,000 rows, 9,091 a second, 99 s left");
  expect(after(10, { pass: "merge", format: "suricata", done: 1000 })).toBe("suricata: merging 1,000");
  expect(after(10, { pass: "write", format: "suricata", done: 0, total: 90_000_000 })).toBe("suricata: writing 0 of 90,000,000");
  expect(after(2000, { pass: "write", format: "suricata", done: 20_000, total: 90_000_000 })).toBe("suricata: writing 20,000 of 90,000,000, 10,000 a second, 3 h left");
  expect(after(2000, { pass: "write", format: "suricata", done: 90_000_000, total: 90_000_000 })).toMatch(/, 1 s left$/);
  expect(after(10, { pass: "write", format: "yara", done: 5, total: 10 })).toBe("yara: writing 5 of 10");
});
