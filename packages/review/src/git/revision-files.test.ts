import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchRepository } from "../testing/scratch-repository.ts";
import { openRepository } from "./git-repository.ts";
import { changedPaths, type RevisionFiles, revisionOfCommit, revisionOfWorkTree } from "./revision-files.ts";

async function text(files: RevisionFiles, path: string): Promise<string | undefined> {
  const bytes = await files.read(path);
  expect(await files.sizeOf(path)).toBe(bytes?.length);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

test("each state has its own contents, and what changed is known", async () => {
  using repository = scratchRepository();
  for (const path of ["same", "changed", "gone", ".gitignore"]) repository.write(path, path);
  repository.write(".gitignore", "ignored\n");
  repository.commit("start");
  repository.write("changed", "other");
  repository.write("new", "new");
  repository.write("ignored", "ignored");
  repository.git("rm", "--quiet", "gone");
  const opened = await openRepository(repository.folder);
  const [before, after] = [await revisionOfCommit(opened, "HEAD"), await revisionOfWorkTree(opened)];
  expect([...before.paths].toSorted()).toEqual([".gitignore", "changed", "gone", "same"]);
  expect([...after.paths].toSorted()).toEqual([".gitignore", "changed", "new", "same"]);
  expect([...(await changedPaths(opened, "HEAD"))].toSorted()).toEqual(["changed", "gone", "new"]);
  expect(await Promise.all(["changed", "gone", "new", "ignored"].map((path) => text(before, path)))).toEqual(["changed", "gone", undefined, undefined]);
  expect(await Promise.all(["changed", "gone", "new", "ignored"].map((path) => text(after, path)))).toEqual(["other", undefined, "new", "ignored"]);
});

test("nothing is read through links, nor outside of the repository", async () => {
  using elsewhere = scratchRepository();
  elsewhere.write("secret", "secret");
  using repository = scratchRepository();
  repository.write("a", "a");
  symlinkSync(elsewhere.folder, join(repository.folder, "folder"));
  symlinkSync(join(elsewhere.folder, "secret"), join(repository.folder, "link"));
  repository.commit("start");
  const opened = await openRepository(repository.folder);
  const states = [await revisionOfCommit(opened, "HEAD"), await revisionOfWorkTree(opened)];
  const names = ["link", "folder/secret", "folder", join(elsewhere.folder, "secret"), `../${elsewhere.folder.split("/").at(-1)!}/secret`, "./a", "a/../a", "a\0b", ""];
  for (const files of states) expect(await Promise.all(names.map((name) => text(files, name)))).toEqual(names.map(() => undefined));
  for (const files of states) expect(await text(files, "a")).toBe("a");
});
