export { SOURCE_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
export { directoryStore } from "./directory-store/directory-store.ts";
export { withLock } from "./directory-store/folder-lock.ts";
export type { ReadOptions, SourceIdentity } from "./file-source.ts";
export { fileSource, readIndicators, streamSource } from "./file-source.ts";
