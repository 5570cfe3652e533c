import fc from "fast-check";
import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { expect, test } from "vitest";
import { SidAllocator } from "./sid-allocator.ts";
import { formatLedger, parseLedger } from "./sid-ledger.ts";
import type { SidLedger } from "./sid-ledger.ts";

const RANGE = { start: 1000, end: 1099 };
const EMPTY: SidLedger = { entries: [] };

/** One generation: gives sids to keys (in their order) with their meanings. */
function generation(ledger: SidLedger, meanings: ReadonlyMap<string, string>, taken: readonly number[] = []) {
  const allocator = new SidAllocator({ ledger, range: RANGE, taken });
  const sids = new Map<string, { sid: number; rev: number }>();
  for (const key of [...meanings.keys()].toSorted()) {
    const proposal = allocator.propose(key);
    if ("range" in proposal) return { allocator, sids, full: proposal };
    const revision = allocator.revise(proposal, meanings.get(key)!);
    allocator.confirm(proposal, revision);
    sids.set(key, { sid: proposal.sid, rev: revision.rev });
  }
  allocator.retireRest("toy");
  return { allocator, sids, full: undefined };
}

const keys = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map((n) => `toy/host/h${n}/dns`), { maxLength: 40 });
const meanings = fc.record({ keys, meaning: fc.constantFrom("one", "two") });

test("whatever comes, goes and comes back, a signature keeps its sid and no two share one", () => {
  fc.assert(
    fc.property(fc.array(meanings, { minLength: 1, maxLength: 8 }), (generations) => {
      let ledger = EMPTY;
      const everGiven = new Map<string, number>();
      let last: ReadonlySet<string> = new Set();
      const lastRev = new Map<string, { rev: number; meaning: string }>();
      for (const { keys: present, meaning } of generations) {
        const { allocator, sids } = generation(ledger, new Map(present.map((key) => [key, meaning])));
        for (const [key, { sid, rev }] of sids) {
          expect(everGiven.get(key) ?? sid).toBe(sid);
          everGiven.set(key, sid);
          const before = lastRev.get(key);
          // What was away comes back with a higher revision, whatever it means.
          if (before !== undefined) expect(rev).toBe(before.meaning === meaning && last.has(key) ? before.rev : before.rev + 1);
          lastRev.set(key, { rev, meaning });
        }
        last = new Set(present);
        expect(new Set(everGiven.values()).size).toBe(everGiven.size);
        // The ledger goes through its text each time, as between two runs.
        const text = formatLedger(allocator.ledger());
        ledger = parseLedger(SourceText.fromString(text)).ledger!;
        const active = ledger.entries.filter((entry) => entry.state === "active").map((entry) => entry.key);
        expect(new Set(active)).toEqual(new Set(present));
      }
    }),
    { numRuns: fuzzRuns(100) },
  );
});

test("two branches that add different signatures to one ledger mostly give different sids", () => {
  const add = (prefix: string) => {
    const present = Array.from({ length: 5 }, (_, n) => [`toy/host/${prefix}${n}/dns`, "m"] as const);
    return [...generation(EMPTY, new Map(present)).sids.values()].map(({ sid }) => sid);
  };
  const ours = new Set(add("ours"));
  expect(add("theirs").filter((sid) => ours.has(sid)).length).toBeLessThanOrEqual(1);
});

test("sids of others are left alone, and a signature whose sid they have gets another", () => {
  const present = new Map([["toy/host/a/dns", "m"]]);
  const first = generation(EMPTY, present);
  const { sid } = first.sids.get("toy/host/a/dns")!;
  const second = generation(first.allocator.ledger(), present, [sid]);
  const now = second.sids.get("toy/host/a/dns")!;
  expect(now.sid).not.toBe(sid);
  expect(now.rev).toBe(1);
  expect(second.allocator.changes()).toEqual([
    { change: "renumbered", sid: now.sid, key: "toy/host/a/dns", rev: 1, oldSid: sid },
  ]);
  // Even without the others' rules the new sid stays, and the old one is given to nobody.
  const third = generation(second.allocator.ledger(), new Map([...present, ["toy/host/b/dns", "m"]]));
  expect(third.sids.get("toy/host/a/dns")).toEqual(now);
  expect(third.sids.get("toy/host/b/dns")!.sid).not.toBe(sid);
});

test("changes say what a generation did", () => {
  const first = generation(EMPTY, new Map([["toy/host/a/dns", "m"], ["toy/host/b/dns", "m"]]));
  expect(first.allocator.changes().map(({ change }) => change)).toEqual(["added", "added"]);
  const second = generation(first.allocator.ledger(), new Map([["toy/host/a/dns", "other"]]));
  expect(second.allocator.changes()).toMatchObject([
    { change: "revised", key: "toy/host/a/dns", rev: 2, oldRev: 1 },
    { change: "retired", key: "toy/host/b/dns" },
  ]);
  const third = generation(second.allocator.ledger(), new Map([["toy/host/a/dns", "other"], ["toy/host/b/dns", "m"]]));
  expect(third.allocator.changes()).toMatchObject([{ change: "returned", key: "toy/host/b/dns", rev: 2 }]);
  expect([first, second, third].map(({ allocator }) => allocator.unchanged("toy"))).toEqual([0, 0, 1]);
});

test("other families are not retired", () => {
  const ledger = { entries: [{ sid: 1, key: "yara/file/x/any", rev: 1, fingerprint: "0123456789abcdef", state: "active" }] } as const;
  expect(generation(ledger, new Map()).allocator.ledger().entries[0]?.state).toBe("active");
});

test("a full range names the next free one, outside what published rulesets use", () => {
  const present = new Map(Array.from({ length: 101 }, (_, n) => [`toy/host/${n}/dns`, "m"] as const));
  expect(generation(EMPTY, present).full).toEqual({ range: RANGE, free: { start: 1_000_000, end: 1_000_099 } });
  const taken = [1_000_050];
  const free = generation(EMPTY, present, taken).full?.free;
  expect(free).toEqual({ start: 3_000_000, end: 3_000_099 });
});
