import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryRunStore } from "./run-store.ts";
import type { RunStore } from "./run-store.ts";
import { groupsOf, SortedRecords } from "./sorted-records.ts";
import type { RecordShape } from "./sorted-records.ts";

const first = (record: string) => record.slice(0, 1);
const SHAPE: RecordShape<string> = { toLine: (record) => JSON.stringify(record), fromLine: (line) => JSON.parse(line) as string };

async function collect<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

function countingStore(): RunStore & { readonly runs: () => number } {
  const store = memoryRunStore();
  let runs = 0;
  return {
    runs: () => runs,
    write(lines) {
      runs++;
      return store.write([...lines].map((line) => line));
    },
    dispose: () => store.dispose(),
  };
}

test("records come out sorted and complete, as often as asked, whatever the memory", async () => {
  const words = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 3 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(words, fc.integer({ min: 0, max: 600 }), async (records, memory) => {
      const store = countingStore();
      const budget = { limit: memory, used: 0 };
      const sorted = new SortedRecords<string>(SHAPE, store, budget);
      for (const record of records) await sorted.add(record);
      const needed = records.reduce((sum, record) => sum + 40 + 1.25 * JSON.stringify(record).length, 0);
      expect(store.runs() > 0).toBe(needed > memory);
      for (let time = 0; time < 2; time++) {
        const all = await collect(sorted.batches());
        expect(all.toSorted()).toEqual(records.toSorted());
        expect(all).toEqual(all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
      }
      sorted.clear();
      expect(budget.used).toBe(0);
      expect(await collect(sorted.batches())).toEqual([]);
    }),
    { numRuns: fuzzRuns(60) },
  );
});

test("records that belong together come together, over the ends of batches too", async () => {
  async function* batches(): AsyncGenerator<readonly string[]> {
    yield ["a1", "a2"];
    yield ["a3", "b1"];
    yield ["c1"];
  }
  expect(await collect(groupsOf(batches(), (a, b) => first(a) === first(b)))).toEqual([["a1", "a2", "a3"], ["b1"], ["c1"]]);
});
