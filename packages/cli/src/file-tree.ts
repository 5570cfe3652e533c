import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import { SourceText } from "@sigwright/core";
import { filesOfCommit, type GitRepository } from "@sigwright/review";
import { readTextFileIfThere } from "./text-file.ts";
import { UsageError } from "./usage-error.ts";

/** Where files that configure a run are read from: the disk, or a commit. Paths are absolute. */
export interface FileTree {
  /**
   * The text of a file; undefined when there is none.
   *
   * @param what it is called in messages.
   * @throws UsageError when it is a folder, OutputError when it can't be read.
   */
  readonly read: (path: string, what: string) => Promise<SourceText | undefined>;
  /** The path with all links in it followed. Rejects when there is no such file. */
  readonly followLinks: (path: string) => Promise<string>;
}

/** Files as they are on the disk. */
export const DISK: FileTree = { read: readTextFileIfThere, followLinks: (path) => realpath(path) };

/**
 * Files as they are in a commit, at the paths they have in the work tree. Links are no files: what they lead to is no
 * part of the commit. Outside of the repository there is nothing.
 */
export function commitTree(repository: GitRepository, commit: string): FileTree {
  return {
    async read(path) {
      const wanted = pathInRepository(repository.root, path);
      if (wanted === undefined) return undefined;
      const [file] = await filesOfCommit(repository, commit, (each) => each === wanted);
      return file === undefined ? undefined : SourceText.fromBytes(file.bytes, { path });
    },
    followLinks: (path) => Promise.resolve(path),
  };
}

/**
 * The text of a file that has to be there.
 *
 * @throws UsageError when there is no such file, OutputError when it can't be read.
 */
export async function textFileIn(tree: FileTree, path: string, what: string): Promise<SourceText> {
  const source = await tree.read(path, what);
  if (source !== undefined) return source;
  throw new UsageError(`there is no file \`${path}\` for ${what}`, "check the path; it is taken from the current folder");
}

/** A path as git writes it; undefined outside of the repository. Both paths are absolute and without links. */
export function pathInRepository(root: string, path: string): string | undefined {
  const way = relative(root, path);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way.replaceAll(sep, "/");
}
