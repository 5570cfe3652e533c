import { chmod, mkdir, readFile, readdir, readlink, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./testing/run-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const UGLY = 'rule a { strings: $a="x" condition: $a }\n';
const NEAT = 'rule a {\n  strings:\n    $a = "x"\n\n  condition:\n    $a\n}\n';

test("files are laid out in place, each once, and a second time nothing is left to do", async () => {
  await using folder = await temporaryFolder();
  const { path: cwd } = folder;
  await mkdir(join(cwd, "sub"));
  await writeFile(join(cwd, "ugly.yar"), UGLY);
  await writeFile(join(cwd, "sub/ugly.yara"), UGLY);
  await writeFile(join(cwd, "neat.yar"), NEAT);
  await writeFile(join(cwd, "other.rules"), UGLY);
  await chmod(join(cwd, "ugly.yar"), 0o640);

  const check = await runCli(["fmt", "--check"], { cwd });
  expect(check).toMatchObject({ exitCode: 1, stdout: "sub/ugly.yara\nugly.yar\n" });
  expect(await readFile(join(cwd, "ugly.yar"), "utf8")).toBe(UGLY);

  const run = await runCli(["fmt"], { cwd });
  expect(run).toMatchObject({ exitCode: 0, stdout: "sub/ugly.yara\nugly.yar\n" });
  expect(run.stderr).toContain("2 of 3 files were laid out anew");
  expect(await readFile(join(cwd, "ugly.yar"), "utf8")).toBe(NEAT);
  expect(await readFile(join(cwd, "sub/ugly.yara"), "utf8")).toBe(NEAT);
  expect(await readFile(join(cwd, "other.rules"), "utf8")).toBe(UGLY);
  expect((await stat(join(cwd, "ugly.yar"))).mode & 0o777).toBe(0o640);
  // Nothing half-written is left.
  expect((await readdir(cwd)).toSorted()).toEqual(["neat.yar", "other.rules", "sub", "ugly.yar"]);

  expect(await runCli(["fmt", "--check"], { cwd })).toMatchObject({ exitCode: 0, stdout: "" });
});

test("standard input goes to standard output", async () => {
  await using folder = await temporaryFolder();
  const options = { cwd: folder.path, input: UGLY };
  expect(await runCli(["fmt", "-"], options)).toMatchObject({ exitCode: 0, stdout: NEAT, stderr: "" });
  expect(await runCli(["fmt", "-", "--check"], options)).toMatchObject({ exitCode: 1, stdout: "-\n" });
});

test("bytes that are no UTF-8 stay, and links stay links", async () => {
  await using folder = await temporaryFolder();
  const { path: cwd } = folder;
  await writeFile(join(cwd, "latin.yar"), Buffer.from('rule a { strings: $a="\u00e9" condition: $a }', "latin1"));
  await symlink("latin.yar", join(cwd, "link.yar"));
  expect(await runCli(["fmt", "link.yar"], { cwd })).toMatchObject({ exitCode: 0, stdout: "link.yar\n" });
  expect(await readlink(join(cwd, "link.yar"))).toBe("latin.yar");
  expect(await readFile(join(cwd, "latin.yar"), "latin1")).toBe(NEAT.replace("x", "\u00e9"));
});

test("what can't be parsed stays, and is told", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "a.yar"), `rule b { condition: }\n${UGLY}`);
  const run = await runCli(["fmt", "a.yar"], { cwd: folder.path });
  expect(run).toMatchObject({ exitCode: 0, stdout: "a.yar\n" });
  expect(run.stderr).toContain("1 fault of syntax");
  expect(await readFile(join(folder.path, "a.yar"), "utf8")).toBe(`rule b { condition: }\n\n${NEAT}`);
});

test.each([
  [["local.rules"], 2, "rules of Suricata can't be"],
  [["prose.txt"], 2, "nothing in it looks like a rule"],
  [["missing.yar"], 3, "there is no file"],
  [["--format", "suricata", "a.yar"], 2, "files of the format `suricata` can't be laid out"],
])("%j is told in words", async (args, exitCode, message) => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "local.rules"), 'alert dns any any -> any any (msg:"x"; dns.query; content:"x"; sid:1;)\n');
  await writeFile(join(folder.path, "prose.txt"), "hello\n");
  await writeFile(join(folder.path, "a.yar"), UGLY);
  const run = await runCli(["fmt", ...args], { cwd: folder.path });
  expect(run.exitCode).toBe(exitCode);
  expect(run.stderr).toContain(message);
  expect(await readFile(join(folder.path, "a.yar"), "utf8")).toBe(UGLY);
});
