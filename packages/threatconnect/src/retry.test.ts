import { describe, expect, test } from "vitest";
import { DEFAULT_RETRY, pauseBefore, readRetryAfter } from "./retry.ts";

const clock = { now: () => 0, sleep: async () => undefined, random: () => 0.5 };

describe("pauses", () => {
  test("double up to a bound, half of each by chance", () => {
    const pauses = [1, 2, 3, 4, 5].map((attempt) => pauseBefore(DEFAULT_RETRY, clock, attempt, 0, undefined));
    expect(pauses).toEqual([375, 750, 1500, 3000, 6000]);
    expect(pauseBefore({ ...DEFAULT_RETRY, attempts: 20 }, clock, 15, 0, undefined)).toBe(15_000);
    for (const random of [0, 0.999_999]) {
      const pause = pauseBefore(DEFAULT_RETRY, { ...clock, random: () => random }, 1, 0, undefined)!;
      expect(pause).toBeGreaterThanOrEqual(250);
      expect(pause).toBeLessThan(500);
    }
  });

  test("end with the attempts, and with the patience", () => {
    expect(pauseBefore(DEFAULT_RETRY, clock, 6, 0, undefined)).toBeUndefined();
    expect(pauseBefore(DEFAULT_RETRY, { ...clock, now: () => 119_900 }, 1, 0, undefined)).toBeUndefined();
    expect(pauseBefore(DEFAULT_RETRY, clock, 1, 0, 121_000)).toBeUndefined();
  });

  test("are as long as the platform asks for", () => {
    expect(pauseBefore(DEFAULT_RETRY, clock, 1, 0, 2000)).toBe(2000);
    expect(pauseBefore(DEFAULT_RETRY, clock, 1, 0, 0)).toBe(375);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  test.each([
    ["2", 2000],
    [" 120 ", 120_000],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["soon", undefined],
    ["-1", undefined],
    [undefined, undefined],
    ["1".repeat(100), undefined],
  ])("%s", (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });
});
