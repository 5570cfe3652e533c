import { readFileSync } from "node:fs";

/** The file beside the bundle that tells it from all other ones. */
const FILE = new URL("build-id", import.meta.url);

/** What tells this build from all others; undefined where the command is run from its sources, which change. */
export function buildId(): string | undefined {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return undefined;
  }
}
