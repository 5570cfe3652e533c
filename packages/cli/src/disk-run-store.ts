import { createReadStream, rmSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run, RunStore } from "@sigwright/ruleset";
import { OutputError } from "./output-error.ts";

/** Characters that are gathered before a write; large enough that the system calls don't show in a profile. */
const WRITE_CHARACTERS = 256 * 1024;
const READ_BYTES = 256 * 1024;

/**
 * A run store in a folder of its own under the system's temporary folder (or `parent`). The folder is made at the
 * first run and removed by `dispose`, and when the process ends before that.
 */
export function diskRunStore(parent: string = tmpdir()): RunStore {
  let folder: string | undefined;
  let runs = 0;
  const removeAtExit = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };

  return {
    async write(lines) {
      try {
        if (folder === undefined) {
          folder = await mkdtemp(join(parent, "sigwright-"));
          process.once("exit", removeAtExit);
        }
        runs += 1;
        const path = join(folder, `run-${runs}`);
        await writeLines(path, lines);
        return { batches: () => readLines(path) } satisfies Run;
      } catch (error) {
        throw OutputError.from(error, `setting records aside in \`${folder ?? parent}\` failed`, {
          ENOSPC: "the temporary folder is full; name another one with the environment variable TMPDIR",
        });
      }
    },
    async dispose() {
      process.removeListener("exit", removeAtExit);
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    let gathered = "";
    for (const line of lines) {
      gathered += `${line}\n`;
      if (gathered.length < WRITE_CHARACTERS) continue;
      await file.writeFile(gathered);
      gathered = "";
    }
    if (gathered !== "") await file.writeFile(gathered);
  } finally {
    await file.close();
  }
}

/** The lines of a file, in batches; each ends in a line feed, and what stands behind the last one is left out. */
export async function* readLines(path: string): AsyncGenerator<readonly string[]> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: READ_BYTES })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines;
  }
}
