import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./testing/run-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

test("the README's example prints what it says", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [feed, output] = [...readme.matchAll(/^```text\n([^]*?)^```/gm)].map((match) => match[1]!);
  const command = /`sigwright (generate [^`]*)`/.exec(readme)?.[1];
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "feed.ndjson"), feed!);
  const run = await runCli(command!.split(" "), { cwd: folder.path });
  expect(run).toEqual({ exitCode: 0, signal: null, stdout: output, stderr: "" });
});
