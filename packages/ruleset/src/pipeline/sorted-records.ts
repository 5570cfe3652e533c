import type { Run, RunStore } from "./run-store.ts";

/**
 * How records of one sort are written as lines. The order of records is that of their lines by UTF-16 code units, so what
 * a record is sorted by stands first in its line; records that belong together share the beginning of their lines.
 */
export interface RecordShape<T> {
  /** One line of well-formed Unicode; flat text as `JSON.stringify` makes it, since pieces joined by hand take more room. */
  readonly toLine: (record: T) => string;
  readonly fromLine: (line: string) => T;
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
 * Collects records and gives them back sorted, as often as asked. They are held as lines, which take a fraction of the room
 * of objects and give the garbage collector nothing to follow. While they fit the budget they stay in memory; beyond it they
 * are written to a store as sorted runs that are merged when read.
 */
export class SortedRecords<T> {
  readonly #shape: RecordShape<T>;
  readonly #store: RunStore;
  readonly #budget: MemoryBudget;
  readonly #runs: Run[] = [];
  #lines: string[] = [];
  #size = 0;
  #isSorted = true;

  constructor(shape: RecordShape<T>, store: RunStore, budget: MemoryBudget) {
    this.#shape = shape;
    this.#store = store;
    this.#budget = budget;
  }

  /** Takes a record. Returns a promise only when the caller has to wait for the store. */
  add(record: T): Promise<void> | undefined {
    const line = this.#shape.toLine(record);
    const size = sizeOf(line);
    this.#lines.push(line);
    this.#isSorted = false;
    this.#size += size;
    this.#budget.used += size;
    const { used, limit } = this.#budget;
    if (used <= limit || this.#size < limit * SMALLEST_SHARE) return undefined;
    return this.#setAside();
  }

  /**
   * All records in order, in batches, or those whose lines are wanted. Nothing may be added meanwhile.
   */
  async *batches(isWanted?: (line: string) => boolean): AsyncGenerator<readonly T[]> {
    const { fromLine } = this.#shape;
    for await (const lines of this.#sortedLines()) {
      const wanted = isWanted === undefined ? lines : lines.filter((line) => isWanted(line));
      if (wanted.length > 0) yield wanted.map((line) => fromLine(line));
    }
  }

  /** Frees the memory the records take. The sorter is empty afterwards. */
  clear(): void {
    this.#budget.used -= this.#size;
    this.#size = 0;
    this.#lines = [];
    this.#runs.length = 0;
  }

  #sort(): void {
    if (this.#isSorted) return;
    // oxlint-disable-next-line unicorn/no-array-sort, typescript/require-array-sort-compare -- our own array; by code units
    this.#lines.sort();
    this.#isSorted = true;
  }

  async #setAside(): Promise<void> {
    this.#sort();
    const lines = this.#lines;
    this.#runs.push(await this.#store.write(lines));
    this.#lines = [];
    this.#budget.used -= this.#size;
    this.#size = 0;
  }

  async *#sortedLines(): AsyncGenerator<readonly string[]> {
    this.#sort();
    if (this.#runs.length > 0) yield* this.#merge();
    else for (let at = 0; at < this.#lines.length; at += BATCH) yield this.#lines.slice(at, at + BATCH);
  }

  async *#merge(): AsyncGenerator<readonly string[]> {
    const cursors: Cursor[] = [];
    for (const run of this.#runs) cursors.push(cursorOf(run.batches()[Symbol.asyncIterator]()));
    cursors.push(cursorInMemory(this.#lines));
    const heap: Cursor[] = [];
    for (const cursor of cursors) {
      // oxlint-disable-next-line no-await-in-loop -- a few runs, once
      if (await cursor.load()) pushHeap(heap, cursor);
    }
    let batch: string[] = [];
    while (heap.length > 0) {
      const top = heap[0]!;
      batch.push(top.line);
      // oxlint-disable-next-line no-await-in-loop -- waits only where a batch of a run ends
      if (top.advance() || (await top.load())) siftDown(heap);
      else popHeap(heap);
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
}

/** Bytes of a line in memory, roughly: most are one byte a character, and few are two. */
function sizeOf(line: string): number {
  return 40 + line.length * 1.25;
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

/** A place in one of several sorted sequences of lines. */
interface Cursor {
  line: string;
  /** Goes to the next line of the batch at hand; false when there is none. */
  readonly advance: () => boolean;
  /** Fetches the next batch; false at the end. */
  readonly load: () => Promise<boolean>;
}

function cursorOf(batches: AsyncIterator<readonly string[]>): Cursor {
  let batch: readonly string[] = [];
  let at = 0;
  const cursor: Cursor = {
    line: "",
    advance() {
      at++;
      if (at >= batch.length) return false;
      cursor.line = batch[at]!;
      return true;
    },
    async load() {
      do {
        // oxlint-disable-next-line no-await-in-loop -- skips empty batches
        const next = await batches.next();
        if (next.done === true) return false;
        batch = next.value;
      } while (batch.length === 0);
      at = -1;
      return cursor.advance();
    },
  };
  return cursor;
}

function cursorInMemory(lines: readonly string[]): Cursor {
  let at = -1;
  const cursor: Cursor = {
    line: "",
    advance() {
      at++;
      if (at >= lines.length) return false;
      cursor.line = lines[at]!;
      return true;
    },
    load: () => Promise.resolve(at === -1 && cursor.advance()),
  };
  return cursor;
}

function pushHeap(heap: Cursor[], cursor: Cursor): void {
  heap.push(cursor);
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]!.line <= heap[at]!.line) break;
    [heap[parent], heap[at]] = [heap[at]!, heap[parent]!];
    at = parent;
  }
}

function popHeap(heap: Cursor[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  heap[0] = last;
  siftDown(heap);
}

function siftDown(heap: Cursor[]): void {
  let at = 0;
  for (;;) {
    const left = at * 2 + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const least = right < heap.length && heap[right]!.line < heap[left]!.line ? right : left;
    if (heap[least]!.line >= heap[at]!.line) return;
    [heap[at], heap[least]] = [heap[least]!, heap[at]!];
    at = least;
  }
}

/** Compares texts by UTF-16 code units. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
