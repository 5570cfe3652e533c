import { mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { changes, type Looks, looksOf } from "./changes.ts";

const PATIENCE = { poll: 20, quiet: 5 };

/** The names that changed after each step, of the files of a folder. */
async function changedBy(steps: readonly ((folder: string) => void)[], below = "."): Promise<readonly (readonly string[])[]> {
  await using folder = await temporaryFolder();
  const ended = new AbortController();
  const place = join(folder.path, below);
  mkdirSync(place, { recursive: true });
  for (const name of ["a", "b"]) writeFileSync(join(place, name), name);
  const look = (): Looks => looksOf(readdirSync(folder.path, { recursive: true, encoding: "utf8" }).map((name) => join(folder.path, name)));
  const found = changes(() => Promise.resolve({ looks: look() }), ended.signal, PATIENCE);
  const all: (readonly string[])[] = [];
  for (const step of steps) {
    const next = found.next();
    // The first look is over when what is asked for is awaited.
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    await new Promise((done) => setTimeout(done, 30));
    step(place);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { value } = await next;
    all.push((value ?? []).map((path: string) => path.slice(place.length + 1)).filter((name: string) => name !== "" && name !== "new"));
  }
  ended.abort();
  expect(await found.next()).toEqual({ done: true, value: undefined });
  return all;
}

test.each<[string, (folder: string) => void, readonly string[]]>([
  ["a file that is written to", (folder) => writeFileSync(join(folder, "a"), "other"), ["a"]],
  ["a file that is written anew with as many bytes", (folder) => {
    writeFileSync(join(folder, "a"), "x");
    utimesSync(join(folder, "a"), 1, 1);
  }, ["a"]],
  ["a new file", (folder) => writeFileSync(join(folder, "c"), ""), ["c"]],
  ["a file that is gone", (folder) => rmSync(join(folder, "b")), ["b"]],
  ["a file that another takes the place of, as editors do", (folder) => {
    writeFileSync(join(folder, ".a.swp"), "a");
    renameSync(join(folder, ".a.swp"), join(folder, "a"));
  }, ["a"]],
  ["a file with another name", (folder) => renameSync(join(folder, "a"), join(folder, "c")), ["a", "c"]],
])("%s is seen", async (_, step, expected) => {
  expect(await changedBy([step])).toEqual([expected]);
});

test("one change after the other, in folders that are new, too", async () => {
  const write = (name: string) => (folder: string): void => {
    mkdirSync(join(folder, "new"), { recursive: true });
    writeFileSync(join(folder, "new", name), name);
  };
  expect(await changedBy([write("x"), write("y")], "rules")).toEqual([["new/x"], ["new/y"]]);
});

test("what is over is over at once, whatever it waits for", async () => {
  const ended = new AbortController();
  const next = changes(() => Promise.resolve({ looks: new Map() }), ended.signal, { poll: 1_000_000, quiet: 0 }).next();
  setTimeout(() => ended.abort(), 10);
  expect(await next).toEqual({ done: true, value: undefined });
});
