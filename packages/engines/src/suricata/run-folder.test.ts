import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withRunFolder } from "./run-folder.ts";

const usual = process.env["TMPDIR"];
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigwright-run-folder-"));
  process.env["TMPDIR"] = folder;
});
afterEach(async () => {
  if (usual === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = usual;
  await rm(folder, { recursive: true });
});

describe("withRunFolder", () => {
  test("hands out a fresh folder and removes it", async () => {
    const seen = await withRunFolder(async (run) => ({
      output: await readdir(run.output),
      thresholds: await readFile(run.thresholdFile, "utf8"),
      folders: await readdir(folder),
    }));
    expect(seen).toMatchObject({ output: [], thresholds: "" });
    expect(seen.folders).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test("removes it when its use fails", async () => {
    await expect(withRunFolder(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await readdir(folder)).toEqual([]);
  });
});
