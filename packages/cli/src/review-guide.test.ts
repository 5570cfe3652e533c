import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { suricataForTests } from "@sigwright/engines/testing";
import { expect, test } from "vitest";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const REPOSITORY = new URL("../../../", import.meta.url);
const EXAMPLE = /<!-- fixture: (\S+) -->\n(`{3,})\w*\n([^]*?)\n\2\n/g;

function text(path: string): string {
  return readFileSync(new URL(path, REPOSITORY), "utf8");
}

test("the guide to reviews shows what reviewers get", () => {
  const examples = [...text("docs/review.md").matchAll(EXAMPLE)];
  expect(examples.map(([, path]) => path)).toEqual(["loosened/expected/comment.md"]);
  for (const [, path, , shown] of examples) {
    const [expected] = text(`packages/cli/fixtures/pull-requests/${path}`).split("--- exit code");
    expect(shown!.trimEnd()).toBe(expected!.trimEnd());
  }
});

test("the guide names every remark there is", () => {
  const codes = /readonly code: ([^;]+);/.exec(text("packages/review/src/diff/rule-change.ts"))![1]!.split(" | ").map((code) => code.replaceAll('"', ""));
  const named = Array.from(text("docs/review.md").matchAll(/^\| `([a-z-]+)` \|/gm), ([, code]) => code);
  expect(named.toSorted()).toEqual(codes.toSorted());
});

test.skipIf((await suricataForTests()) === undefined)("what the guide tells to try shows what it says", { timeout: 60_000 }, async () => {
  const [, script] = /^To try it .*\n\n```sh\n([^]*?)```$/m.exec(text("docs/review.md"))!;
  await using folder = await temporaryFolder();
  const programs = join(folder.path, "programs");
  const repository = join(folder.path, "repository");
  await mkdir(programs);
  await mkdir(repository);
  const command = [process.execPath, "--conditions=@sigwright/source", fileURLToPath(new URL("main.ts", import.meta.url))];
  await writeFile(join(programs, "sigwright"), `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(" ")} "$@"\n`, { mode: 0o755 });
  const shell = (lines: string): ReturnType<typeof spawnSync> =>
    spawnSync("bash", ["-c", lines], {
      cwd: repository,
      encoding: "utf8",
      env: { ...process.env, PATH: programs + delimiter + process.env["PATH"], GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b.example", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b.example" },
    });
  expect(shell("git init --quiet --initial-branch main").status).toBe(0);
  const { status, stdout } = shell(script!);
  expect(status).toBe(1);
  expect(stdout).toMatch(/❌ `Suricata \S+` proves 0 of 1 changed signature of `out\/sigwright\.rules`; 1 fired on a near miss \(sid \d+\)\./);
});
