import type { LiveList } from "@sigwright/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { areOfOneValue, DIFFERING_LINE_SHAPE, ListDifference } from "./list-difference.ts";
import { memoryRunStore } from "./run-store.ts";
import { groupsOf, SortedRecords } from "./sorted-records.ts";

const RUNS = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 200);

const LIVE: LiveList = { name: "x", room: 1, valueOf: (line) => line, add: (line) => `+${line}`, remove: (line) => `-${line}` };

async function* inBatches(lines: readonly string[], size: number): AsyncGenerator<readonly string[]> {
  for (let at = 0; at < lines.length; at += size) yield lines.slice(at, at + size);
}

/** What is left when lines that stand in both files are taken out. */
async function differing(old: readonly string[], fresh: readonly string[], batch: number, held: number): Promise<Readonly<Record<"gone" | "come", readonly string[]>>> {
  const records = new SortedRecords(DIFFERING_LINE_SHAPE, memoryRunStore(), { limit: 500, used: 0 });
  const difference = new ListDifference(0, LIVE, inBatches(old, batch), records, held);
  // oxlint-disable-next-line no-await-in-loop -- a stream
  for (const line of fresh) await difference.add(line);
  expect(await difference.finish()).toBe(true);
  const found = { gone: [] as string[], come: [] as string[] };
  for await (const groups of groupsOf(records.batches(), areOfOneValue)) {
    for (const group of groups) if (group.length === 1) found[group[0]!.isNew ? "come" : "gone"].push(group[0]!.line);
  }
  return found;
}

test("finds exactly what differs, in whatever order the files are and however little is held", async () => {
  const lines = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(lines, lines, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 9 }), async (old, fresh, batch, held) => {
      const { gone, come } = await differing(old, fresh, batch, held);
      expect(gone).toEqual(old.filter((line) => !fresh.includes(line)).toSorted());
      expect(come).toEqual(fresh.filter((line) => !old.includes(line)).toSorted());
    }),
    { numRuns: RUNS },
  );
});
