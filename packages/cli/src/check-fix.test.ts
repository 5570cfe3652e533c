import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const OLD = 'alert http any any -> any any (msg:"old"; flow:established,to_server; content:"/gate.php"; http_uri; sid:1000001; rev:1;)';
const NEW = 'alert http any any -> any any (msg:"old"; flow:established,to_server; http.uri; content:"/gate.php"; sid:1000001; rev:1;)';

describe("check --fix", () => {
  test("mends the file and says so; a second run finds nothing", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.rules");
    await writeFile(path, `# mine\r\n${OLD}\r\n`);
    await chmod(path, 0o640);
    const first = await callCli(["check", "--no-config", "--profile", "modern", "--fix", path]);
    expect(first).toMatchObject({ exitCode: 0, stderr: `note: \`${path}\`: 1 finding was mended\n` });
    expect(first.stdout).not.toContain("legacy-modifier");
    expect(await readFile(path, "utf8")).toBe(`# mine\r\n${NEW}\r\n`);
    const { mode, mtimeMs } = await stat(path);
    expect(mode & 0o777).toBe(0o640);
    expect(await callCli(["check", "--no-config", "--profile", "modern", "--fix", path])).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
  });

  test("leaves alone what is suppressed, and what no profile asks for", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.rules");
    const text = `# sigwright-disable-next-line suricata/legacy-modifier -- sensors of 2012\n${OLD}\n`;
    await writeFile(path, text);
    await callCli(["check", "--no-config", "--profile", "modern", "--fix", path]);
    await callCli(["check", "--no-config", "--fix", path]);
    expect(await readFile(path, "utf8")).toBe(text);
  });

  test("does not make a line too long to be loaded, and tells", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.rules");
    const mixed = OLD.replace("http_uri;", 'http_uri; content:"beacon"; content:"x"; http_header;');
    const text = mixed.replace("old", "x".repeat(8190 - mixed.length + "old".length));
    await writeFile(path, `${text}\n`);
    const run = await callCli(["check", "--no-config", "--profile", "modern", "--fix", path]);
    expect(run.stderr).toContain("suricata/legacy-modifier was not mended, as the engine would no longer load the rule");
    expect(await readFile(path, "utf8")).toBe(`${text}\n`);
  });

  test("standard input can't be mended", async () => {
    expect(await callCli(["check", "--fix", "-"], { input: OLD })).toMatchObject({ exitCode: 2, stdout: "" });
  });
});

test("an unknown profile is refused, with the nearest", async () => {
  const run = await callCli(["check", "--profile", "teem", "-"], { input: OLD });
  expect(run).toMatchObject({ exitCode: 2, stdout: "" });
  expect(run.stderr).toContain("did you mean `team`?");
});

test("a profile adds its advice", async () => {
  const run = await callCli(["check", "--no-config", "--profile", "team,modern", "--reporter", "json", "-"], { input: OLD });
  const { files } = JSON.parse(run.stdout) as { files: { diagnostics: { code: string }[] }[] };
  expect(files[0]!.diagnostics.map(({ code }) => code)).toEqual([
    "suricata/no-classtype",
    "suricata/no-metadata",
    "suricata/no-reference",
    "suricata/legacy-modifier",
  ]);
});
