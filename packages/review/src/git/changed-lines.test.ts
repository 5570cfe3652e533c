import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changedLines } from "./changed-lines.ts";
import { GitError, openRepository } from "./git-repository.ts";

let folder: string;

function git(...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", ...args], { cwd: folder, stdio: "pipe" });
}

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content);
}

async function changes(ref = "main"): Promise<Readonly<Record<string, string>>> {
  const changed = await changedLines(await openRepository(folder), ref);
  const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
  return Object.fromEntries([...changed].map(([path, lines]) => [path, numbers.filter((line) => lines.touches(line, line)).join(" ")]));
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "sigwright-git-")));
  git("init", "--quiet", "--initial-branch=main");
  write("a.rules", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  write("b.rules", "1\n");
  git("add", ".");
  git("commit", "--quiet", "-m", "start");
  git("switch", "--quiet", "-c", "branch");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("lines that changed", () => {
  test("are those of the work tree that are new or other", async () => {
    write("a.rules", "1\nnew\n2\n3\nother\n5\n7\n8\n9\nlast");
    expect(await changes()).toEqual({ "a.rules": "2 5 10" });
  });

  test("whatever somebody likes to see of differences", async () => {
    const liked = { interHunkContext: "50", context: "9", noprefix: "true", mnemonicPrefix: "true", renames: "copies", relative: "true", submodule: "log", colorMoved: "zebra" };
    for (const [key, value] of Object.entries(liked)) git("config", `diff.${key}`, value);
    git("config", "color.ui", "always");
    write("a.rules", "1\nnew\n2\n3\nother\n5\n7\n8\n9\nlast");
    expect(await changes()).toEqual({ "a.rules": "2 5 10" });
  });

  test("commits and the work tree count together; what others did meanwhile does not", async () => {
    write("a.rules", "one\n2\n3\n4\n5\n6\n7\n8\n9\n");
    git("commit", "--quiet", "-am", "ours");
    git("switch", "--quiet", "main");
    write("b.rules", "theirs\n");
    git("commit", "--quiet", "-am", "theirs");
    git("switch", "--quiet", "branch");
    write("a.rules", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n");
    expect(await changes()).toEqual({ "a.rules": "1 9" });
  });

  test("all lines of new files are, but not of those that git ignores", async () => {
    write("new.rules", "1\n2\n");
    write(".gitignore", "ignored.rules\n");
    write("ignored.rules", "1\n");
    write("staged.rules", "1\n2\n");
    git("add", "staged.rules");
    expect(await changes()).toEqual({ ".gitignore": "1 2 3 4 5 6 7 8 9 10 11 12", "new.rules": "1 2 3 4 5 6 7 8 9 10 11 12", "staged.rules": "1 2" });
  });

  test("where lines were only taken out, what stands on both sides of the gap is changed and nothing else", async () => {
    write("a.rules", "1\n2\n5\n6\n7\n8\n9\n");
    expect(await changes()).toEqual({ "a.rules": "" });
    const lines = (await changedLines(await openRepository(folder), "main")).get("a.rules")!;
    expect([lines.touches(1, 2), lines.touches(2, 3), lines.touches(1, 9), lines.touches(3, 7)]).toEqual([false, true, true, false]);
  });

  test("all lines of what was a link are", async () => {
    symlinkSync("a.rules", join(folder, "link.rules"));
    git("add", ".");
    git("commit", "--quiet", "-m", "a link");
    git("branch", "--force", "main");
    rmSync(join(folder, "link.rules"));
    write("link.rules", "1\n");
    write("b.rules", "other\n");
    expect(await changes()).toEqual({ "b.rules": "1", "link.rules": "1 2 3 4 5 6 7 8 9 10 11 12" });
  });

  test("moving a file changes no line of it", async () => {
    renameSync(join(folder, "a.rules"), join(folder, "moved.rules"));
    git("add", "--all");
    expect(await changes()).toEqual({ "moved.rules": "" });
  });

  test("unless all of a moved file counts as new", async () => {
    renameSync(join(folder, "a.rules"), join(folder, "moved.rules"));
    renameSync(join(folder, "b.rules"), join(folder, "b.txt"));
    git("add", "--all");
    const seen: string[] = [];
    const changed = await changedLines(await openRepository(folder), "main", ({ from, to }) => {
      seen.push(`${from} -> ${to}`);
      return to === "b.txt";
    });
    expect(seen).toEqual(["b.rules -> b.txt", "a.rules -> moved.rules"]);
    expect([changed.get("moved.rules")!.touches(1, 9), changed.get("b.txt")!.touches(1, 1)]).toEqual([false, true]);
  });

  test("all lines of links and submodules that are new are", async () => {
    symlinkSync("a.rules", join(folder, "link.rules"));
    const other = mkdtempSync(join(tmpdir(), "sigwright-git-"));
    execFileSync("git", ["clone", "--quiet", folder, other], { stdio: "pipe" });
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "sub");
    // Which a change says of its own, so that it must not count.
    git("config", "--file", ".gitmodules", "submodule.sub.ignore", "all");
    git("add", ".");
    rmSync(other, { recursive: true });
    const all = "1 2 3 4 5 6 7 8 9 10 11 12";
    expect(await changes()).toEqual({ ".gitmodules": "1 2 3 4", "link.rules": all, sub: all });
  });

  test("names and contents may be odd", async () => {
    write('ü "quoted"\n\t.rules', "1\n2\n");
    write("a.rules", "1\n2\n+x\rdiff --git a/b b/b\r@@ -1 +1,9 @@\n4\n5\n6\n7\n8\n9\n");
    write("b.rules", Uint8Array.of(0xff, 0x00, 0x0a, 0x31, 0x0a));
    git("add", ".");
    expect(await changes()).toEqual({ 'ü "quoted"\n\t.rules': "1 2", "a.rules": "3", "b.rules": "1" });
  });
});

describe("what can't be done is told", () => {
  test.each(["no-such-branch", "--output=x", ""])("no commit %j", async (ref) => {
    await expect(changes(ref)).rejects.toThrow(GitError);
  });

  test("no repository", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "sigwright-git-"));
    await expect(openRepository(elsewhere)).rejects.toThrow("this folder is in no git repository");
    rmSync(elsewhere, { recursive: true });
  });
});

test("nothing that the repository configures is executed", async () => {
  const marker = join(folder, "executed");
  const program = join(folder, "program.sh");
  writeFileSync(program, `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
  write(".gitattributes", "*.rules diff=evil filter=evil\n");
  for (const key of ["core.fsmonitor", "diff.external", "diff.evil.textconv", "diff.evil.command", "core.pager"]) git("config", key, program);
  for (const key of ["clean", "smudge", "process"]) for (const name of ["evil", "a.b=c d"]) git("config", `filter.${name}.${key}`, program);
  git("config", "filter.evil.required", "true");
  write("a.rules", "changed\n");
  expect((await changes())["a.rules"]).toBe("1");
  expect(() => realpathSync(marker)).toThrow("ENOENT");
});
