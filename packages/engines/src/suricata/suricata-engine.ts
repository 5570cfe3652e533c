import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { quoted, type Target } from "@sigwright/core";
import { EngineError } from "./engine-error.ts";
import { engineText } from "./engine-text.ts";
import { runProcess } from "./process.ts";

/** An installed Suricata. */
export interface SuricataEngine {
  /** Absolute path of the program. */
  readonly path: string;
  /** As it says itself: `7.0.10`. */
  readonly version: string;
  /** What rules for it are written for: `suricata@7.0`. */
  readonly target: Target;
}

const PROGRAM = "suricata";
const VERSION = /This is Suricata version (\d{1,4})\.(\d{1,4})\.(\S{1,32})/;
const LIMITS = { seconds: 20, megabytes: 4096 } as const;

/**
 * Finds Suricata: the program that the environment variable `SIGWRIGHT_SURICATA` names, else `suricata` on the path.
 *
 * @throws EngineError `missing` when there is none, or what was found does not say it is Suricata.
 */
export async function findSuricata(environment: NodeJS.ProcessEnv = process.env): Promise<SuricataEngine> {
  const named = environment["SIGWRIGHT_SURICATA"];
  const isNamed = named !== undefined && named !== "";
  const path = isNamed ? await namedProgram(named) : await searchPath(environment["PATH"] ?? "");
  const { stdout, stderr } = await runProcess([path, "-V"], tmpdir(), LIMITS);
  const match = VERSION.exec(stdout + stderr);
  if (match === null) {
    throw new EngineError("missing", `${quoted(path)} does not say that it is Suricata`, {
      output: engineText(stdout + stderr),
      help: "let SIGWRIGHT_SURICATA name the suricata program",
    });
  }
  const [, major, minor, patch] = match;
  return { path, version: `${major}.${minor}.${patch}`, target: { engine: "suricata", version: `${major}.${minor}` } };
}

async function namedProgram(named: string): Promise<string> {
  const path = resolve(named);
  if (await isProgram(path)) return await realpath(path);
  throw new EngineError("missing", `SIGWRIGHT_SURICATA names ${quoted(named)}, which is not a program`, {
    help: "let it name the suricata program, or unset it to use the one on the path",
  });
}

async function searchPath(path: string): Promise<string> {
  for (const folder of path.split(delimiter)) {
    // A relative folder on the path would run what lies in a repository under review.
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, PROGRAM);
    if (await isProgram(candidate)) return await realpath(candidate);
  }
  throw new EngineError("missing", "Suricata is not installed: no `suricata` on the path", {
    help: "install Suricata 7 (on Debian 12: tools/engines/install.sh), or let SIGWRIGHT_SURICATA name the program",
  });
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
