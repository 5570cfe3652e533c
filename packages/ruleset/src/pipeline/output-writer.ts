/**
 * Where the pipeline writes its files. Nothing is visible at its place before {@link commit}, and after it everything
 * is; after {@link abort}, or when `commit` rejects, what was there before is still there, unchanged.
 */
export interface OutputWriter {
  /**
   * Appends to a file, which is created at the first call. `path` is relative to the output folder, with `/`, and
   * without `..`; or the very string the caller gave for a file that lives elsewhere, the sid ledger for example.
   */
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Gives a file that was written, and is not in place yet, another path, which no other file has. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Puts all files in place, or none. */
  readonly commit: () => Promise<void>;
  /** Throws away what was written. */
  readonly abort: () => Promise<void>;
}

/** An output writer that keeps files in memory: for tests, browsers, and to see what would be written. */
export interface MemoryOutput extends OutputWriter {
  /** The files of the last commit, by path; empty before. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Makes an empty {@link MemoryOutput}. */
export function memoryOutput(): MemoryOutput {
  const files = new Map<string, Uint8Array>();
  let pending = new Map<string, Uint8Array[]>();
  return {
    files,
    write(path, bytes) {
      const chunks = pending.get(path);
      if (chunks === undefined) pending.set(path, [bytes.slice()]);
      else chunks.push(bytes.slice());
      return Promise.resolve();
    },
    rename(from, to) {
      const chunks = pending.get(from);
      if (chunks === undefined || pending.has(to)) return Promise.reject(new Error(`${from} can't become ${to}`));
      pending.delete(from);
      pending.set(to, chunks);
      return Promise.resolve();
    },
    commit() {
      for (const [path, chunks] of pending) files.set(path, concat(chunks));
      pending = new Map();
      return Promise.resolve();
    },
    abort() {
      pending = new Map();
      return Promise.resolve();
    },
  };
}

/** An output writer that writes nothing: for plans. */
export function discardOutput(): OutputWriter {
  const nothing = (): Promise<void> => Promise.resolve();
  return { write: nothing, rename: nothing, commit: nothing, abort: nothing };
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
