/** Writes numbers and bytes in network byte order into a buffer that grows as needed. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  /** @param capacity bytes set aside at the start: exact saves all copies, a bad guess does no harm. */
  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Number of bytes written. */
  get length(): number {
    return this.#length;
  }

  uint8(value: number): this {
    const at = this.#reserve(1);
    this.#bytes[at] = value;
    return this;
  }

  uint16(value: number): this {
    const at = this.#reserve(2);
    this.#bytes[at] = value >>> 8;
    this.#bytes[at + 1] = value;
    return this;
  }

  uint24(value: number): this {
    return this.uint8(value >>> 16).uint16(value);
  }

  uint32(value: number): this {
    return this.uint16(value >>> 16).uint16(value);
  }

  bytes(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** Appends what `write` writes, behind its length as an unsigned number of `size` bytes. */
  sized(size: 1 | 2 | 3, write: (inner: ByteWriter) => void): this {
    const inner = new ByteWriter();
    write(inner);
    if (inner.length >= 2 ** (8 * size)) {
      throw new RangeError(`${inner.length} bytes don't fit a length field of ${size} bytes`);
    }
    if (size === 1) this.uint8(inner.length);
    else if (size === 2) this.uint16(inner.length);
    else this.uint24(inner.length);
    return this.bytes(inner.toBytes());
  }

  /** What was written; later writes don't change it. */
  toBytes(): Uint8Array {
    // A full buffer is never written to again: the next write moves on to a larger one.
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
  }

  /** Makes room and returns where it begins. Growing replaces the buffer, so it comes before any use of it. */
  #reserve(size: number): number {
    const at = this.#length;
    const needed = at + size;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
    }
    this.#length = needed;
    return at;
  }
}
