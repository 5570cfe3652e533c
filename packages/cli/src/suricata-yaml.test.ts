import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RuleConfiguration } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { readSuricataYaml } from "./suricata-yaml.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

interface Read {
  readonly configuration: RuleConfiguration;
  readonly notes: readonly string[];
}

const VARS = "vars:\n  address-groups:\n    HOME_NET: any\n";

/** Reads `etc/suricata.yaml` of these files; links are written `-> target`. */
async function readFiles(files: Readonly<Record<string, string>>): Promise<Read> {
  await using folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder.path, name);
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await mkdir(dirname(path), { recursive: true });
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await (content.startsWith("-> ") ? symlink(content.slice(3), path) : writeFile(path, content.replaceAll("FOLDER", folder.path)));
  }
  const notes: string[] = [];
  const configuration = await readSuricataYaml(join(folder.path, "etc/suricata.yaml"), (note) => notes.push(note.replaceAll(folder.path, "FOLDER")));
  return { configuration, notes };
}

/** The address variables, and the notes. */
async function variables(files: Readonly<Record<string, string>>): Promise<[Record<string, string>, readonly string[]]> {
  const { configuration, notes } = await readFiles(files);
  return [Object.fromEntries(configuration.addressVariables ?? []), notes];
}

describe("files that suricata.yaml includes", () => {
  test("are read in its folder and below, one or several", async () => {
    const files = { "etc/suricata.yaml": "include:\n  - a.yaml\n  - sub/b.yaml\n", "etc/a.yaml": "x: y\n", "etc/sub/b.yaml": `include: a.yaml\n${VARS}` };
    expect(await variables(files)).toEqual([{ HOME_NET: "any" }, []]);
  });

  test.each([
    ["before", `include: a.yaml\n${VARS}`, { HOME_NET: "any" }],
    ["behind", `${VARS}include: a.yaml\n`, { OTHER: "1.2.3.4" }],
  ])("%s the section that both have: the later takes its place", async (_, text, expected) => {
    expect(await variables({ "etc/suricata.yaml": text, "etc/a.yaml": "vars:\n  address-groups:\n    OTHER: 1.2.3.4\n" })).toEqual([expected, []]);
  });

  test.each([
    ["above", "../secret.yaml", {}],
    ["by its absolute path", "FOLDER/secret.yaml", {}],
    ["through a link", "link.yaml", { "etc/link.yaml": "-> ../secret.yaml" }],
    ["through a link to a folder", "sub/secret.yaml", { "etc/sub": "-> .." }],
  ])("are not read outside of it: %s", async (_, name, links) => {
    const [found, notes] = await variables({ "secret.yaml": "vars:\n  address-groups:\n    SECRET: any\n", "etc/suricata.yaml": `${VARS}include: ${name}\n`, ...links });
    expect(found).toEqual({ HOME_NET: "any" });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain("is outside of its folder and is not read");
  });

  test.each([
    ["is not there", { "etc/suricata.yaml": `${VARS}include: a.yaml\n` }, "which is not there"],
    ["includes itself", { "etc/suricata.yaml": `${VARS}include: suricata.yaml\n` }, "through more than 8 files"],
    ["includes many", { "etc/suricata.yaml": `${VARS}include: [${"a.yaml, ".repeat(70)}]\n`, "etc/a.yaml": "a: b\n" }, "more than 64 files"],
    ["is no YAML", { "etc/suricata.yaml": `${VARS}include: a.yaml\n`, "etc/a.yaml": "a: [\n" }, "is no YAML"],
  ])("an included file that %s is a fault", async (_, files, message) => {
    await expect(readFiles(files)).rejects.toThrow(message);
  });
});

describe("categories of address reputation", () => {
  const categories = "# mine\n1,Bad,Known bad hosts\n2,Spam\n";

  test.each([
    ["by its name alone", "reputation-categories-file: iprep.txt\n"],
    ["below the folder for them", "default-reputation-path: FOLDER/etc\nreputation-categories-file: iprep.txt\n"],
    ["by its absolute path", "reputation-categories-file: FOLDER/etc/iprep.txt\n"],
  ])("come from the file that is named %s", async (_, text) => {
    const { configuration, notes } = await readFiles({ "etc/suricata.yaml": VARS + text, "etc/iprep.txt": categories });
    expect([[...(configuration.reputationCategories ?? [])], notes]).toEqual([["Bad", "Spam"], []]);
  });

  test.each([
    ["elsewhere", "reputation-categories-file: ../iprep.txt\n"],
    ["not there", "reputation-categories-file: none.txt\n"],
  ])("are noted when the file is %s", async (_, text) => {
    const { configuration, notes } = await readFiles({ "etc/suricata.yaml": VARS + text, "iprep.txt": categories });
    expect(configuration.reputationCategories).toBeUndefined();
    expect(notes).toHaveLength(1);
  });
});
