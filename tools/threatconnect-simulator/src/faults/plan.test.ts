import fc from "fast-check";
import { expect, test } from "vitest";
import { FAULT_NAMES } from "./catalogue.ts";
import { planFaults, type RandomFaults } from "./plan.ts";

function outcome(random: RandomFaults, requests = 200): readonly (string | undefined)[] {
  const plan = planFaults({ random });
  return Array.from({ length: requests }, () => plan("GET", "/api/v3/groups"));
}

test("chance is the seed's alone, within rate, limit and list", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(20), fc.subarray([...FAULT_NAMES], { minLength: 1 }), (seed, limit, faults) => {
      const random = { seed, rate: 0.3, limit, faults };
      const result = outcome(random);
      expect(outcome(random)).toEqual(result);
      const struck = result.filter((fault) => fault !== undefined);
      expect(struck.length).toBeLessThanOrEqual(limit);
      expect(faults).toEqual(expect.arrayContaining([...new Set(struck)]));
    }),
  );
});

test("rates are kept, and every fault comes up", () => {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 50; seed++) {
    for (const fault of outcome({ seed, rate: 0.25 })) if (fault !== undefined) seen.set(fault, (seen.get(fault) ?? 0) + 1);
  }
  const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
  expect(total / 10_000).toBeCloseTo(0.25, 1);
  expect([...seen.keys()].toSorted()).toEqual([...FAULT_NAMES].toSorted());
  expect(outcome({ seed: 1, rate: 0 }).every((fault) => fault === undefined)).toBe(true);
  expect(outcome({ seed: 1, rate: 1 }).every((fault) => fault !== undefined)).toBe(true);
});

test("other seeds, other faults", () => {
  expect(outcome({ seed: 1, rate: 0.5 })).not.toEqual(outcome({ seed: 2, rate: 0.5 }));
});
