import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

test("of lists that are new or gone the summary does not say that nothing came or went", async () => {
  await using folder = await temporaryFolder();
  const template = join(folder.path, "lists.yaml");
  await writeFile(template, "version: 1\nid: lists\nextends: default\nlists: { host: 1 }\n");
  const textOf = async (name: string): Promise<string> => {
    const args = ["generate", "--source", "-", "--format", "suricata", "--template", template, "--guard", "off", "--out", join(folder.path, "my out"), "--name", name, "--list-changes"];
    const { exitCode, stdout, stderr } = await callCli(args, { input: '{"type":"Host","value":"a.example.com","rating":4,"confidence":90}\n' });
    expect(exitCode, stderr).toBe(0);
    return stdout;
  };
  await textOf("one");
  expect(await textOf("one")).toMatch(/since the output of \S+: nothing came or went\n/);
  const text = await textOf("other");
  expect(text).toMatch(/since the output of \S+: no entry to add or remove by a command\n/);
  expect(text).toMatch(/\n {2}\$ suricatasc < '.*my out\/other-list-changes\.txt'\n/);
});
