import { posix } from "node:path";
import type { GitRepository } from "./git-repository.ts";
import { entriesOf, pathOf, readBlobs, regularFile } from "./tree-files.ts";

/** The files of one state of a repository, each read when it is asked for. Paths are as those of `TreeFile`. */
export interface RevisionFiles {
  /** All that git has there, links and submodules included. */
  readonly paths: ReadonlySet<string>;
  /** Bytes of a regular file; undefined for what is none, or reached by a link. */
  readonly sizeOf: (path: string) => Promise<number | undefined>;
  /**
   * The contents of a regular file; undefined for what is none, or reached by a link.
   *
   * @throws GitError when git fails.
   */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

const REGULAR = /^100\d{3} blob ([0-9a-f]+) +(\d+)$/;

/**
 * The files of a commit.
 *
 * @throws GitError when git fails.
 */
export async function revisionOfCommit(repository: GitRepository, commit: string): Promise<RevisionFiles> {
  const paths = new Set<string>();
  const blobs = new Map<string, { readonly blob: string; readonly size: number }>();
  for (const entry of entriesOf(await repository.run(["ls-tree", "-r", "-z", "--full-tree", "--long", commit]))) {
    const tab = entry.indexOf(TAB);
    const path = pathOf(entry.subarray(tab + 1));
    paths.add(path);
    const [, blob, size] = REGULAR.exec(entry.toString("latin1", 0, tab)) ?? [];
    if (blob !== undefined) blobs.set(path, { blob, size: Number(size) });
  }
  return {
    paths,
    sizeOf: (path) => Promise.resolve(blobs.get(path)?.size),
    async read(path) {
      const found = blobs.get(path);
      return found === undefined ? undefined : (await readBlobs(repository, [{ blob: found.blob, path }]))[0]?.bytes;
    },
  };
}

/**
 * The files of the work tree. `paths` are those that git knows, or would take; what it ignores is read all the same.
 *
 * @throws GitError when git fails.
 */
export async function revisionOfWorkTree(repository: GitRepository): Promise<RevisionFiles> {
  const names = new Map(entriesOf(await repository.run(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])).map((name) => [pathOf(name), name]));
  const find = async (path: string): ReturnType<typeof regularFile> => {
    const isInside = posix.normalize(path) === path && !posix.isAbsolute(path) && !path.startsWith("../");
    return isInside ? await regularFile(repository.root, names.get(path) ?? Buffer.from(path)) : undefined;
  };
  return {
    paths: new Set(names.keys()),
    sizeOf: async (path) => (await find(path))?.size,
    read: async (path) => await (await find(path))?.read(),
  };
}

/**
 * Paths of the work tree's files that are not as they were in a commit, those that are gone and those that git does not
 * know yet included.
 *
 * @throws GitError when git fails.
 */
export async function changedPaths(repository: GitRepository, commit: string): Promise<ReadonlySet<string>> {
  const [changed, untracked] = await Promise.all([
    repository.run(["diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules", "--name-only", "-z", commit, "--"]),
    repository.run(["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  return new Set([...entriesOf(changed), ...entriesOf(untracked)].map(pathOf));
}

const TAB = 0x09;
