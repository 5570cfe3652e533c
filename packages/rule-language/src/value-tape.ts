import type { SourceEncoding } from "@sigwright/core";

/** What the value grammar calls the things it finds. */
export type TokenKind =
  | "word"
  | "key"
  | "value"
  | "operator"
  | "number"
  | "unit"
  | "range"
  | "regex"
  | "flags"
  | "delimited"
  | "open"
  | "close"
  | "comma"
  | "not"
  | "item"
  | "string"
  | "stray";

/** A fault in a value, by its code without namespace; offsets are in the file. */
export interface ValueProblem {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** Value of each hexadecimal digit by its character code, -1 for other characters. */
const HEX_DIGITS = Int8Array.from({ length: 128 }, (_, code) => "0123456789abcdef".indexOf(String.fromCharCode(code).toLowerCase()));

/** Takes the value parser's reports about one value at a time. It is used over and over, so that it allocates once. */
export class ValueTape {
  /** Whether comments may stand inside values: Snort 3. */
  readonly comments: boolean;
  readonly #encoding: SourceEncoding;
  /** The value, and where it begins in the file. */
  text = "";
  base = 0;
  count = 0;
  readonly kinds: TokenKind[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  negated = false;
  quoted = false;
  textStart = 0;
  textEnd = 0;
  hasEscapes = false;
  problems: ValueProblem[] | undefined;
  /** When set, takes the place in the file of every byte of a pattern. */
  offsets: number[] | undefined;
  #bytes = new Uint8Array(256);
  byteCount = 0;

  constructor(encoding: SourceEncoding, comments: boolean) {
    this.#encoding = encoding;
    this.comments = comments;
  }

  reset(text: string, base: number): void {
    this.text = text;
    this.base = base;
    this.count = 0;
    this.negated = false;
    this.quoted = false;
    this.textStart = base;
    this.textEnd = base;
    this.hasEscapes = false;
    this.problems = undefined;
    this.byteCount = 0;
  }

  /** The bytes of the pattern, in memory of their own. */
  pattern(): Uint8Array {
    return this.#bytes.slice(0, this.byteCount);
  }

  // -- reports of the grammar; offsets are in the value

  token(kind: TokenKind, start: number, end: number): void {
    const { text } = this;
    let last = end;
    while (last > start && isBlank(text.charCodeAt(last - 1))) last--;
    const at = this.count++;
    this.kinds[at] = kind;
    this.starts[at] = this.base + start;
    this.ends[at] = this.base + last;
  }

  problem(code: string, start: number, end: number): void {
    this.problems ??= [];
    this.problems.push({ code, start: this.base + start, end: this.base + end });
  }

  negate(): void {
    this.negated = true;
  }

  openText(start: number): void {
    this.quoted = start > 0 && this.text.charCodeAt(start - 1) === 0x22;
    this.textStart = this.base + start;
  }

  closeText(end: number): void {
    this.textEnd = this.base + end;
  }

  escaped(): void {
    this.hasEscapes = true;
  }

  /** Characters that stand for themselves. */
  bytes(start: number, end: number): void {
    const { text } = this;
    const latin1 = this.#encoding === "latin-1";
    this.#reserve((end - start) * 3);
    const bytes = this.#bytes;
    let count = this.byteCount;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (this.offsets !== undefined) this.#locate(at, unit < 0x80 || latin1 ? 1 : unit < 0x800 ? 2 : 3);
      if (unit < 0x80 || latin1) {
        bytes[count++] = unit;
      } else if (unit < 0x800) {
        bytes[count++] = 0xc0 | (unit >>> 6);
        bytes[count++] = 0x80 | (unit & 0x3f);
      } else {
        const point = text.codePointAt(at)!;
        if (point > 0xffff) {
          if (this.offsets !== undefined) this.#locate(at, 1);
          bytes[count++] = 0xf0 | (point >>> 18);
          bytes[count++] = 0x80 | ((point >>> 12) & 0x3f);
          at++;
        } else {
          bytes[count++] = 0xe0 | (point >>> 12);
        }
        bytes[count++] = 0x80 | ((point >>> 6) & 0x3f);
        bytes[count++] = 0x80 | (point & 0x3f);
      }
    }
    this.byteCount = count;
  }

  /** What stands between two `|`: pairs of hexadecimal digits; blanks and commas separate (Suricata 7.0.10). */
  hex(start: number, end: number): void {
    const { text } = this;
    this.#reserve((end - start + 1) >>> 1);
    let high = -1;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      const digit = code < HEX_DIGITS.length ? HEX_DIGITS[code]! : -1;
      if (digit === -1) {
        if (!isBlank(code) && code !== 0x2c) {
          this.problem("invalid-hex", at, at + 1);
        }
      } else if (high === -1) {
        high = digit;
        if (this.offsets !== undefined) this.#locate(at, 1);
      } else {
        this.#bytes[this.byteCount++] = (high << 4) | digit;
        high = -1;
      }
    }
    if (high !== -1) {
      this.offsets?.pop();
      this.problem("odd-hex", start, end);
    }
  }

  #locate(at: number, count: number): void {
    for (let index = 0; index < count; index++) this.offsets!.push(this.base + at);
  }

  #reserve(more: number): void {
    const needed = this.byteCount + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.byteCount));
    this.#bytes = larger;
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
