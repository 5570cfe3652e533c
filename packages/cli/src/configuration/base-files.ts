import { join } from "node:path";
import { quoted } from "@sigwright/core";
import { forkPoint, GitError, type GitRepository, openRepository, pathsOfCommit } from "@sigwright/review";
import { commitTree, DISK, type FileTree, pathInRepository } from "../file-tree.ts";
import type { ConfigurationFlags } from "../rule-configuration.ts";
import { UsageError } from "../usage-error.ts";
import { realPath, writtenPath } from "./find-configuration.ts";

/** The commit whose configuration counts. */
export interface Base {
  readonly ref: string;
  readonly repository: GitRepository;
  readonly tree: FileTree;
  /** All files of the commit, absolute. */
  readonly paths: ReadonlySet<string>;
}

/**
 * Opens the commit from which the work tree's branch parted from another one.
 *
 * @throws UsageError when there is no such commit, or no repository.
 */
export async function openBase(ref: string): Promise<Base> {
  try {
    const repository = await openRepository(process.cwd());
    const commit = await forkPoint(repository, ref);
    const paths = new Set(Array.from(await pathsOfCommit(repository, commit), (path) => join(repository.root, path)));
    return { ref, repository, tree: commitTree(repository, commit), paths };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

/**
 * Where a file of the repository is that a caller names, absolute; undefined for one that lies elsewhere, and so can't be
 * of a change. Links in the repository are not followed: a change could have laid them.
 */
export function placeInBase({ repository: { root } }: Base, path: string): string | undefined {
  return [writtenPath(path), realPath(path)].find((place) => pathInRepository(root, place) !== undefined);
}

/** Files as they are in the repository at the base, and elsewhere on the disk. */
export function treeWithBase({ repository: { root }, tree }: Base): FileTree {
  const treeOf = (path: string): FileTree => (pathInRepository(root, path) === undefined ? DISK : tree);
  return { read: async (path, what) => await treeOf(path).read(path, what), followLinks: async (path) => await treeOf(path).followLinks(path) };
}

/** Flags that name files of an engine's configuration, as far as the base has them; what it has not is noted. */
export async function flagsOfBase(base: Base, flags: ConfigurationFlags, note: (text: string) => void): Promise<ConfigurationFlags> {
  const named: { -readonly [Key in keyof ConfigurationFlags]: ConfigurationFlags[Key] } = {};
  for (const [key, flag] of [["suricataYaml", "suricata-yaml"], ["classification", "classification"], ["referenceConfig", "reference-config"]] as const) {
    const given = flags[key];
    if (given === undefined) continue;
    const place = placeInBase(base, given);
    // oxlint-disable-next-line no-await-in-loop -- three files at most
    if (place === undefined || base.paths.has(place) || (await DISK.read(place, `--${flag}`)) === undefined) named[key] = place ?? given;
    else note(`${quoted(given, 200)}, given for --${flag}, is not in \`${base.ref}\` yet: checked without it`);
  }
  return named;
}
