import { readdir } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diskRunStore } from "./disk-run-store.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

async function collect(batches: AsyncIterable<readonly string[]>): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}

test("gives back the lines of each run, as often as asked, and leaves nothing behind", async () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " "));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line), { maxLength: 4 }), async (runs) => {
      await using folder = await temporaryFolder();
      const store = diskRunStore(folder.path);
      const written = [];
      for (const lines of runs) written.push(await store.write(lines));
      for (let turn = 0; turn < 2; turn++) {
        for (const [index, run] of written.entries()) expect(await collect(run.batches())).toEqual(runs[index]);
      }
      await store.dispose();
      expect(await readdir(folder.path)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("keeps runs larger than what is read at once", async () => {
  await using folder = await temporaryFolder();
  const store = diskRunStore(folder.path);
  const lines = Array.from({ length: 100_000 }, (_, index) => `é${index}`);
  const run = await store.write(lines);
  expect(await collect(run.batches())).toEqual(lines);
  await store.dispose();
});

test("says in words that a folder can't be written to", async () => {
  const store = diskRunStore("/proc");
  await expect(store.write(["x"])).rejects.toThrow("setting records aside in `/proc` failed");
  await store.dispose();
});
