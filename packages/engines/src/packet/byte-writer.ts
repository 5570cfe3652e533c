/** Writes numbers and bytes in network byte order into a buffer that grows as needed. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  /** @param capacity bytes set aside at the start; a good guess saves copies, a bad one does no harm. */
  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(Math.max(capacity, 8));
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Number of bytes written. */
  get length(): number {
    return this.#length;
  }

  uint8(value: number): this {
    const at = this.#reserve(1);
    this.#view.setUint8(at, value);
    return this;
  }

  uint16(value: number): this {
    const at = this.#reserve(2);
    this.#view.setUint16(at, value);
    return this;
  }

  uint24(value: number): this {
    return this.uint8(value >>> 16).uint16(value & 0xffff);
  }

  uint32(value: number): this {
    const at = this.#reserve(4);
    this.#view.setUint32(at, value);
    return this;
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

  /** A copy of what was written. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room and returns where it begins. Growing replaces the view, so it comes before any use of the view. */
  #reserve(size: number): number {
    const at = this.#length;
    const needed = at + size;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = needed;
    return at;
  }
}
