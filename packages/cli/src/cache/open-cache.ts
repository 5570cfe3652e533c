import { buildId } from "./build-id.ts";
import { cacheFolder } from "./cache-folder.ts";
import { cachedCheck, type FileCheck, uncached } from "./check-cache.ts";
import type { CommandIo } from "../command-io.ts";
import { type EntryStore, folderStore, memoryStore } from "./entry-store.ts";

/** How files are checked in a run, or in several. */
export interface OpenCache extends FileCheck {
  /** To be called at the end of each run. */
  readonly settle: () => void;
}

/** Where results may come from. */
export interface CacheRequest {
  /** What is checked, as it was given. */
  readonly paths: readonly string[];
  readonly env: CommandIo["env"];
  /** Whether results of other processes count. */
  readonly isShared: boolean;
  /** Whether there are several runs in this process. */
  readonly isRepeated: boolean;
}

/** Opens what is known of earlier checks; where nothing can be kept, every file is checked anew. */
export function openCache({ paths, env, isShared, isRepeated }: CacheRequest): OpenCache {
  const build = buildId();
  const folder = isShared && build !== undefined ? cacheFolder(paths, env) : undefined;
  const shared = folder === undefined ? undefined : folderStore(folder);
  const store: EntryStore | undefined = isRepeated ? memoryStore(shared) : shared;
  if (store === undefined) return { ...uncached, settle: () => {} };
  return { ...cachedCheck(store, build ?? "sources"), settle: store.settle };
}
