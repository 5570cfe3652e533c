import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callCli } from "../testing/call-cli.ts";
import { scratchRepository } from "../testing/scratch-repository.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const rule = (sid: number, source = "any"): string => `alert tcp ${source} any -> any any (msg:"m"; content:"evil${sid}"; sid:${sid}; rev:1;)\n`;
/** A rule that is left out in silence, for which there is a warning. */
const blank = (sid: number): string => ` ${rule(sid)}`;

interface Finding {
  readonly code: string;
  readonly path: string;
  readonly line: number;
}

/** What `check --since main` and `review --base main` say, as `path code`. */
async function bothSay(folder: string, args: readonly string[] = []): Promise<{ readonly check: readonly string[]; readonly review: readonly string[] }> {
  const check = await callCli(["check", "--since", "main", "--reporter", "github", ...args], { cwd: folder });
  const review = await callCli(["review", "--base", "main", "--reporter", "json", ...args], { cwd: folder });
  const annotations = Array.from(check.stdout.matchAll(/^::\w+ file=([^,]+),.*title=([^:,]+)/gm), ([, path, code]) => `${path} ${code}`);
  const { findings } = JSON.parse(review.stdout) as { readonly findings: readonly Finding[] };
  return { check: annotations.toSorted(), review: findings.map(({ path, code }) => `${path} ${code}`).toSorted() };
}

const BOTH = (expected: readonly string[]): unknown => ({ check: expected, review: expected });

test("a changed configuration that tries to silence findings has no effect, and that is told", async () => {
  await using folder = await scratchRepository({ "sigwright.yaml": "version: 1\n", "rules/a.rules": rule(1) });
  await folder.write({
    "rules/a.rules": rule(1) + blank(2),
    "sigwright.yaml": "version: 1\nignore: [rules]\nseverity: { suricata/leading-blank: off }\nbaseline: known.json\n",
    "known.json": '{"version":1,"findings":[]}\n',
  });
  const told = ["known.json configuration/changed", "rules/a.rules suricata/leading-blank", "sigwright.yaml configuration/changed"];
  expect(await bothSay(folder.path)).toEqual(BOTH(told));
  // Naming the changed file gives it no more weight.
  expect((await bothSay(folder.path, ["--config", "sigwright.yaml"])).check).toEqual(told);
  // Neither does committing it, and neither does a place nearer to the rules.
  await folder.write({ "rules/sigwright.yaml": "version: 1\nseverity: { suricata/leading-blank: off }\n" });
  folder.git("add", ".");
  folder.git("commit", "--quiet", "-m", "silence");
  const nearer = await callCli(["check", "--since", "main", "rules"], { cwd: folder.path });
  expect(nearer.stdout).toContain("rules/sigwright.yaml:1:1: info: this new configuration does not count yet: the check goes by what `main` says [configuration/changed]");
  expect(nearer.stdout).toContain("[suricata/leading-blank]");
  // Without a base there is no change: what is there counts.
  expect((await callCli(["check"], { cwd: folder.path })).stdout).not.toContain("leading-blank");
});

test("what the base says counts, and so do the files that it names", async () => {
  await using folder = await scratchRepository({
    "sigwright.yaml": "version: 1\nengine: { suricata-yaml: etc/suricata.yaml }\nseverity: { suricata/leading-blank: error }\n",
    "etc/suricata.yaml": "include: more.yaml\n",
    "etc/more.yaml": "vars:\n  address-groups:\n    MINE: 192.0.2.0/24\n",
    "a.rules": rule(1, "$MINE"),
  });
  await rm(join(folder.path, "sigwright.yaml"));
  await folder.write({ "etc/more.yaml": "vars:\n  address-groups:\n    OTHER: 192.0.2.0/24\n", "a.rules": rule(1, "$MINE") + rule(2, "$OTHER") + blank(3) });
  expect(await bothSay(folder.path)).toEqual(BOTH(["a.rules suricata/leading-blank", "a.rules suricata/undefined-variable", "sigwright.yaml configuration/changed"]));
  const run = await callCli(["check", "--since", "main"], { cwd: folder.path });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain("that this configuration is taken away does not count yet");
});

