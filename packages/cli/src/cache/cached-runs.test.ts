import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";
import { writeFiles } from "../testing/scratch-repository.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const RULE = "alert tcp any any -> any any";

test("the command prints the same from what is known, and --no-cache keeps nothing", async () => {
  await using folder = await temporaryFolder();
  const cache = join(folder.path, "cache");
  mkdirSync(cache);
  await writeFiles(join(folder.path, "rules"), { "a.rules": `${RULE} (sid:1;)\n${RULE} (conten:x; sid:2;)\n`, "b.rules": `${RULE} (sid:1;)\n` });
  const check = async (...flags: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await runCli(["check", "--reporter", "json", ...flags, "rules"], { cwd: folder.path, env: { XDG_CACHE_HOME: cache } });
    expect([exitCode, stderr]).toEqual([1, ""]);
    return stdout.replace(/"elapsedMs":[\d.]+/, "");
  };
  const kept = (): readonly string[] => readdirSync(join(cache, "sigwright"));
  const anew = await check("--no-cache");
  expect(() => kept()).toThrow("ENOENT");
  expect(await check()).toBe(anew);
  const entries = kept();
  // A format, a check, rules and notes of each file, and the set.
  expect(entries).toHaveLength(2 * 4 + 1);
  expect(await check()).toBe(anew);
  expect(kept()).toEqual(entries);
  for (const name of entries) writeFileSync(join(cache, "sigwright", name), "spoiled");
  expect(await check()).toBe(anew);
});
