import { execFileSync } from "node:child_process";
import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const rule = (sid: number, detection: string, rev = 1): string => `alert http any any -> any any (msg:"rule ${sid}"; ${detection} sid:${sid}; rev:${rev};)\n`;
const EVIL = 'http.uri; content:"/evil"; startswith;';

interface Review {
  readonly base: string;
  readonly changes: readonly {
    readonly kinds: readonly string[];
    readonly before: { readonly sid: number; readonly path: string } | null;
    readonly after: { readonly sid: number; readonly path: string } | null;
    readonly remarks: readonly { readonly code: string }[];
  }[];
  readonly unchanged: number;
  readonly unread: readonly { readonly path: string; readonly kind: string }[];
  readonly checks: Readonly<Record<string, unknown>>;
  readonly findings: readonly { readonly code: string; readonly path: string; readonly line: number; readonly sid: number | null }[];
  readonly mended: number;
}

/** A repository with rules on `main`, and a branch to work on. */
async function repository(files: Readonly<Record<string, string>>): Promise<AsyncDisposable & { readonly path: string; readonly git: (...args: readonly string[]) => void }> {
  const folder = await temporaryFolder();
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", ...args], { cwd: folder.path, stdio: "pipe" });
  };
  await mkdir(join(folder.path, "rules"));
  for (const [path, text] of Object.entries(files)) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await writeFile(join(folder.path, path), text);
  }
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "start");
  git("switch", "--quiet", "-c", "branch");
  return Object.assign(folder, { git });
}

async function review(folder: string): Promise<Review> {
  return JSON.parse((await callCli(["review", "--base", "main", "--reporter", "json"], { cwd: folder })).stdout) as Review;
}

test("what a branch changed, and the findings that are new", async () => {
  await using folder = await repository({
    "rules/a.rules": rule(1, EVIL) + rule(2, EVIL) + rule(3, "conten:\"x\";"),
    "rules/b.rules": rule(4, "conten:\"y\";"),
  });
  await writeFile(join(folder.path, "rules/a.rules"), rule(1, 'http.uri; content:"/evil";') + rule(2, EVIL) + rule(3, "conten:\"x\";") + rule(5, "nocas;"));
  const { base, changes, unchanged, findings, mended } = await review(folder.path);
  expect({ base, unchanged, mended }).toEqual({ base: "main", unchanged: 3, mended: 0 });
  expect(changes.map(({ kinds, after, remarks }) => [after?.sid, ...kinds, ...remarks.map(({ code }) => code)])).toEqual([
    [1, "changed", "rev-not-raised"],
    [5, "added"],
  ]);
  expect(findings).toMatchObject([{ code: "suricata/unknown-keyword", path: "rules/a.rules", line: 4, sid: 5 }]);
});

describe("no change in meaning", () => {
  test("moving, reformatting and other line ends", async () => {
    await using folder = await repository({ "rules/a.rules": rule(1, EVIL) + rule(2, "conten:\"x\";"), "rules/b.rules": rule(3, EVIL) });
    await rename(join(folder.path, "rules/a.rules"), join(folder.path, "rules/c.rules"));
    await writeFile(join(folder.path, "rules/b.rules"), `\r\n${rule(3, EVIL).replaceAll("; ", ";   ").replace("\n", "\r\n")}`);
    const { changes, findings } = await review(folder.path);
    expect(changes.map(({ kinds, before, after }) => [...kinds, before?.path, after?.path])).toEqual([
      ["moved", "rules/a.rules", "rules/c.rules"],
      ["moved", "rules/a.rules", "rules/c.rules"],
    ]);
    expect(findings).toEqual([]);
  });
});

