import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SidSet } from "./sid-set.ts";

const near = fc.integer({ min: 65_500, max: 65_700 });

test("it agrees with a plain set", () => {
  fc.assert(
    fc.property(fc.array(near, { maxLength: 300 }), near, near, (sids, a, b) => {
      const set = new SidSet();
      for (const sid of sids) set.add(sid);
      const plain = new Set(sids);
      const [from, to] = a < b ? [a, b] : [b, a];
      let first: number | undefined;
      let any = false;
      for (let sid = to; sid >= from; sid--) {
        if (plain.has(sid)) any = true;
        else first = sid;
        expect(set.has(sid)).toBe(plain.has(sid));
      }
      expect(set.firstAbsent(from, to)).toBe(first);
      expect(set.hasAny(from, to)).toBe(any);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test("the largest sid is one like any other", () => {
  const set = new SidSet();
  set.add(4_294_967_295);
  expect(set.has(4_294_967_295)).toBe(true);
  expect(set.firstAbsent(4_294_967_294, 4_294_967_295)).toBe(4_294_967_294);
  expect(set.firstAbsent(4_294_967_295, 4_294_967_295)).toBeUndefined();
});
