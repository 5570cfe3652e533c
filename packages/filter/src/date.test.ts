import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDate, readDate, readInstant } from "./date.ts";

test.each([
  ["2026-01-31", "2026-01-31T00:00:00.000Z"],
  ["01-31-2026", "2026-01-31T00:00:00.000Z"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ["2000-02-29", "2000-02-29T00:00:00.000Z"],
  ["0000-02-29", "0000-02-29T00:00:00.000Z"],
  ["0099-12-31", "0099-12-31T00:00:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ["2026-01-31T09:15:16.123456789Z", "2026-01-31T09:15:16.123Z"],
  ["2026-01-31 09:15", "2026-01-31T09:15:00.000Z"],
  ["2026-01-31t09:15:16z", "2026-01-31T09:15:16.000Z"],
  ["2026-01-31T09:15:16+0230", "2026-01-31T06:45:16.000Z"],
  ["2026-01-31T09:15:16-02:30", "2026-01-31T11:45:16.000Z"],
])("%s is an instant", (text, iso) => {
  expect(readInstant(text)).toBe(Date.parse(iso));
});

test.each([
  "2026-02-29",
  "1900-02-29",
  "2026-00-01",
  "2026-13-01",
  "2026-01-00",
  "2026-01-31T24:00:00Z",
  "2026-01-31T09:60:00Z",
  "2026-01-31T09:15:60Z",
  "2026-01-31T09:15:00+24:00",
  "0000-01-01T00:00:00+01:00",
  "9999-12-31T23:59:59-01:00",
  "2026-1-1",
  "20260131",
  "1769850000",
  "",
  "2026-01-31T09:15:00Z ".repeat(3),
])("%s is none", (text) => {
  expect(readInstant(text)).toBeUndefined();
});

test.each(["now - 1y", "now - 1 fortnight", "now - 40000d", "today - 5", "now 30d", "tomorrow"])("%s is no date", (text) => {
  expect(readDate(text).problem).toBeDefined();
});

test("every instant of the calendar is read as the platform writes it", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }), (date) => {
      expect(readInstant(date.toISOString())).toBe(date.getTime());
      const reading = readDate(date.toISOString());
      expect(reading.date && formatDate({ ...reading.date, range: { start: 0, end: 0 } })).toBe(date.toISOString());
    }),
  );
});
