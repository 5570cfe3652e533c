import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { GitError, type GitRepository } from "./git-repository.ts";

/** A regular file of one state of a repository. */
export interface TreeFile {
  /** Within the repository, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Bytes of a file above which it is passed over: no rule file has as many. */
const LARGEST = 256 * 1024 * 1024;

/**
 * The regular files of a commit whose path is wanted, in the order of their paths. Links and submodules are passed over:
 * what they lead to is no part of the commit.
 *
 * @throws GitError when git fails.
 */
export async function filesOfCommit(repository: GitRepository, commit: string, isWanted: (path: string) => boolean): Promise<readonly TreeFile[]> {
  const listing = await repository.run(["ls-tree", "-r", "-z", "--full-tree", "--long", commit]);
  const entries = listing
    .toString("utf8")
    .split("\0")
    .flatMap((entry) => {
      const match = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(entry);
      return match !== null && Number(match[2]) <= LARGEST && isWanted(match[3]!) ? [{ blob: match[1]!, path: match[3]! }] : [];
    });
  if (entries.length === 0) return [];
  const batch = await repository.run(["cat-file", "--batch"], entries.map(({ blob }) => `${blob}\n`).join(""));
  return readBatch(batch, entries);
}

/** Reads what `git cat-file --batch` wrote: a line `hash blob size`, the bytes and a line end for each. */
function readBatch(batch: Buffer, entries: readonly { readonly blob: string; readonly path: string }[]): readonly TreeFile[] {
  let at = 0;
  return entries.map(({ blob, path }) => {
    const lineEnd = batch.indexOf(0x0a, at);
    const size = new RegExp(`^${blob} blob (\\d+)$`).exec(batch.toString("latin1", at, lineEnd))?.[1];
    if (size === undefined) throw new GitError("git can't read a file of the commit", { help: "a partial clone has to fetch its contents first" });
    const start = lineEnd + 1;
    at = start + Number(size) + 1;
    return { path, bytes: batch.subarray(start, at - 1) };
  });
}

/**
 * The regular files of the work tree whose path is wanted, those that git does not know yet included and those that it
 * ignores left out, in the order of their paths. Links are passed over, so that nothing outside of the repository is read.
 *
 * @throws GitError when git fails.
 */
export async function filesOfWorkTree(repository: GitRepository, isWanted: (path: string) => boolean): Promise<readonly TreeFile[]> {
  const listing = await repository.run(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
  const paths = [...new Set(listing.toString("utf8").split("\0"))].filter((path) => path !== "" && isWanted(path)).toSorted();
  const files: TreeFile[] = [];
  for (const path of paths) {
    const full = join(repository.root, path);
    // oxlint-disable-next-line no-await-in-loop -- as many open files at once as there are rule files may be too many
    if (!(await isRegular(repository.root, path))) continue;
    // oxlint-disable-next-line no-await-in-loop -- see above
    files.push({ path, bytes: await readFile(full) });
  }
  return files;
}

/** Whether a path is a regular file and no folder on the way to it is a link. */
async function isRegular(root: string, path: string): Promise<boolean> {
  const parts = path.split("/");
  for (let length = 1; length <= parts.length; length++) {
    // oxlint-disable-next-line no-await-in-loop -- from the root on
    const stats = await lstat(join(root, ...parts.slice(0, length))).catch(() => undefined);
    if (stats === undefined) return false;
    if (length === parts.length) return stats.isFile() && stats.size <= LARGEST;
    if (!stats.isDirectory()) return false;
  }
  return false;
}
