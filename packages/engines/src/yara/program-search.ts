import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { quoted } from "@sigwright/core";
import { EngineError } from "../suricata/engine-error.ts";

/**
 * Absolute path of a program: the one that an environment variable names, else the first of its name on the path.
 *
 * @throws EngineError `missing` when there is none.
 */
export async function searchProgram(
  program: string,
  variable: string,
  environment: NodeJS.ProcessEnv,
  { name, help }: { readonly name: string; readonly help: string },
): Promise<string> {
  const named = environment[variable];
  if (named !== undefined && named !== "") {
    const path = resolve(named);
    if (await isProgram(path)) return await realpath(path);
    throw new EngineError("missing", `${variable} names ${quoted(named)}, which is not a program`, { help });
  }
  for (const folder of (environment["PATH"] ?? "").split(delimiter)) {
    // A relative folder on the path would run what lies in a repository under review.
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, program);
    // oxlint-disable-next-line no-await-in-loop -- the first that is there is taken
    if (await isProgram(candidate)) return await realpath(candidate);
  }
  throw new EngineError("missing", `${name} is not installed: no \`${program}\` on the path`, { help });
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
