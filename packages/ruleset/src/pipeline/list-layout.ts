import { hash32 } from "../digest.ts";

/** Deepest split: 65,536 lists of one group. */
const DEEPEST = 16;
const PLACES = 1 << DEEPEST;

/** What is known of the members that could share lists of one group. */
export class ListCensus {
  readonly capacity: number;
  #count = 0;
  #size = 0;
  /** Sizes by hash; made when the members no longer fit one list. */
  readonly #sizes = new Map<number, number>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get count(): number {
    return this.#count;
  }

  /** Counts a member. `key` places it among the lists of the group. */
  add(key: string, size: number): void {
    this.#count++;
    this.#size += size;
    if (this.capacity === Infinity) return;
    const place = placeOf(key);
    this.#sizes.set(place, (this.#sizes.get(place) ?? 0) + size);
  }

  /** Sums of the sizes of all members whose hash is below an index; 65,537 of them. */
  sums(): Float64Array {
    const sums = new Float64Array(PLACES + 1);
    for (const [place, size] of this.#sizes) sums[place + 1] = size;
    for (let i = 1; i <= PLACES; i++) sums[i]! += sums[i - 1]!;
    return sums;
  }

  get fitsOne(): boolean {
    return this.#size <= this.capacity;
  }
}

/** How the members of one group are spread over lists. */
export interface ListLayout {
  /** The bucket of a member: the first binary digits of its hash, as many as tell its list from the others. */
  readonly bucketOf: (key: string) => string;
}

/**
 * Spreads the members of a group over as few lists as needed, in the manner of extendible hashing: a list that is too
 * full is split in two by the next digit of its members' hashes, and no other list changes. `before` are the buckets
 * that exist; two of them become one again when together they fill no more than half a list.
 */
export function layOut(census: ListCensus, before: readonly string[]): ListLayout {
  const splits = new Set<string>();
  for (const bucket of before) {
    for (let length = 0; length < Math.min(bucket.length, DEEPEST); length++) splits.add(bucket.slice(0, length));
  }
  if (splits.size === 0 && census.fitsOne) return { bucketOf: () => "" };
  const sums = census.sums();
  const sizeOf = (prefix: string): number => {
    const span = PLACES >> prefix.length;
    const start = prefix === "" ? 0 : Number.parseInt(prefix, 2) * span;
    return sums[start + span]! - sums[start]!;
  };
  joinEmptyHalves(splits, sizeOf, census.capacity);
  splitFull(splits, sizeOf, census.capacity);
  if (splits.size === 0) return { bucketOf: () => "" };
  return {
    bucketOf(key) {
      const digits = placeOf(key).toString(2).padStart(DEEPEST, "0");
      let length = 0;
      while (length < DEEPEST && splits.has(digits.slice(0, length))) length++;
      return digits.slice(0, length);
    },
  };
}

function joinEmptyHalves(splits: Set<string>, sizeOf: (prefix: string) => number, capacity: number): void {
  // Deepest first, so that what became a leaf can be joined in its turn.
  for (const prefix of [...splits].toSorted((a, b) => b.length - a.length)) {
    const isSplitFurther = splits.has(`${prefix}0`) || splits.has(`${prefix}1`);
    if (!isSplitFurther && sizeOf(prefix) <= capacity / 2) splits.delete(prefix);
  }
}

function splitFull(splits: Set<string>, sizeOf: (prefix: string) => number, capacity: number): void {
  const open = [""];
  for (let prefix = open.pop(); prefix !== undefined; prefix = open.pop()) {
    if (prefix.length >= DEEPEST) continue;
    if (!splits.has(prefix)) {
      if (sizeOf(prefix) <= capacity) continue;
      splits.add(prefix);
    }
    open.push(`${prefix}0`, `${prefix}1`);
  }
}

/** Where a member stands among all of its group: the first 16 bits of its hash. */
function placeOf(key: string): number {
  return hash32(key) >>> (32 - DEEPEST);
}
