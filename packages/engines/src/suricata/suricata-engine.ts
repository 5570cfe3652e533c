import { tmpdir } from "node:os";
import { quoted, type Target } from "@sigwright/core";
import { searchProgram } from "../yara/program-search.ts";
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

const VERSION = /This is Suricata version (\d{1,4})\.(\d{1,4})\.(\S{1,32})/;
const LIMITS = { seconds: 20, megabytes: 4096 } as const;
const HELP = "install Suricata 7 or 8 (on Debian 12: tools/engines/install.sh), or let SIGWRIGHT_SURICATA name the program";

/**
 * Finds Suricata: the program that the environment variable `SIGWRIGHT_SURICATA` names, else the one of the given name
 * on the path.
 *
 * @throws EngineError `missing` when there is none, or what was found does not say it is Suricata.
 */
export async function findSuricata(environment: NodeJS.ProcessEnv = process.env, program = "suricata"): Promise<SuricataEngine> {
  const path = await searchProgram(program, "SIGWRIGHT_SURICATA", environment, { name: "Suricata", help: HELP });
  const { stdout, stderr } = await runProcess([path, "-V"], tmpdir(), LIMITS);
  const match = VERSION.exec(stdout + stderr);
  if (match === null) {
    throw new EngineError("missing", `${quoted(path)} does not say that it is Suricata`, {
      output: engineText(stdout + stderr),
      help: HELP,
    });
  }
  const [, major, minor, patch] = match;
  return { path, version: `${major}.${minor}.${patch}`, target: { engine: "suricata", version: `${major}.${minor}` } };
}

/**
 * Finds the Suricata that rules for a target are to be asked of: `suricata` on the path, or, where that is of another
 * version, the `suricata-8` (for `suricata@8.0`) that may stand beside it. Without one of that version it is the other.
 *
 * @throws EngineError as {@link findSuricata} does.
 */
export async function findSuricataFor({ version }: Target, environment: NodeJS.ProcessEnv = process.env): Promise<SuricataEngine> {
  const [first, beside] = await Promise.allSettled([findSuricata(environment), findSuricata(environment, `suricata-${version.split(".", 1)[0]}`)]);
  const found = [first, beside].flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const engine = found.find(({ target }) => target.version === version) ?? found[0];
  return engine ?? (await findSuricata(environment));
}
