import type { Run, RunStore } from "./run-store.ts";

/** How records of one sort are ordered, measured and set aside. */
export interface RecordShape<T> {
  /** The order records come out in: negative when `a` comes first, 0 when the order of the two does not matter. */
  readonly compare: (a: T, b: T) => number;
  /** Roughly how many bytes the record takes in memory. */
  readonly size: (record: T) => number;
}

/** Memory that several sorters share; the one that passes the limit sets its own records aside. */
export interface MemoryBudget {
  readonly limit: number;
  used: number;
}

const BATCH = 1024;
// A sorter that holds less of the memory than this share keeps it, though others have filled the rest: runs stay few and
// large, and what is held in all passes the limit by a small part only.
const SMALLEST_SHARE = 1 / 16;

/**
 * Collects JSON-safe records and gives them back sorted, as often as asked. While they fit the budget they stay in memory;
 * beyond it they are written to a store as sorted runs that are merged when read. Records that compare equal come out
 * together, in no particular order.
 */
export class SortedRecords<T> {
  readonly #shape: RecordShape<T>;
  readonly #store: RunStore;
  readonly #budget: MemoryBudget;
  readonly #runs: Run[] = [];
  #records: T[] = [];
  #size = 0;
  #isSorted = true;

  constructor(shape: RecordShape<T>, store: RunStore, budget: MemoryBudget) {
    this.#shape = shape;
    this.#store = store;
    this.#budget = budget;
  }

  /** Takes a record. Returns a promise only when the caller has to wait for the store. */
  add(record: T): Promise<void> | undefined {
    const size = this.#shape.size(record);
    this.#records.push(record);
    this.#isSorted = false;
    this.#size += size;
    this.#budget.used += size;
    const { used, limit } = this.#budget;
    if (used <= limit || this.#size < limit * SMALLEST_SHARE) return undefined;
    return this.#setAside();
  }

  /** All records in order, in batches. Nothing may be added meanwhile. */
  async *batches(): AsyncGenerator<readonly T[]> {
    this.#sort();
    if (this.#runs.length === 0) {
      for (let at = 0; at < this.#records.length; at += BATCH) yield this.#records.slice(at, at + BATCH);
      return;
    }
    yield* this.#merge();
  }

  /** Frees the memory the records take. The sorter is empty afterwards. */
  clear(): void {
    this.#budget.used -= this.#size;
    this.#size = 0;
    this.#records = [];
    this.#runs.length = 0;
  }

  #sort(): void {
    if (this.#isSorted) return;
    // oxlint-disable-next-line unicorn/no-array-sort -- our own array, and a copy would double the memory
    this.#records.sort(this.#shape.compare);
    this.#isSorted = true;
  }

  async #setAside(): Promise<void> {
    this.#sort();
    const records = this.#records;
    this.#runs.push(await this.#store.write(linesOf(records)));
    this.#records = [];
    this.#budget.used -= this.#size;
    this.#size = 0;
  }

  async *#merge(): AsyncGenerator<readonly T[]> {
    const cursors: Cursor<T>[] = [];
    const { compare } = this.#shape;
    for (const run of this.#runs) cursors.push(cursorOf(run.batches()[Symbol.asyncIterator]()));
    cursors.push(cursorInMemory(this.#records));
    const heap: Cursor<T>[] = [];
    for (const cursor of cursors) {
      // oxlint-disable-next-line no-await-in-loop -- a few runs, once
      if (await cursor.load()) pushHeap(heap, cursor, compare);
    }
    let batch: T[] = [];
    while (heap.length > 0) {
      const top = heap[0]!;
      batch.push(top.record());
      // oxlint-disable-next-line no-await-in-loop -- waits only where a batch of a run ends
      if (top.advance() || (await top.load())) siftDown(heap, compare);
      else popHeap(heap, compare);
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
}

/** Joins batches of sorted records to groups of records that belong together; some groups at a time. */
export async function* groupsOf<T>(
  batches: AsyncIterable<readonly T[]>,
  belong: (a: T, b: T) => boolean,
): AsyncGenerator<readonly (readonly T[])[]> {
  let group: T[] = [];
  for await (const batch of batches) {
    const groups: T[][] = [];
    for (const record of batch) {
      if (group.length === 0 || belong(group[0]!, record)) {
        group.push(record);
        continue;
      }
      groups.push(group);
      group = [record];
    }
    if (groups.length > 0) yield groups;
  }
  if (group.length > 0) yield [group];
}

function* linesOf(records: readonly unknown[]): Iterable<string> {
  for (const record of records) yield JSON.stringify(record);
}

interface Cursor<T> {
  readonly record: () => T;
  /** Goes to the next record of the batch at hand; false when there is none. */
  readonly advance: () => boolean;
  /** Fetches the next batch; false at the end. */
  readonly load: () => Promise<boolean>;
}

function cursorOf<T>(batches: AsyncIterator<readonly string[]>): Cursor<T> {
  let batch: readonly string[] = [];
  let at = 0;
  let current: T;
  const take = (): void => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a line this very class wrote from a record
    current = JSON.parse(batch[at]!) as T;
  };
  return {
    record: () => current,
    advance() {
      at++;
      if (at >= batch.length) return false;
      take();
      return true;
    },
    async load() {
      do {
        // oxlint-disable-next-line no-await-in-loop -- skips empty batches
        const next = await batches.next();
        if (next.done === true) return false;
        batch = next.value;
      } while (batch.length === 0);
      at = 0;
      take();
      return true;
    },
  };
}

function cursorInMemory<T>(records: readonly T[]): Cursor<T> {
  let at = -1;
  const advance = (): boolean => ++at < records.length;
  return { record: () => records[at]!, advance, load: () => Promise.resolve(at === -1 && advance()) };
}

type Compare<T> = RecordShape<T>["compare"];

function pushHeap<T>(heap: Cursor<T>[], cursor: Cursor<T>, compare: Compare<T>): void {
  heap.push(cursor);
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (compare(heap[parent]!.record(), heap[at]!.record()) <= 0) break;
    [heap[parent], heap[at]] = [heap[at]!, heap[parent]!];
    at = parent;
  }
}

function popHeap<T>(heap: Cursor<T>[], compare: Compare<T>): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  heap[0] = last;
  siftDown(heap, compare);
}

function siftDown<T>(heap: Cursor<T>[], compare: Compare<T>): void {
  const isBefore = (a: number, b: number): boolean => compare(heap[a]!.record(), heap[b]!.record()) < 0;
  let at = 0;
  for (;;) {
    const left = at * 2 + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const least = right < heap.length && isBefore(right, left) ? right : left;
    if (!isBefore(least, at)) return;
    [heap[at], heap[least]] = [heap[least]!, heap[at]!];
    at = least;
  }
}

/** Compares texts by UTF-16 code units. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
