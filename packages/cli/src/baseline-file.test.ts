import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { runCli } from "./testing/run-cli.ts";
import { scratchRepository } from "./testing/scratch-repository.ts";

const BAD = "alert ip any any -> any any (conten:x; sid:1;)\n";
const WORSE = "alert ip any any -> any any (contnt:x; sid:2;)\n";

test("old findings are known, new ones are not, gone ones are told", async () => {
  await using folder = await scratchRepository({ "rules/a.rules": BAD });
  const place = join(folder.path, "known.json");
  const check = (...args: readonly string[]): Promise<CliCall> => callCli(["check", join(folder.path, "rules"), ...args]);
  expect(await check("--baseline", place)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("there is no baseline `") as string });
  expect(await check("--write-baseline")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("needs a file to write to") as string });
  expect(await check("--baseline", place, "--write-baseline", "--quiet")).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await readFile(place, "utf8")).toMatch(
    /^\{"version":1,"findings":\[\n\{"path":"rules\/a\.rules","code":"suricata\/unknown-keyword","fingerprint":"[0-9a-f]{32}"\}\n\]\}\n$/,
  );
  await folder.write({ "sigwright.yaml": "version: 1\nbaseline: known.json\n", "rules/a.rules": `\n${BAD}${WORSE}` });
  const worse = await check("--quiet");
  expect([worse.exitCode, worse.stdout.split(" error: ")[0]]).toEqual([1, `${join(folder.path, "rules/a.rules")}:3:30:`]);
  await folder.write({ "rules/a.rules": "" });
  const mended = await check();
  expect(mended.stderr).toBe("note: 1 finding of the baseline is gone: write it anew with --write-baseline, so that it does not come back unseen\n");
  await folder.write({ "known.json": "[]" });
  expect(await check()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("known.json` is not of version 1") as string });
});

test("a change can't put its own findings into a baseline of the repository", async () => {
  await using folder = await scratchRepository({ "a.rules": "", "known.json": '{"version":1,"findings":[]}\n' });
  await folder.write({ "a.rules": BAD });
  const args = ["check", "--baseline", "known.json"];
  expect(await runCli([...args, "--write-baseline"], { cwd: folder.path })).toMatchObject({ exitCode: 0 });
  expect(await runCli(args, { cwd: folder.path })).toMatchObject({ exitCode: 0 });
  expect(await runCli([...args, "--since", "main"], { cwd: folder.path })).toMatchObject({ exitCode: 1 });
});
