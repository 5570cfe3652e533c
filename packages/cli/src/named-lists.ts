import { posix } from "node:path";
import { quoted } from "@sigwright/core";
import { EngineError } from "@sigwright/engines";
import type { RevisionFiles } from "@sigwright/review";

/** Files that rules name, by the names they have there. */
export type NamedLists = Readonly<Record<string, Uint8Array>>;

/** Reads a file that rules name as it is in one state of a repository; undefined when there is none. */
export interface ListReader {
  readonly sizeOf: (name: string) => Promise<number | undefined>;
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
  /** Whether it is another one, or none, on the other side of a change. */
  readonly isChanged: (name: string) => boolean;
}

/** Bytes of all lists that the rules of one file name together. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The path, within the repository, of a file that a rule file names; undefined for one outside of the rule file's folder. */
export function pathBeside(rulePath: string, name: string): string | undefined {
  const folder = posix.dirname(rulePath);
  const path = posix.join(folder, name);
  const isBelow = folder === "." ? !path.startsWith("../") && path !== ".." : path.startsWith(`${folder}/`);
  return name === "" || /[\\\0]/.test(name) || posix.isAbsolute(name) || !isBelow ? undefined : path;
}

/**
 * Reads what the rules of a file name.
 *
 * @param stateOf the state of the repository that counts for a path.
 * @param changed paths of files that a change touches.
 */
export function listReader(rulePath: string, stateOf: (path: string) => RevisionFiles, changed: ReadonlySet<string>): ListReader {
  const where = (name: string): { readonly path: string; readonly files: RevisionFiles } | undefined => {
    const path = pathBeside(rulePath, name);
    return path === undefined ? undefined : { path, files: stateOf(path) };
  };
  return {
    async sizeOf(name) {
      const found = where(name);
      return await found?.files.sizeOf(found.path);
    },
    async read(name) {
      const found = where(name);
      return await found?.files.read(found.path);
    },
    isChanged(name) {
      const path = pathBeside(rulePath, name);
      return path !== undefined && changed.has(path);
    },
  };
}

/**
 * The lists that the rules of a file name, as far as they are there.
 *
 * @throws EngineError `unreadable` when they are too large to be given to an engine.
 */
export async function readLists(rulePath: string, names: Iterable<string>, reader: ListReader): Promise<NamedLists> {
  const lists = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- one large file after the other
    bytes += (await reader.sizeOf(name)) ?? 0;
    if (bytes > MOST_BYTES) throw new EngineError("unreadable", `the files that the rules of ${quoted(rulePath)} name have more than ${MOST_BYTES / 1024 / 1024} MiB`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const content = await reader.read(name);
    if (content !== undefined) lists.set(name, content);
  }
  return Object.fromEntries(lists);
}
