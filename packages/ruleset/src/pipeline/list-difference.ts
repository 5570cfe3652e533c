import type { LiveList } from "@sigwright/core";
import type { RecordShape, SortedRecords } from "./sorted-records.ts";

/** A line that stands in one of two files of a list, or in both at far away places. */
export interface DifferingLine {
  /** Number of the list. */
  readonly list: number;
  /** What the line is about. */
  readonly value: string;
  readonly line: string;
  readonly isNew: boolean;
}

type Line = readonly [list: string, value: string, isNew: 0 | 1, line: string];

/** By list, then by value. */
export const DIFFERING_LINE_SHAPE: RecordShape<DifferingLine> = {
  toLine: ({ list, value, line, isNew }) => JSON.stringify([String(list).padStart(10, "0"), value, isNew ? 1 : 0, line] satisfies Line),
  fromLine(text) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a line that toLine wrote
    const [list, value, isNew, line] = JSON.parse(text) as Line;
    return { list: Number(list), value, line, isNew: isNew === 1 };
  },
};

/** Whether two lines are about one value of one list. */
export function areOfOneValue(a: DifferingLine, b: DifferingLine): boolean {
  return a.list === b.list && a.value === b.value;
}

/** Lines held while the other file may still have them. */
const MOST_HELD = 1 << 16;

/**
 * Finds what differs between the file of a list as it was and as it is being written. Both are read in step: what stands in
 * both, which is most, at about the same place, costs no more than to compare it. What is left of a stretch goes to sorted
 * records, where lines that stand far apart meet after all.
 */
export class ListDifference {
  readonly #list: number;
  readonly #live: LiveList;
  readonly #lines: AsyncIterator<readonly string[]>;
  readonly #records: SortedRecords<DifferingLine>;
  readonly #mostHeld: number;
  readonly #old = new Set<string>();
  readonly #new = new Set<string>();
  #batch: readonly string[] = [];
  #at = 0;
  #isAtEnd = false;
  #isReadable = true;

  constructor(list: number, live: LiveList, before: AsyncIterable<readonly string[]>, records: SortedRecords<DifferingLine>, mostHeld: number = MOST_HELD) {
    this.#list = list;
    this.#live = live;
    this.#lines = before[Symbol.asyncIterator]();
    this.#records = records;
    this.#mostHeld = mostHeld;
  }

  /** Takes the next line of the new file. Returns a promise only when the caller has to wait. */
  add(line: string): Promise<void> | undefined {
    if (this.#at < this.#batch.length || this.#isAtEnd) {
      this.#meet(line);
      return this.#held < this.#mostHeld ? undefined : this.#setAside();
    }
    return this.#load().then(() => this.add(line));
  }

  /** Ends both files. False when the old one can't be read, or has something else than lines of such a list. */
  async finish(): Promise<boolean> {
    /* oxlint-disable no-await-in-loop -- a stream */
    do {
      while (this.#at < this.#batch.length) {
        this.#meet(undefined);
        if (this.#held >= this.#mostHeld) await this.#setAside();
      }
      await this.#load();
    } while (!this.#isAtEnd);
    /* oxlint-enable no-await-in-loop */
    await this.#setAside();
    return this.#isReadable;
  }

  get #held(): number {
    return this.#old.size + this.#new.size;
  }

  async #load(): Promise<void> {
    this.#at = 0;
    try {
      const next = await this.#lines.next();
      this.#batch = next.done === true ? [] : next.value;
      this.#isAtEnd = next.done === true;
    } catch {
      // It was there when the run began. The new list is whole without it; only what changed can't be told.
      this.#batch = [];
      this.#isAtEnd = true;
      this.#isReadable = false;
    }
  }

  /** Compares a new line, if there is one, with the next old one, if there is one. */
  #meet(line: string | undefined): void {
    const before = this.#batch[this.#at];
    if (before !== undefined) this.#at++;
    if (before === line) return;
    if (line !== undefined && !this.#old.delete(line)) this.#new.add(line);
    if (before !== undefined && !this.#new.delete(before)) this.#old.add(before);
  }

  async #setAside(): Promise<void> {
    for (const [lines, isNew] of [[this.#old, false], [this.#new, true]] as const) {
      for (const line of lines) {
        const value = this.#live.valueOf(line);
        if (value === undefined) {
          this.#isReadable = false;
          continue;
        }
        const waiting = this.#records.add({ list: this.#list, value, line, isNew });
        // oxlint-disable-next-line no-await-in-loop -- waits only where memory is full
        if (waiting !== undefined) await waiting;
      }
      lines.clear();
    }
  }
}
