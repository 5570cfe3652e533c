import { mkdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratchRepository } from "../testing/scratch-repository.ts";
import { forkPoint, missingForkPoint, openRepository } from "./git-repository.ts";
import { filesOfCommit, filesOfWorkTree, type TreeFile } from "./tree-files.ts";

const isRules = (path: string): boolean => path.endsWith(".rules");

function shown(files: readonly TreeFile[]): readonly string[] {
  return files.map(({ path, bytes }) => `${path} ${Buffer.from(bytes).toString("latin1")}`);
}

async function bothSides(folder: string): Promise<readonly [before: readonly string[], after: readonly string[]]> {
  const repository = await openRepository(folder);
  return [shown(await filesOfCommit(repository, await forkPoint(repository, "main"), isRules)), shown(await filesOfWorkTree(repository, isRules))];
}

describe("both sides have the same files", () => {
  test.each<readonly [string, Buffer]>([
    ["blanks, quotes and line ends", Buffer.from('a "b" \\\n\t$(x).rules')],
    ["what begins like an option", Buffer.from("--output=x.rules")],
    ["what is not UTF-8", Buffer.from([0x61, 0xe4, 0xff, ...Buffer.from(".rules")])],
    ["what means something to git", Buffer.from(":(top)*.rules")],
  ])("whatever they are called: %s", async (_, name) => {
    using repository = scratchRepository();
    writeFileSync(Buffer.concat([Buffer.from(`${repository.folder}/`), name]), "content");
    repository.commit("start");
    const [before, after] = await bothSides(repository.folder);
    expect(before).toHaveLength(1);
    expect(after).toEqual(before);
  });

  test("two names that are not UTF-8 stay two files", async () => {
    using repository = scratchRepository();
    for (const byte of [0xe4, 0xe5]) writeFileSync(Buffer.concat([Buffer.from(`${repository.folder}/`), Buffer.from([byte]), Buffer.from(".rules")]), String(byte));
    repository.commit("start");
    const [before, after] = await bothSides(repository.folder);
    expect(before).toEqual(["\u00e4.rules 228", "\u00e5.rules 229"]);
    expect(after).toEqual(before);
  });

  test("what a sparse checkout leaves out was not removed; what was removed is", async () => {
    using repository = scratchRepository();
    for (const path of ["in/a.rules", "out/b.rules", "in/c.rules"]) repository.write(path, path);
    repository.commit("start");
    repository.git("sparse-checkout", "set", "in");
    unlinkSync(join(repository.folder, "in/c.rules"));
    const [, after] = await bothSides(repository.folder);
    expect(after).toEqual(["in/a.rules in/a.rules", "out/b.rules out/b.rules"]);
  });
});

test("links, folders that are links, and submodules are passed over", async () => {
  using elsewhere = scratchRepository();
  elsewhere.write("secret.rules", "secret");
  elsewhere.commit("start");
  using repository = scratchRepository();
  repository.write("a.rules", "mine");
  mkdirSync(join(repository.folder, "real"));
  symlinkSync(join(elsewhere.folder, "secret.rules"), join(repository.folder, "link.rules"));
  symlinkSync(elsewhere.folder, join(repository.folder, "folder"));
  symlinkSync(".git", join(repository.folder, "own.rules"));
  repository.git("submodule", "--quiet", "add", elsewhere.folder, "module.rules");
  repository.commit("start");
  // A folder of the commit that became a link.
  repository.write("real/b.rules", "mine");
  repository.commit("more");
  repository.git("rm", "--quiet", "-r", "--cached", "real");
  const [before, after] = await bothSides(repository.folder);
  expect(before).toEqual(["a.rules mine", "real/b.rules mine"]);
  expect(after).toEqual(["a.rules mine", "real/b.rules mine"]);
});

describe("where the branch parted", () => {
  test("is nowhere in a clone that is too shallow, and that is told", async () => {
    using origin = scratchRepository();
    origin.write("a.rules", "1");
    origin.commit("start");
    origin.git("switch", "--quiet", "-c", "branch");
    origin.write("a.rules", "2");
    origin.commit("ours");
    origin.git("switch", "--quiet", "main");
    origin.write("b.rules", "theirs");
    origin.commit("theirs");
    using clone = scratchRepository();
    clone.git("fetch", "--quiet", "--depth=1", `file://${origin.folder}`, "main:main", "branch:branch", "--update-head-ok");
    clone.git("switch", "--quiet", "branch");
    const repository = await openRepository(clone.folder);
    expect(await missingForkPoint(repository, "main")).toBe(
      "compared with `main` as it is now: the clone is too shallow to tell where the branch parted from it (`git fetch --unshallow` mends that); what changed there since counts as changed here",
    );
    expect(await missingForkPoint(await openRepository(origin.folder), "branch")).toBeUndefined();
  });

  test("is nowhere without common history, and known on a detached head and before a first commit of one's own", async () => {
    using repository = scratchRepository();
    repository.write("a.rules", "1");
    repository.commit("start");
    const { folder } = repository;
    repository.git("switch", "--quiet", "--detach");
    expect(await missingForkPoint(await openRepository(folder), "main")).toBeUndefined();
    repository.git("switch", "--quiet", "--orphan", "other");
    expect(await missingForkPoint(await openRepository(folder), "main")).toBeUndefined();
    repository.commit("unrelated");
    expect(await missingForkPoint(await openRepository(folder), "main")).toMatch(/the branch has no history in common with it/);
  });
});

test("a folder that looks like a repository of its own has no say", async () => {
  using repository = scratchRepository();
  repository.write("a.rules", "1");
  // What a change could hold: a bare repository with a work tree and a filter that runs a program.
  repository.write("evil/HEAD", "ref: refs/heads/main\n");
  repository.write("evil/config", '[core]\n\trepositoryformatversion = 0\n\tworktree = "."\n[filter "x"]\n\tclean = "touch executed"\n');
  repository.write("evil/objects/.keep", "");
  repository.write("evil/refs/.keep", "");
  repository.commit("start");
  await expect(openRepository(join(repository.folder, "evil"))).rejects.toThrow("git");
});
