import fc from "fast-check";
import { expect, test } from "vitest";
import { INDICATOR_TYPES } from "./indicator.ts";
import { INDICATOR_FIELDS, makeIndicator } from "./indicator-record.ts";
import { toIsoDate } from "./iso-date.ts";
import { fuzzRuns } from "./testing/fuzz-runs.ts";

const numRuns = fuzzRuns(1000);
const PROVENANCE = { source: "test" };

const value = fc.oneof(
  fc.constantFrom("bad.example", "192.0.2.1", "http://bad.example/a", "d41d8cd98f00b204e9800998ecf8427e", "#x", "AS1"),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const record = fc
  .tuple(
    fc.constantFrom(...INDICATOR_TYPES, "Custom", "hots"),
    value,
    fc.dictionary(fc.oneof(fc.constantFrom(...INDICATOR_FIELDS), fc.string({ maxLength: 8 })), fc.oneof(fc.jsonValue(), fc.anything())),
  )
  .map(([type, text, fields]) => ({ ...fields, type, value: text }));

test("anything becomes an indicator or a reason", () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything({ withNullPrototype: true }), record), (given) => {
      const result = makeIndicator(given, PROVENANCE);
      const data = result.status === "malformed" ? result.problem : result.indicator;
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    }),
    { numRuns },
  );
});

test("an indicator makes itself, without a remark but those of its value and type", () => {
  fc.assert(
    fc.property(record, (given) => {
      const first = makeIndicator(given, PROVENANCE);
      if (first.status === "malformed") return;
      const second = makeIndicator(JSON.parse(JSON.stringify(first.indicator)), PROVENANCE);
      expect(second).toMatchObject({ status: "indicator", indicator: first.indicator });
      const remarks = second.status === "indicator" ? second.remarks : [];
      expect(remarks.filter(({ field }) => field !== "value" && field !== "type")).toEqual([]);
    }),
    { numRuns },
  );
});

test("a date is its own ISO form, whatever wrote it", () => {
  const date = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
  fc.assert(
    fc.property(date, (when) => {
      const iso = when.toISOString().replace(".000Z", "Z");
      expect(toIsoDate(when.toISOString())).toBe(iso);
      expect(toIsoDate(iso)).toBe(iso);
      const seconds = new Date(Math.floor(when.getTime() / 1000) * 1000);
      expect(toIsoDate(when.toUTCString())).toBe(seconds.toISOString().replace(".000Z", "Z"));
    }),
    { numRuns },
  );
});

test("no text makes the date reader throw", () => {
  const text = fc.array(fc.constantFrom("2026", "-", "05", "/", "1", "T", "10:20", ":", "Z", "+", "May", " ", ".", "9".repeat(12))).map((each) => each.join(""));
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (given) => {
      const iso = toIsoDate(given);
      expect(iso === undefined ? undefined : toIsoDate(iso)).toBe(iso);
    }),
    { numRuns },
  );
});
