import { resolve } from "node:path";
import type { FileTree } from "../file-tree.ts";
import { type Looks, looksOf } from "./changes.ts";

/** Files beside the rules that a check goes by, which become known while it runs. */
export class WatchedFiles {
  readonly #paths = new Set<string>();
  #firstLooks = new Map<string, string>();

  /** To be called before the file is read or looked for, so that what changes from then on is seen. */
  add(path: string): void {
    const absolute = resolve(path);
    if (this.#paths.has(absolute)) return;
    this.#paths.add(absolute);
    for (const [each, look] of looksOf([absolute])) this.#firstLooks.set(each, look);
  }

  get paths(): Iterable<string> {
    return this.#paths;
  }

  /** What the files that were added since this was last asked looked like then. */
  takeFirstLooks(): Looks {
    const taken = this.#firstLooks;
    this.#firstLooks = new Map();
    return taken;
  }
}

/** A tree of which each file that is asked for is watched, those that are not there too. */
export function watchedTree(tree: FileTree, files: WatchedFiles): FileTree {
  return {
    async read(path, what) {
      files.add(path);
      return await tree.read(path, what);
    },
    async followLinks(path) {
      try {
        return await tree.followLinks(path);
      } catch (error) {
        files.add(path);
        throw error;
      }
    },
  };
}
