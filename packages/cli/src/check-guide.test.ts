import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "./testing/run-cli.ts";
import { type TemporaryFolder, temporaryFolder } from "./testing/temporary-folder.ts";

const guide = await readFile(new URL("../../../docs/check.md", import.meta.url), "utf8");
const files = Array.from(guide.matchAll(/^```rules (\S+)\n([^]*?)^```/gm), ([, path, text]) => [path!, text!] as const);
const examples = Array.from(guide.matchAll(/^```console\n\$ sigwright (.*)\n([^]*?)^```/gm), ([, command, output]) => [command!, output!] as const);

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

// A file stands in the guide before the commands it is for, and `…` for what need not be shown.
test.each(examples)("`sigwright %s` prints what the guide shows", async (command, output) => {
  const before = guide.indexOf(`$ sigwright ${command}\n`);
  for (const [path, text] of files) {
    if (guide.indexOf(text) > before) continue;
    // oxlint-disable-next-line no-await-in-loop -- two small files
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    // oxlint-disable-next-line no-await-in-loop -- two small files
    await writeFile(join(folder.path, path), text);
  }
  const args = Array.from(command.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, word]) => quoted ?? word!);
  const run = await runCli(args, { cwd: folder.path });
  expect(run.stderr).toBe("");
  expect(run.stdout).toMatch(pattern(output));
});

/** The output with anything in the place of `…`: on a line of its own any lines, at the end of one its rest. */
function pattern(output: string): RegExp {
  const escaped = output.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const lines = escaped.replaceAll(/^…\n/gm, "(?:[^]*\\n)?").replaceAll("…", "[^\\n]*");
  return new RegExp(`^${lines}$`);
}
