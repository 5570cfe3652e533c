const PAGE_BITS = 16;
const PAGE_SIZE = 1 << PAGE_BITS;
const WORDS = PAGE_SIZE / 32;
const FULL = 0xffffffff;

/** A set of whole numbers from 0 to 2^32 - 1, one bit each, that finds the next number not in it quickly. */
export class SidSet {
  readonly #pages = new Map<number, Uint32Array>();

  /** Puts a number in. */
  add(sid: number): void {
    const index = Math.floor(sid / PAGE_SIZE);
    let page = this.#pages.get(index);
    if (page === undefined) {
      page = new Uint32Array(WORDS);
      this.#pages.set(index, page);
    }
    const bit = sid % PAGE_SIZE;
    page[bit >>> 5]! |= 1 << (bit & 31);
  }

  /** Whether a number is in. */
  has(sid: number): boolean {
    const page = this.#pages.get(Math.floor(sid / PAGE_SIZE));
    if (page === undefined) return false;
    const bit = sid % PAGE_SIZE;
    return ((page[bit >>> 5]! >>> (bit & 31)) & 1) === 1;
  }

  /** The smallest number of `from..to` (both included) that is not in, or `undefined`. */
  firstAbsent(from: number, to: number): number | undefined {
    let sid = from;
    while (sid <= to) {
      const page = this.#pages.get(Math.floor(sid / PAGE_SIZE));
      if (page === undefined) return sid;
      const bit = sid % PAGE_SIZE;
      const word = page[bit >>> 5]!;
      if (word === FULL) sid += 32 - (bit & 31);
      else if (((word >>> (bit & 31)) & 1) === 0) return sid;
      else sid++;
    }
    return undefined;
  }

  /** Whether any number of `from..to` (both included) is in. */
  hasAny(from: number, to: number): boolean {
    for (const [index, page] of this.#pages) {
      const first = index * PAGE_SIZE;
      if (first > to || first + PAGE_SIZE <= from) continue;
      for (let word = 0; word < WORDS; word++) {
        if (page[word] === 0) continue;
        for (let bit = 0; bit < 32; bit++) {
          const sid = first + word * 32 + bit;
          if (sid >= from && sid <= to && ((page[word]! >>> bit) & 1) === 1) return true;
        }
      }
    }
    return false;
  }
}
