import { lstat, readlink } from "node:fs/promises";
import { posix, sep } from "node:path";
import type { GitRepository } from "./git-repository.ts";
import { entriesOf, fullPath, pathOf } from "./tree-files.ts";

/** What stands at a path whose lines are not the repository's, or are not those of a file that was there. */
export interface ReplacedPath {
  /** As git has it: it need not be UTF-8. */
  readonly name: Buffer;
  /** A file is one that was a link before, or that two branches changed. */
  readonly kind: "link" | "submodule" | "file";
}

/** A link or a submodule now, or one that became a file, or a file that two branches changed. */
const REPLACED = /^:\d{6} (?:(120000|160000) |.* [TU]$)/;

/**
 * Links and submodules of the work tree that are new, or lead elsewhere than at a commit, and files in the place of one.
 *
 * @throws GitError when git fails.
 */
export async function replacedPaths(repository: GitRepository, commit: string): Promise<readonly ReplacedPath[]> {
  const listing = await repository.run(["diff", "--no-ext-diff", "--no-renames", "--ignore-submodules=dirty", "--raw", "-z", commit, "--"]);
  // `:mode mode hash hash status NUL path NUL`
  const parts = entriesOf(listing);
  return parts.flatMap((part, index): readonly ReplacedPath[] => {
    const match = index % 2 === 0 ? REPLACED.exec(part.toString("latin1")) : null;
    const name = parts[index + 1];
    if (match === null || name === undefined) return [];
    return [{ name, kind: match[1] === "120000" ? "link" : match[1] === "160000" ? "submodule" : "file" }];
  });
}

/** A link or a submodule that a change brought, or had lead elsewhere: what is behind it is no part of the change. */
export interface Detour {
  /** Within the repository, as `TreeFile` has it. */
  readonly path: string;
  readonly kind: "link" | "submodule";
  /** Where a link leads within the repository; undefined for one that leads out of it, and for submodules. */
  readonly target: string | undefined;
}

/**
 * The links and submodules that are not as they were at a commit, those that git does not know yet included, in the order
 * of their paths. Nothing of what they lead to is read.
 *
 * @throws GitError when git fails.
 */
export async function detours(repository: GitRepository, commit: string): Promise<readonly Detour[]> {
  const [replaced, untracked] = await Promise.all([replacedPaths(repository, commit), repository.run(["ls-files", "--others", "--exclude-standard", "-z"])]);
  const found: Detour[] = [];
  for (const { name, kind } of replaced) {
    // oxlint-disable-next-line no-await-in-loop -- they are few
    if (kind === "link") found.push(await linkAt(repository, name));
    else if (kind === "submodule") found.push({ path: pathOf(name), kind, target: undefined });
  }
  for (const name of entriesOf(untracked)) {
    // A folder is named only where it is a repository of its own.
    if (name.at(-1) === SLASH) found.push({ path: pathOf(name.subarray(0, -1)), kind: "submodule", target: undefined });
    // oxlint-disable-next-line no-await-in-loop -- as many open files at once as there are new ones may be too many
    else if ((await lstat(fullPath(repository.root, name)).catch(() => undefined))?.isSymbolicLink() === true) found.push(await linkAt(repository, name));
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Goes by the text of the link alone: links on the way are not looked at. */
async function linkAt({ root }: GitRepository, name: Buffer): Promise<Detour> {
  const path = pathOf(name);
  const text = await readlink(fullPath(root, name)).catch(() => undefined);
  const target = text === undefined ? undefined : posix.join(posix.dirname(path), text.replaceAll(sep, "/"));
  const isInside = target !== undefined && !posix.isAbsolute(text!) && target !== ".." && !target.startsWith("../");
  return { path, kind: "link", target: isInside ? target : undefined };
}

const SLASH = 0x2f;
