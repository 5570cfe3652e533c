import { lstat, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "./output-error.ts";

/**
 * Makes a folder and those above it that are missing, and notes in `made` which, from the outermost on.
 * Step by step: where mkdir says "does not exist" though the parent does (/proc), Node's recursive one never comes back.
 */
export async function makeFolder(path: string, made: string[] = []): Promise<void> {
  const missing: string[] = [];
  let at = path;
  while ((await statIfThere(at)) === undefined && dirname(at) !== at) {
    missing.push(at);
    at = dirname(at);
  }
  for (const folder of missing.toReversed()) {
    try {
      await mkdir(folder);
      made.push(folder);
    } catch (error) {
      // Somebody else was quicker.
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
}

/** What stands at a path, links not followed; `undefined` when nothing does. */
export async function statIfThere(path: string): Promise<Awaited<ReturnType<typeof lstat>> | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
