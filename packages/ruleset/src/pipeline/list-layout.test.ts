import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { layOut, ListCensus } from "./list-layout.ts";

const CAPACITY = 10;

/** The members of each bucket, for members of size 1. */
function bucketsOf(members: Iterable<string>, before: readonly string[] = []): Map<string, string[]> {
  const census = new ListCensus(CAPACITY);
  for (const member of members) census.add(member, 1);
  const layout = layOut(census, before);
  const buckets = new Map<string, string[]>();
  for (const member of members) {
    const bucket = layout.bucketOf(member);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), member]);
  }
  return buckets;
}

const members = fc.uniqueArray(fc.integer({ min: 0, max: 999 }).map((n) => `10.0.0.${n}`), { maxLength: 120 });

test("no list holds more than fits, no two lists overlap, and the order of members does not matter", () => {
  fc.assert(
    fc.property(members, (all) => {
      const buckets = bucketsOf(all);
      expect([...buckets.values()].flat().toSorted()).toEqual(all.toSorted());
      const names = [...buckets.keys()];
      for (const name of names) {
        expect(buckets.get(name)!.length).toBeLessThanOrEqual(CAPACITY);
        expect(names.filter((other) => other !== name && other.startsWith(name))).toEqual([]);
      }
      expect(new Map([...bucketsOf(all.toReversed())].map(([name, list]) => [name, list.toSorted()]))).toEqual(
        new Map([...buckets].map(([name, list]) => [name, list.toSorted()])),
      );
    }),
    { numRuns: fuzzRuns(100) },
  );
});

test("one more member changes one list only: it joins it or splits it", () => {
  fc.assert(
    fc.property(members, fc.integer({ min: 1000, max: 1999 }), (all, n) => {
      const before = bucketsOf(all);
      const after = bucketsOf([...all, `10.0.0.${n}`], [...before.keys()]);
      const home = [...before.keys()].find((name) => !after.has(name) || after.get(name)!.length > before.get(name)!.length);
      for (const [name, list] of before) if (name !== home) expect(after.get(name)).toEqual(list);
    }),
    { numRuns: fuzzRuns(100) },
  );
});

test("lists stay apart until two halves fill no more than half a list", () => {
  const all = Array.from({ length: 11 }, (_, n) => `m${n}`);
  const split = [...bucketsOf(all).keys()];
  expect(split.length).toBeGreaterThan(1);
  expect([...bucketsOf(all.slice(0, 7), split).keys()].length).toBeGreaterThan(1);
  expect([...bucketsOf(all.slice(0, 4), split).keys()]).toEqual([""]);
});

test("a list without limit is one", () => {
  const census = new ListCensus(Infinity);
  for (let n = 0; n < 1000; n++) census.add(`m${n}`, 1);
  expect(layOut(census, []).bucketOf("m7")).toBe("");
});

test("buckets that no ledger should hold do no harm", () => {
  const buckets = bucketsOf(["a", "b"], ["0101", "", "0".repeat(40)]);
  expect([...buckets.values()].flat().toSorted()).toEqual(["a", "b"]);
});
