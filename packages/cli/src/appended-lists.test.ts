import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import type { CliCall } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const rule = (sid: number, list: string): string => `alert dns any any -> any any (msg:"mine"; dns.query; dataset:isset,mine${sid},type string,load ${list}; sid:${sid}; rev:1;)\n`;

/** Appends to rules that name lists; `more` makes what else there is. */
async function append(rules: string, check: (call: CliCall, at: (path: string) => string) => void | Promise<void>, more: (at: (path: string) => string) => void = () => {}): Promise<void> {
  await using temporary = await temporaryFolder();
  const at = (path: string): string => join(temporary.path, path);
  for (const folder of ["rules", "rules/lists", "out"]) mkdirSync(at(folder));
  writeFileSync(at("rules/mine.rules"), rules);
  writeFileSync(at("rules/a.lst"), "YQ==\n");
  writeFileSync(at("rules/lists/b.lst"), "Yg==\n");
  writeFileSync(at("c.lst"), "Yw==\n");
  more(at);
  const args = ["generate", "--source", "-", "--format", "suricata", "--out", at("out"), "--name", "feed", "--append", at("rules/mine.rules")];
  await check(await callCli(args, { input: "bad-login.net\n" }), at);
}

test("lists that appended rules name come along, and are removed again by a run without", async () => {
  await append(rule(1, "a.lst") + rule(2, "lists/b.lst") + rule(3, "elsewhere.lst") + `# ${rule(4, "c.lst")}`, async (call, at) => {
    expect(call).toMatchObject({ exitCode: 0 });
    expect([readFileSync(at("out/a.lst"), "utf8"), readFileSync(at("out/lists/b.lst"), "utf8")]).toEqual(["YQ==\n", "Yg==\n"]);
    const { files } = JSON.parse(readFileSync(at("out/manifest.json"), "utf8")) as { files: readonly { path: string; role: string }[] };
    expect(files.filter(({ role }) => role === "list").map(({ path }) => path)).toEqual(["a.lst", "lists/b.lst"]);
    writeFileSync(at("rules/a.lst"), "YWE=\n");
    const again = ["generate", "--source", "-", "--format", "suricata", "--out", at("out"), "--name", "feed"];
    expect(await callCli([...again, "--append", at("rules/mine.rules")], { input: "bad-login.net\n" })).toMatchObject({ exitCode: 0 });
    expect(readFileSync(at("out/a.lst"), "utf8")).toBe("YWE=\n");
    expect(await callCli(again, { input: "bad-login.net\n" })).toMatchObject({ exitCode: 0 });
    expect(existsSync(at("out/a.lst"))).toBe(false);
    expect(existsSync(at("rules/a.lst"))).toBe(true);
  });
});

test("a list above the rules can't come along", async () => {
  await append(rule(1, "../c.lst"), (call, at) => {
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("outside of their folder") as string });
    expect(existsSync(at("out/feed.rules"))).toBe(false);
  });
});

test("a list of somebody else's in the output folder is not overwritten", async () => {
  const foreign = (text: string) => (at: (path: string) => string): void => writeFileSync(at("out/a.lst"), text);
  await append(rule(1, "a.lst"), (call, at) => {
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("would take the place of another file") as string });
    expect(readFileSync(at("out/a.lst"), "utf8")).toBe("bWluZQ==\n");
  }, foreign("bWluZQ==\n"));
  await append(rule(1, "a.lst"), (call, at) => {
    expect(call).toMatchObject({ exitCode: 0 });
    expect(readFileSync(at("out/manifest.json"), "utf8")).not.toContain('"a.lst"');
  }, foreign("YQ==\n"));
});
