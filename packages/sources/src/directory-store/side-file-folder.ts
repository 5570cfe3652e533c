import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { quoted, StoreError } from "@sigwright/core";
import type { SideFile } from "@sigwright/core";
import { isFolder, makeFolderOfStore, namesIn, readFileOfStore, storeError, writeFileOfStore } from "./file-access.ts";
import { isSideFileName } from "./folder-name.ts";

const FOLDER = "side-files";

/** The side files of a signature, by name. */
export async function readSideFiles(folder: string): Promise<readonly SideFile[]> {
  const place = join(folder, FOLDER);
  if (!(await isFolder(place))) return [];
  const files: SideFile[] = [];
  for (const name of await namesIn(place)) {
    // oxlint-disable-next-line no-await-in-loop -- one file at a time in memory is enough
    const bytes = await readFileOfStore(join(place, name));
    if (bytes !== undefined) files.push({ name, bytes: Uint8Array.from(bytes) });
  }
  return files;
}

/**
 * Whether the side files are exactly these already.
 *
 * @throws StoreError (`invalid`) when they can't be, for their names.
 */
export async function hasSideFiles(folder: string, files: readonly SideFile[]): Promise<boolean> {
  refuseBadNames(files);
  const { changed, removed } = await difference(folder, files);
  return changed.length === 0 && removed.length === 0;
}

/** Makes the side files exactly these. */
export async function writeSideFiles(folder: string, files: readonly SideFile[]): Promise<void> {
  const place = join(folder, FOLDER);
  const { changed, removed } = await difference(folder, files);
  await makeFolderOfStore(place);
  try {
    // oxlint-disable no-await-in-loop -- the rules may name any of them: first all that is new, then less
    for (const { name, bytes } of changed) await writeFileOfStore(join(place, name), bytes);
    for (const name of removed) await rm(join(place, name), { force: true });
    // oxlint-enable no-await-in-loop
    if (files.length === 0) await rmdir(place).catch(() => {});
  } catch (error) {
    throw storeError(error, `the side files in ${quoted(place)} can't be replaced`);
  }
}

async function difference(
  folder: string,
  files: readonly SideFile[],
): Promise<{ readonly changed: readonly SideFile[]; readonly removed: readonly string[] }> {
  const before = new Map((await readSideFiles(folder)).map(({ name, bytes }) => [name, bytes]));
  const kept = new Set(files.map(({ name }) => name));
  return {
    changed: files.filter(({ name, bytes }) => !sameBytes(before.get(name), bytes)),
    removed: [...before.keys()].filter((name) => !kept.has(name)),
  };
}

function refuseBadNames(files: readonly SideFile[]): void {
  const seen = new Set<string>();
  for (const { name } of files) {
    if (!isSideFileName(name)) {
      throw new StoreError("invalid", `${quoted(name)} can't be the name of a side file`, {
        help: "use letters, digits, dots, hyphens and underscores, 128 at most, not beginning with a dot or hyphen",
      });
    }
    const folded = name.toLowerCase();
    if (seen.has(folded)) throw new StoreError("invalid", `there are two side files of the name ${quoted(name)}, but for capitals`);
    seen.add(folded);
  }
}

function sameBytes(before: Uint8Array | undefined, now: Uint8Array): boolean {
  return before !== undefined && Buffer.compare(before, now) === 0;
}
