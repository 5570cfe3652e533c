import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname, resolve } from "node:path";

/** What files look like from outside, by their names: equal while nobody writes to them. */
export type Looks = ReadonlyMap<string, string>;

/** What there is to see at one time. */
export interface Look {
  readonly looks: Looks;
  /** What files that were not among the last ones looked like when they began to count. */
  readonly before?: Looks;
}

/** How long to wait, in milliseconds. */
export interface Patience {
  /** Until files are looked at though the system told of nothing: network folders and new folders tell nothing. */
  readonly poll: number;
  /** After the system told of something: editors write, move and delete for one change. */
  readonly quiet: number;
}

const PATIENCE: Patience = { poll: 1000, quiet: 60 };

/** Looks at files: those that are not there have no looks. */
export function looksOf(paths: Iterable<string>): Looks {
  const looks = new Map<string, string>();
  for (const path of paths) {
    const status = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (status !== undefined) looks.set(path, `${status.ino} ${status.size} ${status.mtimeNs}`);
  }
  return looks;
}

/** The files that came, went, or look otherwise. */
function changedBetween(before: Looks, after: Looks): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}

/**
 * Gives the files that changed each time that some did, for as long as `ended` does not say to stop. What the system tells
 * of folders only says when to look; what is seen decides, so that nothing is missed where it tells nothing, or too much.
 *
 * @param look looks at all files that count, those that are new too.
 */
export async function* changes(look: () => Promise<Look>, ended: AbortSignal | undefined, patience: Patience = PATIENCE): AsyncGenerator<readonly string[]> {
  const folders = new FolderWatch();
  const isOver = (): boolean => ended?.aborted === true;
  try {
    for (let { looks: seen } = await look(); !isOver(); ) {
      folders.watch(seen.keys());
      // oxlint-disable-next-line no-await-in-loop -- one change after the other
      if (await folders.wake(patience.poll, ended)) await folders.wake(patience.quiet, ended);
      // oxlint-disable-next-line no-await-in-loop -- as above
      const now = await look();
      const changed = changedBetween(new Map([...(now.before ?? []), ...seen]), now.looks);
      seen = now.looks;
      if (changed.length > 0 && !isOver()) yield changed;
    }
  } finally {
    folders.close();
  }
}

/** What the system tells of the folders of files. */
class FolderWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  #hasNews = false;
  #wake: (() => void) | undefined;

  /** Watches the folders of these files, and no others. What can't be watched is not: it is looked at all the same. */
  watch(paths: Iterable<string>): void {
    const wanted = new Set(Array.from(paths, (path) => dirname(resolve(path))));
    for (const [folder, watcher] of this.#watchers) if (!wanted.has(folder)) this.#stop(folder, watcher);
    for (const folder of wanted) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, () => this.#tell());
        watcher.on("error", () => this.#stop(folder, watcher));
        this.#watchers.set(folder, watcher);
      } catch {
        // It is gone, or there are too many.
      }
    }
  }

  /** Waits until there is news, the time is over, or all is. Says whether there was news. */
  async wake(milliseconds: number, ended: AbortSignal | undefined): Promise<boolean> {
    if (!this.#hasNews && ended?.aborted !== true) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          done();
        };
        ended?.addEventListener("abort", this.#wake, { once: true });
      });
      if (this.#wake !== undefined) ended?.removeEventListener("abort", this.#wake);
      this.#wake = undefined;
    }
    const hadNews = this.#hasNews;
    this.#hasNews = false;
    return hadNews;
  }

  close(): void {
    for (const [folder, watcher] of this.#watchers) this.#stop(folder, watcher);
  }

  #tell(): void {
    this.#hasNews = true;
    this.#wake?.();
  }

  #stop(folder: string, watcher: FSWatcher): void {
    watcher.close();
    this.#watchers.delete(folder);
  }
}
