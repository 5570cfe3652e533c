import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isPathPattern, pathPattern } from "../path-pattern.ts";
import { STANDARD_INPUT } from "../rule-paths.ts";

/** Name of the file that configures checks. */
export const CONFIGURATION_NAME = "sigwright.yaml";

/** A path without links, absolute; as far as it is there. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    return absolute;
  }
}

/**
 * A path as it is written, from the current folder on, whose own links alone are followed. For files that must be those
 * of another commit: where a link in a change leads must not choose among them.
 */
export function writtenPath(path: string): string {
  return resolve(realPath("."), path);
}

/** The folder from which a configuration for a path is looked for, without links. */
export function startFolder(path: string): string {
  if (path === STANDARD_INPUT) return realPath(".");
  const absolute = realPath(path);
  const status = statSync(absolute, { throwIfNoEntry: false });
  if (status?.isDirectory() === true) return absolute;
  if (status === undefined && isPathPattern(path)) return realPath(pathPattern(path).base || ".");
  return dirname(absolute);
}

/** A folder and those above it, up to the root of the repository that it is in; outside of one, up to the last of all. */
export function foldersUp(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let each = folder; ; each = dirname(each)) {
    folders.push(each);
    if (existsSync(join(each, ".git")) || each === dirname(each)) return folders;
  }
}

/**
 * The nearest configuration on the disk, from a folder up; undefined when there is none. Outside of repositories those in
 * folders that everybody may write to are passed over: anybody could have put them there.
 */
export function findOnDisk(folder: string): string | undefined {
  const folders = foldersUp(folder);
  const isRepository = existsSync(join(folders.at(-1)!, ".git"));
  const found = folders.find((each) => existsSync(join(each, CONFIGURATION_NAME)) && (isRepository || each === folder || !isShared(each)));
  return found === undefined ? undefined : join(found, CONFIGURATION_NAME);
}

const WRITABLE_BY_ALL = 0o002;

function isShared(folder: string): boolean {
  return (statSync(folder).mode & WRITABLE_BY_ALL) !== 0;
}

/** The root of the repository that a folder is in; undefined outside of one. Git is not asked. */
export function repositoryRoot(folder: string): string | undefined {
  const last = foldersUp(folder).at(-1)!;
  return existsSync(join(last, ".git")) ? last : undefined;
}
