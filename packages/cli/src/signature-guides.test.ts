import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ransomwareScenario, RANSOMWARE_INCIDENT } from "@sigwright/threatconnect-simulator";
import type { Seed } from "@sigwright/threatconnect-simulator";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { simulatedPlatform } from "./testing/simulated-platform.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const docs = new URL("../../../docs/", import.meta.url);

interface Block {
  readonly language: string;
  readonly text: string;
}

function blocksOf(guide: string): readonly Block[] {
  const found = guide.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm);
  return Array.from(found, ([, language, text]) => ({ language: language!, text: text! }));
}

/** The commands of a shell block, each as a shell would take it apart: blanks and single quotes. */
function commandsOf({ text }: Block): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("sigwright "))
    .map((line) => Array.from(line.matchAll(/(?:'[^']*'|[^\s'])+/g), ([word]) => word.replaceAll("'", "")).slice(1));
}

/** A text without what is different each time: dates, and the folder that the test runs in. */
function settled(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, "").replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME").trimEnd();
}

test("docs/signatures.md: every command works, and prints what the guide says", async () => {
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  const guide = readFileSync(new URL("signatures.md", docs), "utf8");
  const blocks = blocksOf(guide);
  const env = { SIGWRIGHT_STORE: `dir:${folder}/signatures` };
  const files = ["bad.rules", "cryptor.rules"];
  let commands = 0;
  for (const [index, block] of blocks.entries()) {
    const file = /^suricata (\S+)$/.exec(block.language)?.[1];
    if (file !== undefined) writeFileSync(join(folder, file), block.text);
    if (block.language !== "sh") continue;
    let printed = "";
    for (const words of commandsOf(block)) {
      const args = words.map((word) => (files.includes(word) ? join(folder, word) : word));
      // oxlint-disable-next-line no-await-in-loop -- one command after the other, as the guide has them
      const { exitCode, stdout, stderr } = await callCli(args, { env });
      expect({ exitCode, args, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, args, stderr: "" });
      printed += `${stderr}${stdout}`;
      commands++;
    }
    const shown = blocks[index + 1];
    if (shown?.language === "text" && !shown.text.startsWith("signatures/")) expect(settled(printed, folder)).toBe(settled(shown.text, folder));
  }
  expect(commands).toBeGreaterThan(8);
  const written = await filesIn(folder);
  expect(written["cryptor.rules"]).toBe(written["bad.rules"]!.replace("[INSERT SID HERE]", "1000001"));
  const tree = blocks.find(({ text }) => text.startsWith("signatures/"))!.text;
  for (const path of Object.keys(written)) {
    const [, name] = /^signatures\/[^/]+\/([^/]+)/.exec(path) ?? [];
    if (name !== undefined) expect(tree).toContain(name);
  }
  const [id] = Object.keys(written).flatMap((path) => /^signatures\/([^/]+)\//.exec(path)?.[1] ?? []);
  expect(tree).toContain(`${id}/`);
});

test("docs/threatconnect.md: every command works on a platform", async () => {
  await using temporary = await temporaryFolder();
  await using platform = await simulatedPlatform({ seed: withNumber(54321n) });
  const blocks = blocksOf(readFileSync(new URL("threatconnect.md", docs), "utf8"));
  const commands = blocks.filter(({ language }) => language === "sh").flatMap(commandsOf);
  expect(commands.length).toBeGreaterThan(4);
  for (const words of commands) {
    const args = words.map((word) => (["incident-54321.rules", "rules"].includes(word) ? join(temporary.path, word) : word));
    // What the simulator's incident is made of are reserved names.
    const guards = args[0] === "sync" || args[0] === "generate" ? ["--guard=-special-use-domain,-special-purpose-address"] : [];
    // oxlint-disable-next-line no-await-in-loop -- one command after the other, as the guide has them
    const { exitCode, stderr } = await platform.run([...args, ...guards]);
    expect({ exitCode, args, stderr }).toEqual({ exitCode: 0, args, stderr: "" });
  }
  expect(Object.keys(await filesIn(temporary.path)).toSorted()).toEqual([
    "incident-54321.rules",
    "rules/manifest.json",
    "rules/manifest.ndjson",
    expect.stringMatching(/^rules\/.*-sensor\.yaml$/),
    expect.stringMatching(/^rules\/.*-sha256-[0-9a-f]{8}\.lst$/),
    expect.stringMatching(/^rules\/.*\.rules$/),
  ]);
});

/** The ransomware scenario under the number that the guide uses. */
function withNumber(id: bigint): Seed {
  const seed = ransomwareScenario();
  const renumbered = <Entity extends { readonly groups?: readonly bigint[] }>(entity: Entity): Entity => ({
    ...entity,
    groups: (entity.groups ?? []).map((group) => (group === RANSOMWARE_INCIDENT ? id : group)),
  });
  return {
    ...seed,
    groups: seed.groups.map((group) => renumbered(group.id === RANSOMWARE_INCIDENT ? { ...group, id } : group)),
    indicators: Array.from(seed.indicators, renumbered),
  };
}
