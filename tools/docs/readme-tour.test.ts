import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const scratch = mkdtempSync(join(tmpdir(), "sigwright-tour-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A command of the tour, and what the README says that it prints. */
interface Step {
  readonly command: string;
  readonly output: string;
}

function tourSteps(): readonly Step[] {
  const steps = readme.matchAll(/```sh\nnpx sigwright (?<command>.+)\n```\n\n```text\n(?<output>[^]*?)\n```/g);
  return [...steps].map(({ groups }) => ({ command: groups!["command"]!, output: groups!["output"]! }));
}

/** Splits a command as a shell does, as far as the tour needs: blanks, single quotes. */
function words(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

function run(command: string): string {
  const main = join(root, "packages/cli/src/main.ts");
  // What the tour writes to `out` goes to a scratch folder here, and is called `out` again in what is shown.
  const args = words(command).map((word) => (word === "out" ? join(scratch, "out") : word));
  const { stdout, stderr } = spawnSync(process.execPath, ["--conditions=@sigwright/source", main, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return `${stdout}${stderr}`.replaceAll(join(scratch, "out"), "out");
}

/** Without the blanks that align columns, which depend on the length of the output folder's name. */
function folded(text: string): string {
  return text.trimEnd().replaceAll(/ {2,}/g, "  ");
}

test("the story of the README is the one that the example tells", () => {
  for (const name of ["first.txt", "second.txt"]) {
    expect(readme).toContain(`\`\`\`text\n${readFileSync(join(root, "tools/example/expected", name), "utf8").trimEnd()}\n\`\`\``);
  }
});

describe("the tour of the README", () => {
  test("has four commands with their output", () => {
    expect(tourSteps()).toHaveLength(4);
  });

  test.each(tourSteps())("prints what it says: $command", ({ command, output }) => {
    expect(folded(run(command))).toBe(folded(output));
  });

  test.each([
    ["suricata", tourSteps()[0]!.command],
    ["snort", /^npx sigwright (.*--format snort3 .*)$/m.exec(readme)![1]!],
  ])("shows rules that its command writes: %s", (language, command) => {
    const shown = new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``).exec(readme)?.[1]?.split("\n") ?? [];
    run(command);
    const written = readFileSync(join(scratch, "out/sigwright.rules"), "utf8").split("\n");
    expect(shown).toHaveLength(3);
    for (const rule of shown) expect(written).toContain(rule);
  });
});
