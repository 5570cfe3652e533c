import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { quoted, StoreError } from "@sigwright/core";

/** Files and folders of ours that are on their way begin so. */
export const PENDING = ".sigwright-";

/** The bytes of a file, `undefined` when there is none. Links are not followed: they may lead out of the store. */
export async function readFileOfStore(path: string): Promise<Uint8Array | undefined> {
  let handle;
  try {
    if (constants.O_NOFOLLOW === undefined) await refuseLink(path);
    // Not to wait for a pipe that somebody put there.
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    if (!(await handle.stat()).isFile()) throw new StoreError("unreachable", `${quoted(path)} is no file`);
    return await handle.readFile();
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    if (codeOf(error) === "ELOOP") throw linkError(path);
    throw storeError(error, `${quoted(path)} can't be read`);
  } finally {
    await handle?.close();
  }
}

/** Writes a file whole or not at all; a link in its place is replaced, never followed. */
export async function writeFileOfStore(path: string, data: string | Uint8Array): Promise<void> {
  const pending = join(dirname(path), `${PENDING}${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(pending, "wx");
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(pending, path);
  } catch (error) {
    await rm(pending, { force: true });
    throw storeError(error, `${quoted(path)} can't be written`);
  }
}

/** Names of what is in a folder, sorted; none when there is no such folder. What is on its way is not among them. */
export async function namesIn(path: string): Promise<readonly string[]> {
  try {
    const names = await readdir(path);
    return names.filter((name) => !name.startsWith(PENDING)).toSorted(compare);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw storeError(error, `the folder ${quoted(path)} can't be read`);
  }
}

/** Whether a path is a folder, and no link to one. */
export async function isFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** Makes a folder in the store unless it is there. A link in its place is refused: it may lead out of the store. */
export async function makeFolderOfStore(path: string): Promise<void> {
  try {
    await mkdir(path).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  } catch (error) {
    throw storeError(error, `the folder ${quoted(path)} can't be made`);
  }
  if (!(await isFolder(path))) {
    throw new StoreError("unreachable", `${quoted(path)} is no folder but a file or a link, and a store follows no links`, {
      help: "move it away",
    });
  }
}

/** Puts an error of the file system in words; a `StoreError` comes back as it is. */
export function storeError(error: unknown, doing: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const why = REASONS.get(code ?? "") ?? (error instanceof Error ? error.message : String(error));
  return new StoreError(code === "EACCES" || code === "EPERM" || code === "EROFS" ? "refused" : "unreachable", `${doing}: ${why}`, {
    cause: error,
    help: "check the folder, its permissions and the space on the disk",
  });
}

/** The code of a system error (`ENOENT`), if it is one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The order of code units: the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

async function refuseLink(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) throw linkError(path);
}

function linkError(path: string): StoreError {
  return new StoreError("unreachable", `${quoted(basename(path))} in ${quoted(dirname(path))} is a symbolic link, and a store follows none`, {
    help: "put the file itself in its place",
  });
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space is left on the disk"],
  ["ENOTDIR", "a part of the path is a file, not a folder"],
  ["ENAMETOOLONG", "the path is too long"],
  ["EISDIR", "a folder is in its place"],
]);
