import { tmpdir } from "node:os";
import { quoted, type Target } from "@sigwright/core";
import { EngineError } from "../suricata/engine-error.ts";
import { engineText } from "../suricata/engine-text.ts";
import { runProcess } from "../suricata/process.ts";
import { searchProgram } from "../yara/program-search.ts";

/** An installed Snort 3. */
export interface Snort3Engine {
  /** Absolute path of the program. */
  readonly path: string;
  /** As it says itself: `3.12.2.0`. */
  readonly version: string;
  /** What rules for it are written for: `snort@3.12`. */
  readonly target: Target;
}

const VERSION = /Version (3)\.(\d{1,4})\.(\S{1,32})/;
const LIMITS = { seconds: 20, megabytes: 4096 } as const;
const HELP = "install Snort 3, or let SIGWRIGHT_SNORT3 name the program `snort`";

/**
 * Finds Snort 3: the program that the environment variable `SIGWRIGHT_SNORT3` names, else `snort` on the path.
 *
 * @throws EngineError `missing` when there is none, or what was found does not say it is Snort 3.
 */
export async function findSnort3(environment: NodeJS.ProcessEnv = process.env): Promise<Snort3Engine> {
  const path = await searchProgram("snort", "SIGWRIGHT_SNORT3", environment, { name: "Snort 3", help: HELP });
  const { stdout, stderr } = await runProcess([path, "-V"], tmpdir(), LIMITS);
  const match = VERSION.exec(stdout + stderr);
  if (match === null) {
    throw new EngineError("missing", `${quoted(path)} does not say that it is Snort 3`, { output: engineText(stdout + stderr).slice(0, 500), help: HELP });
  }
  const [, major, minor, patch] = match;
  return { path, version: `${major}.${minor}.${patch}`, target: { engine: "snort", version: `${major}.${minor}` } };
}
