import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { quoted, type Target } from "@sigwright/core";
import { EngineError } from "../suricata/engine-error.ts";
import { engineText } from "../suricata/engine-text.ts";
import { runProcess } from "../suricata/process.ts";
import { searchProgram } from "./program-search.ts";

/** An engine for YARA rules that can be asked. */
export interface YaraEngine {
  /** `yara-x`: YARA-X as WebAssembly, which comes with this package. `yara`: an installed YARA. */
  readonly kind: "yara-x" | "yara";
  /** What people call it. */
  readonly name: string;
  /** As it says itself: `4.2.3`. */
  readonly version: string;
  /** What rules for it are written for: `yara-x@1`, `yara@4.2`. */
  readonly target: Target;
  /** Absolute path of the folder of its programs, or of its package. */
  readonly folder: string;
}

const PACKAGE = "@virustotal/yara-x";
const VERSION = /^(?:YARA )?(\d{1,4})\.(\d{1,4})\.(\d{1,4})/m;
const LIMITS = { seconds: 20, megabytes: 4096 } as const;
const INSTALL_HELP = "install YARA 4 (on Debian 12: tools/engines/install.sh), or let SIGWRIGHT_YARAC name the program `yarac`";

/**
 * Finds YARA: the `yarac` that the environment variable `SIGWRIGHT_YARAC` names, else the one on the path; `yara` is
 * beside it.
 *
 * @throws EngineError `missing` when there is none, or what was found does not say its version.
 */
export async function findYara(environment: NodeJS.ProcessEnv = process.env): Promise<YaraEngine> {
  const path = await searchProgram("yarac", "SIGWRIGHT_YARAC", environment, { name: "YARA", help: INSTALL_HELP });
  const { stdout, stderr } = await runProcess([path, "--version"], tmpdir(), LIMITS);
  const match = VERSION.exec(stdout + stderr);
  if (match === null) {
    throw new EngineError("missing", `${quoted(path)} does not say which version of YARA it is`, {
      output: engineText(stdout + stderr),
      help: "let SIGWRIGHT_YARAC name the program `yarac`",
    });
  }
  const [, major, minor, patch] = match;
  const target = { engine: "yara", version: `${major}.${minor}` };
  return { kind: "yara", name: "YARA", version: `${major}.${minor}.${patch}`, target, folder: dirname(path) };
}

/**
 * Finds YARA-X: the WebAssembly package that this one depends on.
 *
 * @throws EngineError `missing` when the package is not installed.
 */
export async function findYaraX(): Promise<YaraEngine> {
  try {
    const path = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a package.json holds
    const { version } = JSON.parse(await readFile(path, "utf8")) as { readonly version: string };
    const target = { engine: "yara-x", version: version.split(".", 1)[0]! };
    return { kind: "yara-x", name: "YARA-X", version, target, folder: join(dirname(path), "pkg") };
  } catch (cause) {
    throw new EngineError("missing", `YARA-X is not installed: there is no package ${PACKAGE}`, { cause, help: `install it: npm install ${PACKAGE}` });
  }
}
