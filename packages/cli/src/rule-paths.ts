import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, isAbsolute, relative, resolve } from "node:path";
import { quoted } from "@sigwright/core";
import type { SignatureFormat } from "@sigwright/core";
import { errorCode, OutputError } from "./output-error.ts";
import { isPathPattern, pathPattern } from "./path-pattern.ts";

/** Standard input among paths. */
export const STANDARD_INPUT = "-";

/** The files that paths stand for. */
export interface RulePaths {
  /** As they were given, or below a folder as it was given; each once, in order. */
  readonly paths: readonly string[];
  /** What could not be looked at. */
  readonly problems: readonly OutputError[];
  /** What was passed over, in sentences for people. */
  readonly notes: readonly string[];
}

/** Folders that hold nobody's own rules. */
const FOREIGN_FOLDER = "node_modules";
const CURRENT_FOLDER = ".";

/** Whether a path, from the folder that is searched on, is one that a search leaves out. */
export function isForeignPath(path: string): boolean {
  return path.split("/").some((part) => part.startsWith(".") || part === FOREIGN_FOLDER);
}

/** What a search gathers. */
interface Search {
  readonly formats: readonly SignatureFormat[];
  /** By absolute path, so that a file is checked once. */
  readonly found: Map<string, string>;
  readonly problems: OutputError[];
  readonly notes: string[];
}

/**
 * Finds the files to check: a file as it is named; in a folder and those below it every file with an extension of the
 * formats, hidden ones and `node_modules` left out; patterns that the shell left as they are. Links that a folder holds
 * are followed to files inside of it and nowhere else: what a repository holds must not make a check show other files.
 */
export async function findRulePaths(given: readonly string[], formats: readonly SignatureFormat[]): Promise<RulePaths> {
  const search: Search = { formats, found: new Map(), problems: [], notes: [] };
  for (const path of given) {
    // oxlint-disable-next-line no-await-in-loop -- what was named first comes first
    await findPath(path, search);
  }
  const paths = [...search.found.values()].toSorted((a, b) => (a < b ? -1 : 1));
  return { paths, problems: search.problems, notes: search.notes };
}

async function findPath(path: string, search: Search): Promise<void> {
  if (path === STANDARD_INPUT) {
    search.found.set(path, path);
    return;
  }
  try {
    const isFolder = (await stat(path)).isDirectory();
    if (!isFolder) return add(path, search);
    const before = search.found.size;
    await walk(path, Infinity, (name) => !name.startsWith(".") && hasExtension(name, search.formats), search);
    if (search.found.size === before) {
      const extensions = [...new Set(search.formats.flatMap((format) => format.extensions))].join(", ");
      search.notes.push(`there are no rule files in ${quoted(path)} (${extensions})`);
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT" && isPathPattern(path)) return await findPattern(path, search);
    search.problems.push(readingFailed(error, path));
  }
}

async function findPattern(pattern: string, search: Search): Promise<void> {
  const { base, depth, matches } = pathPattern(pattern);
  const before = search.found.size;
  await walk(base === "" ? CURRENT_FOLDER : base, depth, (_, parts) => matches(parts), search, base);
  if (search.found.size === before) search.notes.push(`no file matches ${quoted(pattern)}`);
}

/** Goes through a folder and those below it, without recursion: how deep they go is not for us to say. */
async function walk(
  root: string,
  depth: number,
  isWanted: (name: string, parts: readonly string[]) => boolean,
  search: Search,
  shownRoot: string = root === CURRENT_FOLDER ? "" : root,
): Promise<void> {
  const waiting: (readonly string[])[] = [[]];
  const links: string[] = [];
  for (let parts = waiting.pop(); parts !== undefined; parts = waiting.pop()) {
    const folder = join(root, parts);
    let entries: readonly Dirent[];
    try {
      // oxlint-disable-next-line no-await-in-loop -- one folder after the other is quick enough
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      search.problems.push(readingFailed(error, folder));
      continue;
    }
    for (const entry of entries) {
      const below = [...parts, entry.name];
      if (entry.isDirectory()) {
        if (below.length <= depth && !entry.name.startsWith(".") && entry.name !== FOREIGN_FOLDER) waiting.push(below);
        continue;
      }
      if (!isWanted(entry.name, below)) continue;
      const path = join(shownRoot, below);
      if (entry.isFile()) add(path, search);
      else if (entry.isSymbolicLink()) links.push(path);
    }
  }
  // After the files themselves, so that one that has a link beside it goes by its own name.
  for (const link of links) {
    // oxlint-disable-next-line no-await-in-loop -- links are few
    await addLink(link, root, search);
  }
}

async function addLink(path: string, root: string, search: Search): Promise<void> {
  try {
    const [target, folder] = await Promise.all([realpath(path), realpath(root)]);
    const way = relative(folder, target);
    if (way.startsWith("..") || isAbsolute(way)) {
      search.notes.push(`${quoted(path)} is a link to a file elsewhere and was passed over; name it to have it checked`);
    } else if ((await stat(target)).isFile()) add(path, search, resolve(root, way));
  } catch (error) {
    search.problems.push(readingFailed(error, path));
  }
}

/** Adds a file unless it is there already; `file` is what a link leads to. */
function add(path: string, { found }: Search, file: string = resolve(path)): void {
  if (!found.has(file)) found.set(file, path);
}

/** Whether a name is one of a rule file of the formats. */
export function hasExtension(name: string, formats: readonly SignatureFormat[]): boolean {
  const extension = extname(name).toLowerCase();
  return formats.some((format) => format.extensions.includes(extension));
}

// `join` of node:path would take `./` away, and paths are shown as they are given.
function join(root: string, parts: readonly string[]): string {
  if (parts.length === 0) return root;
  if (root === "") return parts.join("/");
  return root.endsWith("/") ? root + parts.join("/") : `${root}/${parts.join("/")}`;
}

/** An error of the file system about a path that was to be read. */
export function readingFailed(error: unknown, path: string): OutputError {
  if (errorCode(error) === "ENOENT") {
    const help = path.includes("\uFFFD") ? "its name seems not to be UTF-8; rename it" : "check the path; it is taken from the current folder";
    return new OutputError(`there is no file ${quoted(path, 200)}`, { help, cause: error });
  }
  return OutputError.from(error, `reading ${quoted(path, 200)} failed`, {
    EACCES: "change its permissions, or leave it out",
    EPERM: "change its permissions, or leave it out",
    EISDIR: "give the folder's name without anything behind it",
  });
}
