import { expect, test } from "vitest";
import { readDate } from "./dates.ts";

const NOW = Date.UTC(2026, 0, 31, 9, 15, 30);
const iso = (text: string, zonelessDates = 0): string | undefined => {
  const milliseconds = readDate(text, { now: NOW, zonelessDates });
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
};

test.each([
  ["2026-01-31", "2026-01-31T00:00:00.000Z"],
  ["01-31-2026", "2026-01-31T00:00:00.000Z"],
  ["2026-01-31 09:15", "2026-01-31T09:15:00.000Z"],
  ["2026-01-31 09:15:30", "2026-01-31T09:15:30.000Z"],
  ["2026-01-31T09:15:30Z", "2026-01-31T09:15:30.000Z"],
  ["2026-01-31T09:15:30+02:00", "2026-01-31T07:15:30.000Z"],
  ["2026-01-31T09:15:30-0130", "2026-01-31T10:45:30.000Z"],
  ["NOW()", "2026-01-31T09:15:30.000Z"],
  ["TODAY()", "2026-01-31T00:00:00.000Z"],
  ["NOW() - 24 hours", "2026-01-30T09:15:30.000Z"],
  ["now() - 7 days", "2026-01-24T09:15:30.000Z"],
  ["TODAY() + 1 week", "2026-02-07T00:00:00.000Z"],
  ["2026-01-31T09:15:30.120Z", undefined],
  ["2026-02-30", undefined],
  ["2026-13-01", undefined],
  ["31-01-2026", undefined],
  ["2026-01-31Z", undefined],
  ["NOW() - 3 fortnights", undefined],
  ["NOW", undefined],
  ["yesterday", undefined],
  ["", undefined],
])("%j is %s", (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test("only dates without a zone move with the platform's", () => {
  expect(iso("2026-01-31 09:15", 600)).toBe("2026-01-30T23:15:00.000Z");
  expect(iso("2026-01-31T09:15:00Z", 600)).toBe("2026-01-31T09:15:00.000Z");
  expect(iso("NOW()", 600)).toBe("2026-01-31T09:15:30.000Z");
});
