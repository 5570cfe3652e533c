import type { Stats } from "node:fs";
import { lstat, readFile } from "node:fs/promises";
import { sep } from "node:path";
import { GitError, type GitRepository } from "./git-repository.ts";

/** A regular file of one state of a repository. */
export interface TreeFile {
  /** Within the repository, with `/`. Of a name that is not UTF-8 each byte is one character. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Bytes of a file above which it is passed over: no rule file has as many. */
const LARGEST = 256 * 1024 * 1024;

/** A file of a commit or of the index, by what git keeps of it. */
export interface Blob {
  readonly blob: string;
  readonly path: string;
}

/**
 * The regular files of a commit whose path is wanted, in the order of their paths. Links and submodules are passed over:
 * what they lead to is no part of the commit.
 *
 * @throws GitError when git fails.
 */
export async function filesOfCommit(repository: GitRepository, commit: string, isWanted: (path: string) => boolean): Promise<readonly TreeFile[]> {
  const listing = await repository.run(["ls-tree", "-r", "-z", "--full-tree", "--long", commit]);
  const blobs = entriesOf(listing).flatMap((entry): readonly Blob[] => {
    const match = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(entry.toString("latin1"));
    if (match === null || Number(match[2]) > LARGEST) return [];
    const path = pathOf(Buffer.from(match[3]!, "latin1"));
    return isWanted(path) ? [{ blob: match[1]!, path }] : [];
  });
  return await readBlobs(repository, blobs);
}

/**
 * The paths of all files of a commit, links and submodules included, as {@link TreeFile} has them.
 *
 * @throws GitError when git fails.
 */
export async function pathsOfCommit(repository: GitRepository, commit: string): Promise<ReadonlySet<string>> {
  return new Set(entriesOf(await repository.run(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])).map(pathOf));
}

/** What git puts a NUL behind, as bytes: names need not be UTF-8. */
export function entriesOf(listing: Buffer): readonly Buffer[] {
  const entries: Buffer[] = [];
  let from = 0;
  for (let at = listing.indexOf(0); at !== -1; at = listing.indexOf(0, from)) {
    entries.push(listing.subarray(from, at));
    from = at + 1;
  }
  return entries;
}

/** A name as text. */
export function pathOf(name: Buffer): string {
  const path = name.toString("utf8");
  return path.includes("\uFFFD") && !Buffer.from(path).equals(name) ? name.toString("latin1") : path;
}

/** Reads what git keeps under hashes. */
export async function readBlobs(repository: GitRepository, blobs: readonly Blob[]): Promise<readonly TreeFile[]> {
  if (blobs.length === 0) return [];
  return readBatch(await repository.run(["cat-file", "--batch"], blobs.map(({ blob }) => `${blob}\n`).join("")), blobs);
}

/** Reads what `git cat-file --batch` wrote: a line `hash blob size`, the bytes and a line end for each. */
function readBatch(batch: Buffer, blobs: readonly Blob[]): readonly TreeFile[] {
  let at = 0;
  return blobs.map(({ blob, path }) => {
    const lineEnd = batch.indexOf(0x0a, at);
    const [hash, kind, size] = batch.toString("latin1", at, lineEnd).split(" ");
    if (hash !== blob || kind !== "blob") throw new GitError("git can't read a file of the commit", { help: "a partial clone has to fetch its contents first" });
    const start = lineEnd + 1;
    at = start + Number(size) + 1;
    return { path, bytes: batch.subarray(start, at - 1) };
  });
}

/**
 * The regular files of the work tree whose path is wanted, those that git does not know yet included and those that it
 * ignores left out, in the order of their paths. Links are passed over, so that nothing outside of the repository is
 * read. Files that a sparse checkout leaves out are as git has them: nobody removed them.
 *
 * @throws GitError when git fails.
 */
export async function filesOfWorkTree(repository: GitRepository, isWanted: (path: string) => boolean): Promise<readonly TreeFile[]> {
  const [listing, sparse] = await Promise.all([
    repository.run(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]),
    repository.run(["ls-files", "--cached", "--stage", "-t", "-z"]),
  ]);
  const names = new Map<string, Buffer>();
  for (const name of entriesOf(listing)) if (isWanted(pathOf(name))) names.set(pathOf(name), name);
  const files: TreeFile[] = [];
  for (const [path, name] of names) {
    // oxlint-disable-next-line no-await-in-loop -- as many open files at once as there are rule files may be too many
    const bytes = await readRegular(repository.root, name);
    if (bytes !== undefined) files.push({ path, bytes });
  }
  const found = new Set(files.map(({ path }) => path));
  const left = entriesOf(sparse).flatMap((entry): readonly Blob[] => {
    const match = /^S 100\d{3} ([0-9a-f]+) 0\t([^]+)$/.exec(entry.toString("latin1"));
    const path = match === null ? "" : pathOf(Buffer.from(match[2]!, "latin1"));
    return match !== null && isWanted(path) && !found.has(path) ? [{ blob: match[1]!, path }] : [];
  });
  return [...files, ...(await readBlobs(repository, left))].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The contents of a regular file that is not too large, unless a folder on the way to it is a link. */
async function readRegular(root: string, name: Buffer): Promise<Buffer | undefined> {
  const file = await regularFile(root, name);
  return file !== undefined && file.size <= LARGEST ? await file.read() : undefined;
}

/** A regular file of the disk; undefined for what is none, and where a folder on the way to it is a link. */
export async function regularFile(root: string, name: Buffer): Promise<{ readonly size: number; readonly read: () => Promise<Buffer> } | undefined> {
  for (let at = name.indexOf(SLASH); at !== -1; at = name.indexOf(SLASH, at + 1)) {
    // oxlint-disable-next-line no-await-in-loop -- from the root on
    const folder = await statsOf(fullPath(root, name.subarray(0, at)));
    if (folder?.isDirectory() !== true) return undefined;
  }
  const path = fullPath(root, name);
  const stats = await statsOf(path);
  return stats?.isFile() === true ? { size: stats.size, read: async () => await readFile(path) } : undefined;
}

const SLASH = 0x2f;

/** Where a file of the work tree is on the disk. */
export function fullPath(root: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(root + sep), name]);
}

async function statsOf(path: Buffer): Promise<Stats | undefined> {
  return await lstat(path).catch(() => undefined);
}
