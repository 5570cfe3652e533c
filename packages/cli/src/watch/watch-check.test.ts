import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callCli, type CliCallOptions } from "../testing/call-cli.ts";
import { writeFiles } from "../testing/scratch-repository.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const RULE = "alert tcp any any -> any any";
const GOOD = `${RULE} (sid:1;)\n`;
const BAD = `${RULE} (conten:x; sid:2;)\n`;

/** What is written for each check of a folder, the first one included, while it is changed. */
async function watched(files: Readonly<Record<string, string>>, steps: readonly ((folder: string) => void)[], options: CliCallOptions = {}): Promise<{ readonly exitCode: number; readonly checks: readonly string[] }> {
  await using folder = await temporaryFolder();
  await writeFiles(folder.path, files);
  const ended = new AbortController();
  const checks: string[] = [];
  let written = "";
  const waiting = [...steps];
  const { exitCode } = await callCli(["--no-color", "check", "--watch", folder.path], {
    ...options,
    ended: ended.signal,
    onWrite: (text) => {
      written += text;
      if (!written.endsWith("waiting for changes\n")) return;
      checks.push(written.replaceAll(`${folder.path}/`, ""));
      written = "";
      const step = waiting.shift();
      // Not at once: the system is to be asked before it can tell.
      setTimeout(() => (step === undefined ? ended.abort() : step(folder.path)), 20);
    },
  });
  return { exitCode, checks };
}

test("files that are changed, added, taken away and mended are checked again; the last check decides", async () => {
  const { exitCode, checks } = await watched({ "a.rules": GOOD }, [
    (folder) => writeFileSync(join(folder, "b.rules"), BAD),
    (folder) => {
      writeFileSync(join(folder, ".b.rules.swp"), GOOD.replace("sid:1", "sid:2"));
      renameSync(join(folder, ".b.rules.swp"), join(folder, "b.rules"));
    },
    (folder) => rmSync(join(folder, "a.rules")),
  ]);
  expect(checks.map((text) => text.includes("unknown option keyword"))).toEqual([false, true, false, false]);
  expect(checks.map((text) => /as (.*) changed/.exec(text)?.[1])).toEqual([undefined, "`b.rules`", "`b.rules`", "`a.rules`"]);
  expect(exitCode).toBe(0);
});

test("a configuration that comes counts, and one with faults is told and waited for", async () => {
  const { exitCode, checks } = await watched({ "a.rules": BAD }, [
    (folder) => writeFileSync(join(folder, "sigwright.yaml"), "version: 1\nseverities: {\n"),
    (folder) => rmSync(join(folder, "sigwright.yaml")),
  ]);
  expect(checks.map((text) => [text.includes("unknown option keyword"), text.includes("is not in order")])).toEqual([[true, false], [false, true], [true, false]]);
  expect(exitCode).toBe(1);
});

test.each<[string, Readonly<Record<string, string>>, string, string]>([
  ["the suricata.yaml of the configuration", { "sigwright.yaml": "version: 1\nengine:\n  suricata-yaml: s.yaml\n", "s.yaml": "vars:\n  address-groups:\n    OTHER: any\n" }, "s.yaml", "vars:\n  address-groups:\n    MINE: any\n"],
  ["a file that it includes", { "sigwright.yaml": "version: 1\nengine:\n  suricata-yaml: s.yaml\n", "s.yaml": "include: i.yaml\n", "i.yaml": "vars:\n  address-groups:\n    OTHER: any\n" }, "i.yaml", "vars:\n  address-groups:\n    MINE: any\n"],
  ["a classification.config", { "sigwright.yaml": "version: 1\nengine:\n  classification: c.config\nvariables:\n  addresses: {MINE: any}\n", "c.config": "config classification: other,Other,1\n" }, "c.config", "config classification: mine,Mine,1\n"],
  ["a baseline that comes", { "sigwright.yaml": "version: 1\nbaseline: known.json\nvariables:\n  addresses: {MINE: any}\n" }, "known.json", '{"version":1,"findings":[]}\n'],
  ["a list that a rule names and that comes", { "a.rules": `${RULE} (dataset:isset,d,type string,load known.lst; sid:1;)\n` }, "known.lst", ""],
])("%s counts at once", async (_, files, changed, text) => {
  const rule = 'alert tcp $MINE any -> any any (msg:"m"; classtype:mine; sid:1;)\n';
  const { checks } = await watched({ "a.rules": rule, ...files }, [(folder) => writeFileSync(join(folder, changed), text)]);
  expect(checks.map((each) => /as (.*) changed/.exec(each)?.[1])).toEqual([undefined, `\`${changed}\``]);
  // What is found, not only what is said of the change.
  const [before, after] = checks.map((each) => each.replace(/^checked.*\n/m, ""));
  expect(after).not.toBe(before);
});

test("a terminal is cleared before each check, and nothing else is", async () => {
  const change = (folder: string): void => writeFileSync(join(folder, "a.rules"), GOOD);
  const files = { "a.rules": BAD };
  expect((await watched(files, [change], { isTerminal: true })).checks.map((text) => text.split("\u001B[2J").length)).toEqual([2, 2]);
  expect((await watched(files, [change])).checks.map((text) => text.includes("\u001B"))).toEqual([false, false]);
});

test.each([
  [["check", "--watch", "-"], "`--watch` waits for files to change"],
  [["check", "--watch", "--fix", "."], "`--fix` and `--watch` don't go together"],
])("%j is told at once", async (args, message) => {
  const { exitCode, stderr } = await callCli(args, { ended: AbortSignal.abort() });
  expect(exitCode).toBeGreaterThan(1);
  expect(stderr).toContain(message);
});
