import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const guide = readFileSync(new URL("../../../docs/templates.md", import.meta.url), "utf8");
const blocks = Array.from(guide.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm), ([, language = "", text = ""]) => ({ language, text }));
const PATHS = ["team.yaml", "feed.ndjson", "sids.ledger", "rules"];

test("docs/templates.md: a template of one's own, each command as it stands there", async () => {
  await using folder = await temporaryFolder();
  const settled = (text: string): string => text.replaceAll(`${folder.path}/`, "").trimEnd();
  let commands = 0;
  for (const [index, { language, text }] of blocks.entries()) {
    const file = /^(?:yaml|ndjson) (\S+\.\S+)$/.exec(language)?.[1];
    // oxlint-disable no-await-in-loop -- one after the other, as the guide has them
    if (file !== undefined) await writeFile(join(folder.path, file), text);
    if (language !== "sh") continue;
    let printed = "";
    for (const line of text.trim().split("\n")) {
      const args = line.split(" ").slice(1).map((word) => (PATHS.includes(word) ? join(folder.path, word) : word));
      const call = await callCli(args);
      expect(call).toMatchObject({ exitCode: 0, stderr: "" });
      printed += call.stdout;
      commands++;
    }
    // oxlint-enable no-await-in-loop
    const shown = blocks[index + 1];
    if (shown?.language === "text") expect(settled(printed)).toBe(settled(shown.text));
    else expect(printed).toMatch(/is in order/);
  }
  expect(commands).toBe(4);
});
