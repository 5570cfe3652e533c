import { symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchRepository } from "../testing/scratch-repository.ts";
import { openRepository } from "./git-repository.ts";
import { detours } from "./replaced-paths.ts";

test("links and submodules that are new or lead elsewhere, and where links lead", async () => {
  using repository = scratchRepository();
  const { folder, git, write, commit } = repository;
  const link = (to: string, path: string): void => symlinkSync(to, join(folder, path));
  write("rules/a.rules", "a\n");
  write("b.rules", "b\n");
  link("a.rules", "rules/kept.rules");
  link("a.rules", "rules/turned.rules");
  commit("start");
  const base = git("rev-parse", "HEAD").trim();
  const found = async (): Promise<readonly string[]> => (await detours(await openRepository(folder), base)).map(({ path, kind, target }) => `${kind} ${path} ${target}`);
  expect(await found()).toEqual([]);

  unlinkSync(join(folder, "rules/turned.rules"));
  link("../b.rules", "rules/turned.rules");
  unlinkSync(join(folder, "b.rules"));
  link("rules/a.rules", "b.rules");
  git("clone", "--quiet", folder, join(folder, "sub"));
  git("add", "--all");
  git("clone", "--quiet", folder, join(folder, "unknown"));
  link("..", "rules/all");
  link("../../elsewhere", "rules/out");
  link("/etc/passwd", "rules/absolute");
  write("rules/c.rules", "c\n");
  const expected = [
    "link b.rules rules/a.rules",
    "link rules/absolute undefined",
    "link rules/all .",
    "link rules/out undefined",
    "link rules/turned.rules b.rules",
    "submodule sub undefined",
    "submodule unknown undefined",
  ];
  expect(await found()).toEqual(expected);
  commit("all of it");
  expect(await found()).toEqual(expected);
});
