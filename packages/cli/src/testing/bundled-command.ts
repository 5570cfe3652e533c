import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BUNDLE = fileURLToPath(new URL("../../scripts/bundle.mjs", import.meta.url));
/** In the repository, so that the bundle finds the packages that it does not hold. */
const CACHE = fileURLToPath(new URL("../../../../node_modules/.cache", import.meta.url));

/** Names the file that runs the command in a process of its own; tests get it from {@link setup}. */
export const COMMAND_VARIABLE = "SIGWRIGHT_TEST_COMMAND";

/**
 * Bundles the command from its sources once for all tests of a run: to strip types and to link hundreds of modules anew
 * takes each process longer than what it is started for. Vitest calls it first, and what it gives at the end.
 */
export function setup(): () => void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "sigwright-command-"));
  execFileSync(process.execPath, [BUNDLE, folder]);
  process.env[COMMAND_VARIABLE] = join(folder, "main.js");
  return () => rmSync(folder, { recursive: true, force: true });
}
