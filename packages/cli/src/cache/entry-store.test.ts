import { readdirSync, readFileSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { folderStore, memoryStore } from "./entry-store.ts";

const ENTRY = Buffer.from("what was found");

test("what was put is got, by another store of the folder, too", async () => {
  await using folder = await temporaryFolder();
  folderStore(folder.path).put("a", ENTRY);
  expect(folderStore(folder.path).get("a")).toEqual(ENTRY);
  expect(folderStore(folder.path).get("b")).toBeUndefined();
  expect(statSync(join(folder.path, "a")).mode & 0o077).toBe(0);
});

test.each<[string, (path: string) => void]>([
  ["cut", (path) => writeFileSync(path, readFileSync(path).subarray(0, -1))],
  ["cut to nothing", (path) => writeFileSync(path, "")],
  ["changed in one bit", (path) => writeFileSync(path, readFileSync(path).map((byte, index) => (index === 40 ? byte ^ 1 : byte)))],
  ["another text", (path) => writeFileSync(path, "x".repeat(100))],
  ["a link", (path) => {
    renameSync(path, `${path}-elsewhere`);
    symlinkSync(`${path}-elsewhere`, path);
  }],
])("an entry that is %s is none", async (_, spoil) => {
  await using folder = await temporaryFolder();
  const store = folderStore(folder.path);
  store.put("a", ENTRY);
  spoil(join(folder.path, "a"));
  expect(store.get("a")).toBeUndefined();
  store.put("a", ENTRY);
  expect(store.get("a")).toEqual(ENTRY);
});

test("a folder that can't be written to keeps nothing, and nobody is told", () => {
  const store = folderStore("/nowhere/at/all");
  store.put("a", ENTRY);
  expect(store.get("a")).toBeUndefined();
  store.settle();
});

test("the oldest entries go when there are too many, and what was left behind half-written", async () => {
  await using folder = await temporaryFolder();
  const store = folderStore(folder.path, 4 * (ENTRY.length + 32));
  const old = (name: string, days: number): void => {
    const time = new Date(Date.now() - days * 24 * 60 * 60 * 1000);
    utimesSync(join(folder.path, name), time, time);
  };
  for (const [index, name] of ["a", "b", "c", "d", "e"].entries()) {
    store.put(name, ENTRY);
    old(name, 10 - index);
  }
  writeFileSync(join(folder.path, ".left"), "");
  old(".left", 2);
  // What is asked for is young again.
  expect(store.get("a")).toEqual(ENTRY);
  store.settle();
  expect(readdirSync(folder.path).toSorted()).toEqual(["a", "d", "e"]);
});

test("memory keeps what the last two runs used, in front of the folder", () => {
  const behind = memoryStore();
  const store = memoryStore(behind);
  store.put("a", ENTRY);
  store.settle();
  expect(store.get("a")).toBe(ENTRY);
  store.settle();
  store.settle();
  expect([store.get("a"), behind.get("a")]).toEqual([undefined, undefined]);
});