test("links are not followed: what they lead to is no part of the change", async () => {
  await using folder = await repository({ "rules/a.rules": rule(1, EVIL) });
  await using elsewhere = await temporaryFolder();
  await writeFile(join(elsewhere.path, "secret.rules"), rule(666, EVIL));
  await symlink(join(elsewhere.path, "secret.rules"), join(folder.path, "rules/link.rules"));
  await symlink(elsewhere.path, join(folder.path, "rules/folder"));
  await symlink("a.rules", join(folder.path, "rules/beside.txt"));
  await symlink(".", join(folder.path, "rules/again"));
  const { changes, unread } = await review(folder.path);
  expect([changes, unread]).toEqual([[], ["again", "folder", "link.rules"].map((name) => ({ path: `rules/${name}`, kind: "link" }))]);
  await writeFile(join(folder.path, "sigwright.yaml"), "version: 1\nignore: ['rules/*']\n");
  folder.git("add", ".");
  folder.git("commit", "--quiet", "-m", "links");
  expect((await review(folder.path)).unread).toHaveLength(3);
  folder.git("branch", "--force", "main");
  expect((await review(folder.path)).unread).toEqual([]);
});

test("rules that the base refused too are told from new ones, and no text is no rule", async () => {
  await using folder = await repository({ "rules/a.rules": rule(1, EVIL) + rule(2, "nocas;") });
  await writeFile(join(folder.path, "rules/a.rules"), rule(1, EVIL) + rule(2, "nocas; nocas;") + rule(1, EVIL) + rule(3, "nocas;"));
  await writeFile(join(folder.path, "rules/b.rules"), Buffer.from(Array.from({ length: 400 }, (_, index) => index % 8)));
  const { checks } = await review(folder.path);
  expect(Object.values(checks)).toEqual([{ rules: 4, refused: 3, asBefore: 1, notText: 1 }]);
});

test("the comment, exactly", async () => {
  await using folder = await repository({ "rules/a.rules": rule(1, EVIL) });
  await writeFile(join(folder.path, "rules/a.rules"), rule(1, EVIL) + rule(2, `${EVIL} nocas;`).replace("rule 2", "@all <b> `tick`"));
  const run = await callCli(["review", "--base", "main"], { cwd: folder.path });
  expect(run).toMatchObject({ exitCode: 1, stderr: "" });
  expect(run.stdout).toBe(`### Review of detection rules

**1** added; 1 rule as before, compared with \`main\`.  
1 new finding.  
❌ The check for \`suricata@7.0\` refuses 1 of 2 rules.

#### New findings (1)

- ❌ \`rules/a.rules:2\`: unknown option keyword \`nocas\` for Suricata 7.0 (\`suricata/unknown-keyword\`)  
  did you mean \`nocase\`?

  \`\`\`suggestion
  alert http any any -> any any (msg:"@all <b> \`tick\`"; http.uri; content:"/evil"; startswith; nocase; sid:2; rev:1;)
  \`\`\`

#### Added or enabled (1)

- **sid 2** \`\` @all <b> \`tick\` \`\` in \`rules/a.rules:2\`: added

  <details><summary>the rule</summary>

  \`\`\`diff
  + alert http any any -> any any (msg:"@all <b> \`tick\`"; http.uri; content:"/evil"; startswith; nocas; sid:2; rev:1;)
  \`\`\`

  </details>
`);
});

test("two files, two folders, and what can't be compared", async () => {
  await using folder = await repository({ "a.rules": rule(1, EVIL), "rules/a.rules": rule(1, "http.method;content:\"GET\";", 2) });
  const files = await callCli(["diff", "a.rules", "rules/a.rules", "--reporter", "json"], { cwd: folder.path });
  expect((JSON.parse(files.stdout) as Review).changes).toMatchObject([{ kinds: ["changed"], before: { path: "rules/a.rules" } }]);
  await mkdir(join(folder.path, "new"));
  await writeFile(join(folder.path, "new/a.rules"), rule(1, EVIL));
  const folders = await callCli(["diff", "rules", "new", "--reporter", "json"], { cwd: folder.path });
  expect((JSON.parse(folders.stdout) as Review).changes).toMatchObject([{ kinds: ["changed"], before: { path: "a.rules" }, after: { path: "a.rules" } }]);
  expect(await callCli(["diff", "rules", "a.rules"], { cwd: folder.path })).toMatchObject({ exitCode: 2 });
  expect(await callCli(["diff", "rules", "no-such"], { cwd: folder.path })).toMatchObject({ exitCode: 3 });
  expect(await callCli(["review", "--base", "no-such"], { cwd: folder.path })).toMatchObject({ exitCode: 2 });
});
