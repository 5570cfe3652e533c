import { readdirSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { diskOutput } from "./disk-output.ts";
import { holdSignals } from "./hold-signals.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

/** Calls something each time a signal comes, for as long as it is in use. */
function onSignal(signal: NodeJS.Signals, action: () => void): Disposable {
  process.on(signal, action);
  return { [Symbol.dispose]: () => void process.removeListener(signal, action) };
}

test("a signal between the renames comes after the last of them", async () => {
  await using folder = await temporaryFolder();
  const names = Array.from({ length: 60 }, (_, i) => `${i}.rules`);
  const placed = (): number => readdirSync(folder.path).filter((name) => name.endsWith(".rules")).length;
  const seen: number[] = [];
  using _ = onSignal("SIGTERM", () => seen.push(placed()));
  const output = await diskOutput(folder.path);
  await Promise.all(names.map(async (name) => output.write(name, new TextEncoder().encode(name))));
  const commit = output.commit();
  let sentAt = 0;
  for (; sentAt === 0; sentAt = placed()) await setImmediate();
  process.emit("SIGTERM");
  await commit;
  expect(sentAt).toBeLessThan(names.length);
  expect(seen).toEqual([names.length]);
});

test("each who waits is told once, also when what was done failed", async () => {
  const told: string[] = [];
  using _ = onSignal("SIGINT", () => told.push("always"));
  process.once("SIGINT", () => told.push("once"));
  const failed = holdSignals(async () => {
    process.emit("SIGINT");
    process.emit("SIGINT");
    await setImmediate();
    told.push("done");
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(told).toEqual(["done", "always", "once"]);
  process.emit("SIGINT");
  expect(told).toEqual(["done", "always", "once", "always"]);
});

test("who waits is not told of what did not come", async () => {
  let told = 0;
  using _ = onSignal("SIGTERM", () => (told += 1));
  const before = process.listenerCount("SIGTERM");
  expect(await holdSignals(async () => 7)).toBe(7);
  expect([told, process.listenerCount("SIGTERM")]).toEqual([0, before]);
});
