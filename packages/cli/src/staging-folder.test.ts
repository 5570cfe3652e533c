import { spawnSync } from "node:child_process";
import { mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { diskOutput } from "./disk-output.ts";
import { makeStagingFolder, removeLeftBehind } from "./staging-folder.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

/** The number of a process that has ended. */
const DEAD = spawnSync(process.execPath, ["--version"]).pid;
const NOW = Date.now();
const DAY = 24 * 60 * 60 * 1000;
const OURS = { "0-a.rules": "half", "0-a.rules.previous": "old" };

const owner = (pid: number, host: string, since: number): Record<string, string> => ({ owner: JSON.stringify({ pid, host, since }) });

test.each<[string, Readonly<Record<string, string>>, boolean]>([
  ["of a run that is gone", { ...OURS, ...owner(DEAD, hostname(), NOW) }, true],
  ["of a run that is gone and had written nothing", owner(DEAD, hostname(), NOW), true],
  ["of a run that had our number before us", { ...OURS, ...owner(process.pid, hostname(), performance.timeOrigin - 1000) }, true],
  ["of this run", { ...OURS, ...owner(process.pid, hostname(), NOW) }, false],
  ["of a run that goes on", { ...OURS, ...owner(process.ppid, hostname(), NOW - 9 * DAY) }, false],
  ["of another machine, of today", { ...OURS, ...owner(DEAD, "elsewhere", NOW - DAY) }, false],
  ["of another machine, long ago", { ...OURS, ...owner(DEAD, "elsewhere", NOW - 8 * DAY) }, true],
  ["of nobody", OURS, false],
  ["with an owner that says nothing", { ...OURS, owner: "{}" }, false],
  ["with an owner that can't be read", { ...OURS, owner: "" }, false],
  ["that is empty, just made", {}, false],
  ["of a run that is gone, with a stranger's file", { ...owner(DEAD, hostname(), NOW), "notes.txt": "mine" }, false],
])("a folder %s", async (_, files, isRemoved) => {
  await using folder = await temporaryFolder();
  const staging = join(folder.path, ".sigwright-aB3xyz");
  await mkdir(staging);
  for (const [name, text] of Object.entries(files)) await writeFile(join(staging, name), text);
  await removeLeftBehind(folder.path);
  expect(await readdir(folder.path)).toEqual(isRemoved ? [] : [".sigwright-aB3xyz"]);
  if (!isRemoved) expect((await readdir(staging)).toSorted()).toEqual(Object.keys(files).toSorted());
});

test("an old empty folder goes; other names, files and links stay", async () => {
  await using folder = await temporaryFolder();
  const at = (path: string): string => join(folder.path, path);
  for (const name of [".sigwright-Empty1", ".sigwright-lock-ab", "sigwright-Abc123"]) {
    await mkdir(at(name));
    await utimes(at(name), (NOW - DAY) / 1000, (NOW - DAY) / 1000);
  }
  await mkdir(at("elsewhere"));
  await writeFile(at("elsewhere/owner"), owner(DEAD, hostname(), NOW)["owner"]!);
  await symlink("elsewhere", at(".sigwright-Link01"));
  await writeFile(at(".sigwright-File01"), "");
  await removeLeftBehind(folder.path);
  expect((await readdir(folder.path)).toSorted()).toEqual([".sigwright-File01", ".sigwright-Link01", ".sigwright-lock-ab", "elsewhere", "sigwright-Abc123"]);
  expect(await readdir(at("elsewhere"))).toEqual(["owner"]);
});

test("a run removes what one before it left, and not what one beside it makes", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, ".sigwright-aB3xyz"));
  await writeFile(join(folder.path, ".sigwright-aB3xyz/owner"), owner(DEAD, hostname(), NOW)["owner"]!);
  const beside = makeStagingFolder(folder.path);
  const output = await diskOutput(folder.path);
  await output.write("a.rules", new TextEncoder().encode("a\n"));
  await output.commit();
  expect((await readdir(folder.path)).toSorted()).toEqual([basename(beside), "a.rules"]);
});
