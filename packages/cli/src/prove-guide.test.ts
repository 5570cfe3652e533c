import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { suricataForTests } from "@sigwright/engines/testing";
import { describe, expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const guide = await readFile(new URL("../../../docs/prove.md", import.meta.url), "utf8");
const feed = /^```ndjson feed\.ndjson\n([^]*?)^```/m.exec(guide)![1]!;
const steps = Array.from(guide.matchAll(/^\$ (sigwright|sed) (.*)\n((?:(?!\$ |```).*\n)*)/gm), ([, program, args, output]) => ({
  program: program!,
  args: Array.from(args!.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, word]) => quoted ?? word!),
  output: output!,
}));
const engine = await suricataForTests();

/** The output with anything in the place of `…`: on a line of its own any lines, else the rest of a word or line. */
function pattern(output: string): RegExp {
  const escaped = output.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/^…\n/gm, "(?:[^]*\\n)?").replaceAll("…", "[^\\n]*")}$`);
}

describe.skipIf(engine === undefined)("the guide to proofs", () => {
  test("shows what the commands print", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "feed.ndjson"), feed);
    expect(steps).toHaveLength(4);
    for (const { program, args, output } of steps) {
      if (program === "sed") {
        // oxlint-disable-next-line no-await-in-loop -- the guide's steps follow each other
        await promisify(execFile)("sed", args, { cwd: folder.path });
        continue;
      }
      // oxlint-disable-next-line no-await-in-loop -- as above
      const call = await callCli(args, { cwd: folder.path, env: process.env });
      expect(call.stderr).toBe("");
      expect(call.stdout).toMatch(pattern(output));
    }
  }, 60_000);
});
