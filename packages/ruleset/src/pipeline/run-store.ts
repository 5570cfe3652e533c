/** Lines that were set aside, in the order they were written. */
export interface Run {
  /** Reads from the start at each call, in batches of any size. */
  readonly batches: () => AsyncIterable<readonly string[]>;
}

/**
 * Where the pipeline sets sorted records aside when they outgrow its memory: a folder of temporary files, say. The
 * pipeline calls {@link dispose} when it ends, however it ends.
 */
export interface RunStore {
  /** Sets lines aside. No line holds a line feed, and all are well-formed Unicode. Rejects when the store is full. */
  readonly write: (lines: Iterable<string>) => Promise<Run>;
  /** Forgets all runs and frees what they took. */
  readonly dispose: () => Promise<void>;
}

/** A run store that keeps everything in memory: for tests, browsers and inputs that fit. */
export function memoryRunStore(): RunStore {
  return {
    write(lines) {
      const batch = [...lines];
      // oxlint-disable-next-line require-await -- the contract is asynchronous, memory is not
      return Promise.resolve({ batches: () => oneBatch(batch) });
    },
    dispose: () => Promise.resolve(),
  };
}

// oxlint-disable-next-line require-await -- the contract is asynchronous, memory is not
async function* oneBatch(batch: readonly string[]): AsyncIterable<readonly string[]> {
  yield batch;
}
