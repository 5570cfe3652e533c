import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CHECK_REPORTERS } from "@sigwright/review";
import { describe, expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { scratchRepository } from "./testing/scratch-repository.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const rule = (sid: number, query: string): string => `alert dns any any -> any any (msg:"m"; ${query}; content:"bad.example"; sid:${sid}; rev:1;)\n`;

/** A repository in which a good rule was added, on a branch, below a bad one; and a folder in it to work in. */
async function repository(): Promise<AsyncDisposable & { readonly path: string; readonly rules: string }> {
  const folder = await temporaryFolder();
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", ...args], { cwd: folder.path, stdio: "pipe" });
  };
  const rules = join(folder.path, "rules");
  await mkdir(rules);
  await writeFile(join(rules, "a.rules"), rule(1, "dns.quewy"));
  await writeFile(join(rules, "b.rules"), rule(3, "dns.quewy"));
  await writeFile(join(rules, "c.rules"), `# sigwright-disable-next-line suricata/leading-blank -- old\n ${rule(5, "dns.query")}`);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "start");
  git("switch", "--quiet", "-c", "branch");
  await writeFile(join(rules, "a.rules"), rule(1, "dns.quewy") + rule(2, "dns.query"));
  return Object.assign(folder, { rules });
}

describe("--since", () => {
  test("old findings count for nothing, new ones do", async () => {
    await using folder = await repository();
    expect(await callCli(["check", "--since", "main", "rules"], { cwd: folder.path })).toMatchObject({ exitCode: 0 });
    await writeFile(join(folder.rules, "a.rules"), rule(1, "dns.quewy") + rule(2, "dns.qury"));
    const run = await callCli(["check", "--since", "main", "--reporter", "github"], { cwd: folder.rules });
    expect(run).toMatchObject({ exitCode: 1, stderr: "" });
    expect(run.stdout.split("\n").filter((line) => line.startsWith("::"))).toEqual([
      "::error file=rules/a.rules,line=2,endLine=2,col=40,endColumn=48,title=suricata/unknown-keyword::unknown option keyword `dns.qury` for Suricata 7.0 (did you mean `dns.query`?)",
    ]);
  });

  test("every reporter tells of what changed, and of nothing else", async () => {
    await using folder = await repository();
    await writeFile(join(folder.rules, "a.rules"), rule(1, "dns.quewy") + rule(2, "dns.qury"));
    for (const { id } of CHECK_REPORTERS) {
      // oxlint-disable-next-line no-await-in-loop -- calls that name a folder are made one after the other
      const { exitCode, stdout } = await callCli(["check", "--since", "main", "--reporter", id], { cwd: folder.path });
      expect([id, exitCode, stdout.includes("dns.qury"), stdout.includes("quewy")]).toEqual([id, 1, true, false]);
      expect(stdout.includes("leading-blank"), id).toBe(false);
    }
  });

  test("what was there and is checked only now is new", async () => {
    await using folder = await scratchRepository({
      "archive/a.txt": rule(1, "dns.quewy"),
      "archive/b.rules": rule(2, "dns.quewy"),
      ".old/c.rules": rule(3, "dns.quewy"),
      "archive/d.txt": rule(4, "dns.quewy"),
      "rules/e.rules": rule(5, "dns.quewy"),
      "sigwright.yaml": "version: 1\nignore: ['archive/*.rules']\n",
    });
    for (const [from, to] of [["archive/a.txt", "rules/a.rules"], ["archive/b.rules", "rules/b.rules"], [".old/c.rules", "rules/c.rules"], ["rules/e.rules", "rules/moved.rules"]] as const) {
      folder.git("mv", from, to);
    }
    await symlink("../archive/d.txt", join(folder.path, "rules/d.rules"));
    const run = await callCli(["check", "--since", "main", "--reporter", "github", "."], { cwd: folder.path });
    expect(run.stdout.match(/file=[^,]*/g)).toEqual(["file=rules/a.rules", "file=rules/b.rules", "file=rules/c.rules", "file=archive/d.txt"]);
    expect(run.exitCode).toBe(1);
  });

  test("a clone too shallow to tell where the branch parted is told of", async () => {
    await using folder = await scratchRepository({ "a.rules": rule(1, "dns.query") });
    folder.git("commit", "--quiet", "--allow-empty", "-m", "ours");
    await using other = await temporaryFolder();
    const clone = join(other.path, "clone");
    folder.git("clone", "--quiet", "--depth=1", "--no-single-branch", `file://${folder.path}`, clone);
    const run = await callCli(["check", "--since", "origin/main"], { cwd: clone });
    expect(run.stderr).toContain("note: compared with `origin/main` as it is now: the clone is too shallow to tell");
    expect((await callCli(["check", "--since", "main"], { cwd: folder.path })).stderr).toBe("");
  });

  test("a change may leave no rule file, but a folder that never had one is a mistake", async () => {
    await using folder = await scratchRepository({ "a.txt": "", "b.rules": rule(1, "dns.query") });
    folder.git("rm", "--quiet", "b.rules");
    const run = await callCli(["check", "--since", "main", "--reporter", "json"], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("the change leaves no rule file to check") as string });
    expect(JSON.parse(run.stdout)).toMatchObject({ files: [] });
    folder.git("commit", "--quiet", "-m", "none");
    folder.git("branch", "--force", "main");
    expect(await callCli(["check", "--since", "main"], { cwd: folder.path })).toMatchObject({ exitCode: 2 });
  });

  test.each([
    ["no such commit", "no-such-branch", "there is no commit `no-such-branch` here"],
    ["an option of git", "--output=x", "`--output=x` is no name of a commit"],
  ])("%s", async (_, ref, message) => {
    await using folder = await repository();
    const run = await callCli(["check", `--since=${ref}`, "rules"], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(message);
  });

  test("outside of a repository", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "a.rules"), rule(1, "dns.query"));
    const run = await callCli(["check", "--since", "main"], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2 });
    expect(run.stderr).toContain("this folder is in no git repository");
  });
});
