import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { scratchRepository } from "./testing/scratch-repository.ts";

const guide = await readFile(new URL("../../../docs/code-review.md", import.meta.url), "utf8");

/** A file to write, or commands with what they print. */
type Block = { readonly path: string; readonly text: string } | { readonly console: string };

const blocks = Array.from(guide.matchAll(/^```(?:(?:rules|yaml) (\S+)|console)\n([^]*?)^```/gm), ([, path, text]): Block => (path === undefined ? { console: text! } : { path, text: text! }));

/** Files that the guide puts on `main`; all others are the branch's. The first of a path is on `main`. */
test("the guide's commands print what it shows", { timeout: 300_000 }, async () => {
  const [first, ...rest] = blocks;
  if (first === undefined || !("path" in first)) throw new Error("the guide begins with a file");
  await using repository = await scratchRepository({ [first.path]: first.text });
  const onMain = new Set([first.path]);
  let isOnBranch = false;
  for (const block of rest) {
    if ("path" in block) {
      const isForMain = !onMain.has(block.path);
      onMain.add(block.path);
      // oxlint-disable no-await-in-loop -- the guide goes on from block to block
      if (isForMain) {
        if (isOnBranch) repository.git("stash", "--quiet");
        repository.git("switch", "--quiet", "main");
        await repository.write({ [block.path]: block.text });
        repository.git("add", block.path);
        repository.git("commit", "--quiet", "-m", block.path);
        repository.git("switch", "--quiet", "branch");
        repository.git("rebase", "--quiet", "main");
        if (isOnBranch) repository.git("stash", "pop", "--quiet");
      } else {
        isOnBranch = true;
        await repository.write({ [block.path]: block.text });
      }
      continue;
    }
    for (const [, command, output] of block.console.matchAll(/^\$ sigwright (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
      const run = await callCli(command!.split(" "), { cwd: repository.path });
      // oxlint-enable no-await-in-loop
      expect(`$ ${command}\n${run.stdout}${run.stderr}`).toMatch(pattern(`$ ${command}\n${output}`));
    }
  }
});

/** The output with anything in the place of `…`: on a line of its own any lines, at the end of one its rest. */
function pattern(output: string): RegExp {
  const escaped = output.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const lines = escaped.replaceAll(/^…\n/gm, "(?:[^]*\\n)?").replaceAll("…", "[^\\n]*");
  return new RegExp(`^${lines}$`);
}
