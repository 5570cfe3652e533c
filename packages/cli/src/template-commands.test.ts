import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SHIPPED_TEMPLATES } from "@sigwright/ruleset";
import { describe, expect, test } from "vitest";
import { TEMPLATES } from "./program.ts";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const ROW = '{"type":"Host","value":"bad-login.net","rating":5,"confidence":95}\n';

test("the help names the templates that are shipped", () => {
  expect(TEMPLATES).toEqual(SHIPPED_TEMPLATES.map(({ id }) => id));
});

describe.each(TEMPLATES)("the template %s", (name) => {
  test("is printed as it is, and the file is in order", async () => {
    const shown = await callCli(["template", "show", name]);
    expect(shown).toEqual({ exitCode: 0, stderr: "", stdout: SHIPPED_TEMPLATES.find(({ id }) => id === name)!.text });
    await using folder = await temporaryFolder();
    const file = join(folder.path, "my.yaml");
    await writeFile(file, shown.stdout);
    for (const given of [name, file]) {
      // oxlint-disable-next-line no-await-in-loop -- two
      const checked = await callCli(["template", "check", given]);
      expect(checked).toMatchObject({ exitCode: 0, stderr: "" });
      expect(checked.stdout).toMatch(/is in order: .*\d+ rules for suricata/);
    }
  });
});

test("a name means the shipped template, a path the file, whatever it is called", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "blocking");
  await writeFile(file, "version: 1\nid: mine\nextends: default\nfilter: value exists\nsids: { start: 7000000, end: 7000999 }\n");
  const planned = async (template: string): Promise<unknown> => {
    const { stdout } = await callCli(["generate", "--source", "-", "--format", "suricata", "--plan", "--template", template, "--reporter", "json"], { input: ROW });
    return JSON.parse(stdout);
  };
  expect(await planned("blocking")).toMatchObject({ template: { id: "blocking" } });
  expect(await planned(file)).toMatchObject({ template: { id: "mine" } });
});

test.each([
  ["blokcing", "there is no file `blokcing` for the template", "did you mean `blocking`?"],
  ["nowhere/mine.yaml", "there is no file `nowhere/mine.yaml` for the template", "default, research, blocking, hunting"],
])("%s is neither", async (given, message, help) => {
  const { exitCode, stderr } = await callCli(["template", "check", given]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(help);
});
