const MAX_SIZE = 4096;
const MIN_SIZE = 64;
const MAX_LENGTH = 64;
const JOINED_LINE = /\\[ \t\r\f\v]*\n(?:#[# \t]*)?/g;

/**
 * Gives names that occur over and over as the same string, so that a loop over options allocates nothing and a `Map`
 * finds their hash ready.
 */
export class NameTable {
  readonly #names: (string | undefined)[] = [];
  readonly #mask: number;

  /** A table for names of a text of this length. */
  constructor(textLength: number) {
    const size = textLength > 64 * MAX_SIZE ? MAX_SIZE : MIN_SIZE;
    // Not by `Array.from`, which is slow enough to show where each file is a single rule.
    this.#names.length = size;
    this.#mask = size - 1;
  }

  /** The text of `start..end`, without joined-line marks. */
  get(text: string, start: number, end: number): string {
    const length = end - start;
    if (length === 0) return "";
    if (length > MAX_LENGTH) return name(text, start, end);
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const slot = (hash ^ (hash >>> 12)) & this.#mask;
    const known = this.#names[slot];
    if (known !== undefined && known.length === length && text.startsWith(known, start)) return known;
    const fresh = name(text, start, end);
    this.#names[slot] = fresh;
    return fresh;
  }
}

function name(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  return raw.includes("\\") ? raw.replaceAll(JOINED_LINE, "") : raw;
}