test("links of a change choose no other configuration, and nothing of what they lead to is shown", async () => {
  await using folder = await scratchRepository({ "a.rules": rule(1), "sigwright.yaml": "version: 1\n", "lab.yaml": "version: 1\nseverity: { suricata/leading-blank: off }\n" });
  await using elsewhere = await temporaryFolder();
  await writeFile(join(elsewhere.path, "secret.yaml"), "SECRET: [\n");
  await folder.write({ "a.rules": rule(1) + blank(2) });
  for (const target of ["lab.yaml", join(elsewhere.path, "secret.yaml")]) {
    // oxlint-disable no-await-in-loop -- one state of the folder after the other
    await rm(join(folder.path, "sigwright.yaml"));
    await symlink(target, join(folder.path, "sigwright.yaml"));
    const run = await callCli(["check", "--since", "main", "--config", "sigwright.yaml"], { cwd: folder.path });
    // oxlint-enable no-await-in-loop
    expect(run.stdout).toContain("[suricata/leading-blank]");
    expect(run.stdout).toContain("[configuration/changed]");
    expect(run.stdout + run.stderr).not.toContain("SECRET");
  }
});

test("a configuration from elsewhere is nobody's change; mistakes in a changed one are told", async () => {
  await using folder = await scratchRepository({ "a.rules": rule(1), "sigwright.yaml": "version: 2\n" });
  await folder.write({ "a.rules": rule(1) + blank(2), "sigwright.yaml": "version: 1\nignored: [a]\n" });
  await using elsewhere = await temporaryFolder();
  const strict = join(elsewhere.path, "strict.yaml");
  await writeFile(strict, "version: 1\nseverity: { suricata/leading-blank: error }\n");
  const run = await callCli(["check", "--since", "main", "--config", strict, "--reporter", "github"], { cwd: folder.path });
  expect([run.exitCode, run.stdout.split("::")[1]]).toEqual([1, expect.stringContaining("error file=a.rules")]);
  // That it is broken on the base must not keep anybody from mending it.
  const mending = await callCli(["check", "--since", "main", "--reporter", "github"], { cwd: folder.path });
  expect(mending.stdout).toContain("::error file=sigwright.yaml,line=2,endLine=2,col=1,endColumn=8,title=configuration/unknown-key::a configuration has no `ignored`");
  expect(mending.stderr).toContain("note: sigwright.yaml is not in order in `main`: checked without it");
});

test("files that flags name are those of the base, and a change of one is told", async () => {
  const sensor = (name: string): string => `vars:\n  address-groups:\n    ${name}: 192.0.2.0/24\n`;
  await using folder = await scratchRepository({ "etc/suricata.yaml": sensor("MINE"), "a.rules": rule(1, "$MINE") });
  await folder.write({ "etc/suricata.yaml": sensor("OTHER"), "etc/new.yaml": sensor("NEW"), "a.rules": rule(1, "$MINE") + rule(2, "$OTHER") + rule(3, "$NEW") });
  const undefinedThere = "a.rules suricata/undefined-variable";
  const told = [undefinedThere, undefinedThere, "etc/suricata.yaml configuration/changed"];
  for (const config of [[], ["--no-config"]]) {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other
    expect(await bothSay(folder.path, ["--suricata-yaml", "etc/suricata.yaml", ...config])).toEqual(BOTH(told));
  }
  // One that the base has not does not count, nor does a link of the change to it.
  await symlink("new.yaml", join(folder.path, "etc/link.yaml"));
  for (const name of ["etc/new.yaml", "etc/link.yaml"]) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    const run = await callCli(["check", "--since", "main", "--suricata-yaml", name], { cwd: folder.path });
    expect(run.stdout.match(/undefined-variable/g)).toHaveLength(2);
    expect(run.stderr).toContain(`\`${name}\`, given for --suricata-yaml, is not in \`main\` yet: checked without it`);
  }
  // One from elsewhere is the caller's, and one that is nowhere is a mistake.
  await using elsewhere = await temporaryFolder();
  await writeFile(join(elsewhere.path, "s.yaml"), sensor("NEW"));
  expect((await callCli(["check", "--since", "main", "--suricata-yaml", join(elsewhere.path, "s.yaml")], { cwd: folder.path })).stdout.match(/undefined-variable/g)).toHaveLength(1);
  expect(await callCli(["check", "--since", "main", "--suricata-yaml", "etc/nowhere.yaml"], { cwd: folder.path })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("there is no file") as string });
});
