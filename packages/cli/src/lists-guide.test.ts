import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const guide = readFileSync(new URL("../../../docs/lists.md", import.meta.url), "utf8");

/** The text of the block that is marked with a word behind its language. */
function block(name: string): string {
  const found = new RegExp(`^\`\`\`[a-z]+ ${name.replaceAll(".", String.raw`\.`)}\n([^]*?)^\`\`\`$`, "m").exec(guide)?.[1];
  if (found === undefined) throw new Error(`docs/lists.md has no block ${name}`);
  return found;
}

test("docs/lists.md: the run gives what the guide shows", async () => {
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  for (const name of ["feed.ndjson", "tomorrow.ndjson", "lists.yaml"]) writeFileSync(join(folder, name), block(name));
  const commands = guide.match(/^sigwright generate .*$/gm)!.map((command) =>
    command
      .split(" ")
      .slice(1)
      .map((word) => word.replace(/[a-z]+\.(?:ndjson|yaml)$/, (file) => join(folder, file)).replace(/^out$/, join(folder, "out"))),
  );
  const [args, nextDay] = commands as [string[], string[]];
  expect((await callCli(args)).exitCode).toBe(0);
  const out = (name: string): string => readFileSync(join(folder, "out", name), "utf8");
  expect(readdirSync(join(folder, "out")).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(block("out").trimEnd().split("\n"));
  expect(out("feed-host-994e3a64.lst")).toBe(block("feed-host-994e3a64.lst"));
  for (const name of ["feed.rules", "manifest.ndjson"]) expect(out(name)).toContain(block(name));
  const newer = args.map((word) => (word === join(folder, "out") ? join(folder, "newer") : word));
  expect((await callCli([...newer, "--target", "suricata@8.0"])).exitCode).toBe(0);
  const list = readdirSync(join(folder, "newer")).find((name) => name.startsWith("feed-host-"))!;
  expect(readFileSync(join(folder, "newer", list), "utf8")).toBe(block("context"));
  const told = await callCli(nextDay);
  expect(told.exitCode).toBe(0);
  expect(told.stdout).toContain(block("changes"));
  expect(out("feed-list-changes.txt")).toBe(block("feed-list-changes.txt"));
});
