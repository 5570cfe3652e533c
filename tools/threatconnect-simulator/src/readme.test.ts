import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { HELP } from "./command.ts";
import { FAULTS } from "./faults/catalogue.ts";
import { ROUTES } from "./routes/routes.ts";
import { SWITCH_VALUES } from "./switches.ts";

const PACKAGE = new URL("..", import.meta.url).pathname;
const ROOT = new URL("../../..", import.meta.url).pathname;
const readme = readFileSync(`${PACKAGE}README.md`, "utf8");

/** The blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  return readme
    .split(`\n\`\`\`${language}\n`)
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf("\n```")));
}

test("the example prints what it says", async () => {
  const args = ["--conditions=@sigwright/source", "--input-type=module", "-e", blocks("js")[0]!];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: PACKAGE });
  expect(stdout.trimEnd()).toBe(blocks("text")[0]);
});

test("the command prints what it says", async () => {
  const [node, ...args] = blocks("sh")[0]!.split(" ");
  expect(node).toBe("node");
  const child = spawn(process.execPath, args, { cwd: ROOT });
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  child.kill();
  expect(chunk.toString().trimEnd()).toBe(blocks("sh")[1]);
});

test("the options are the command's", () => {
  expect(readme).toContain(`\`\`\`text\n${HELP.split("\n\n")[1]!.trimEnd()}\n\`\`\``);
});

test("the table of switches is the source's", () => {
  const source = readFileSync(new URL("./switches.ts", import.meta.url), "utf8");
  const rows = [...source.matchAll(/ {2}\/\*\* (.*) \*\/\n {2}readonly (\w+):/g)].map(([, summary, name]) => {
    const values = SWITCH_VALUES[name as keyof typeof SWITCH_VALUES].map((value) => `\`${value}\``).join(", ");
    return `| \`${name}\` | ${values} | ${summary} |`;
  });
  expect(rows).toHaveLength(Object.keys(SWITCH_VALUES).length);
  expect(readme).toContain(rows.join("\n"));
});

test("the table of faults is the data", () => {
  expect(readme).toContain(
    Object.entries(FAULTS)
      .map(([name, summary]) => `| \`${name}\` | ${summary} |`)
      .join("\n"),
  );
});

test("the list of calls is the routes'", () => {
  const calls = new Map<string, string[]>();
  for (const { method, path } of ROUTES) calls.set(path, [...(calls.get(path) ?? []), method]);
  const lines = [...calls].map(([path, methods]) => `- \`/${path}\` ${methods.join(", ")}`);
  expect(readme).toContain(lines.join("\n"));
});
