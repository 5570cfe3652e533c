import type { Position } from "./range.ts";

/** How the bytes of a source were read. Latin-1 maps every byte to the code point of the same number. */
export type SourceEncoding = "utf-8" | "latin-1";

/** What a {@link SourceText} may be told about where its text comes from. */
export interface SourceTextOptions {
  /** Path or other name shown to people. */
  readonly path?: string;
  /** 1-based number that the first line has in the whole file, when the text is a piece of one. Default 1. */
  readonly firstLine?: number;
  /** 1-based column at which the text begins in its first line, when it is a piece of that line. Default 1. */
  readonly firstColumn?: number;
}

/** What was read. */
interface Content {
  readonly text: string;
  readonly encoding: SourceEncoding;
}

const LINE_FEED = 0x0a;
const LATIN1_CHUNK = 0x8000;

/**
 * The text of one file, with what is needed to speak about places in it and to write it back byte for byte.
 *
 * Bytes that are valid UTF-8 are read as UTF-8; any others make the whole file Latin-1. A byte order mark stays in
 * {@link text} as U+FEFF. Lines end at `\n` (a preceding `\r` belongs to the line).
 */
export class SourceText {
  readonly path: string | undefined;
  readonly firstLine: number;
  readonly firstColumn: number;
  #content: Content | Uint8Array | (() => Uint8Array);
  #lineStarts: Uint32Array | undefined;

  private constructor(content: Content | Uint8Array | (() => Uint8Array), options: SourceTextOptions) {
    this.#content = content;
    this.path = options.path;
    this.firstLine = options.firstLine ?? 1;
    this.firstColumn = options.firstColumn ?? 1;
  }

  /** Reads bytes: UTF-8 if they are valid UTF-8, else Latin-1. Never throws. */
  static fromBytes(bytes: Uint8Array, options: SourceTextOptions = {}): SourceText {
    return new SourceText(decoded(bytes), options);
  }

  /**
   * As {@link SourceText.fromBytes}, but reads them when it is first asked for text. They must not change until then. A
   * function is called for them once; what it throws is thrown to whoever asks for text.
   */
  static fromBytesLater(bytes: Uint8Array | (() => Uint8Array), options: SourceTextOptions = {}): SourceText {
    return new SourceText(bytes, options);
  }

  /** Takes a string as it is; it is written back as UTF-8. */
  static fromString(text: string, options: SourceTextOptions = {}): SourceText {
    return new SourceText({ text, encoding: "utf-8" }, options);
  }

  get text(): string {
    return this.#read().text;
  }

  get encoding(): SourceEncoding {
    return this.#read().encoding;
  }

  /** The bytes this text stands for: those it was read from, unless it came from a string with lone surrogates. */
  toBytes(): Uint8Array {
    return this.encode(this.text);
  }

  /** Encodes other text (an edited version of this one, say) as this file is encoded; `?` for what Latin-1 lacks. */
  encode(text: string): Uint8Array {
    if (this.encoding === "utf-8") return new TextEncoder().encode(text);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      bytes[i] = unit < 0x100 ? unit : 0x3f;
    }
    return bytes;
  }

  /** Number of lines; a text that ends in a line feed has an empty last line. */
  get lineCount(): number {
    return this.#lines().length;
  }

  /** Line and column of an offset; an offset outside the text is moved to its nearest end. */
  positionAt(offset: number): Position {
    const starts = this.#lines();
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    const column = clamped - starts[low]! + (low === 0 ? this.firstColumn : 1);
    return { line: this.firstLine + low, column };
  }

  /** The text of a line (1-based, counted from {@link firstLine}) without its line end; empty when there is none. */
  lineAt(line: number): string {
    const starts = this.#lines();
    const index = line - this.firstLine;
    const start = starts[index];
    if (start === undefined) return "";
    let end = starts[index + 1] ?? this.text.length;
    if (end > start && this.text.charCodeAt(end - 1) === LINE_FEED) end--;
    if (end > start && this.text.charCodeAt(end - 1) === 0x0d) end--;
    return this.text.slice(start, end);
  }

  /** Offset of the first code unit of a line (1-based, counted from {@link firstLine}), or `undefined`. */
  lineStart(line: number): number | undefined {
    return this.#lines()[line - this.firstLine];
  }

  /** Number of bytes of the file before an offset. */
  byteOffsetAt(offset: number): number {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    return this.encoding === "latin-1" ? clamped : utf8Length(this.text, 0, clamped);
  }

  /** Number of bytes that `start..end` takes in the file. */
  byteLength(start = 0, end: number = this.text.length): number {
    return this.encoding === "latin-1" ? end - start : utf8Length(this.text, start, end);
  }

  #read(): Content {
    const content = this.#content;
    if (typeof content === "function") return (this.#content = decoded(content()));
    return content instanceof Uint8Array ? (this.#content = decoded(content)) : content;
  }

  #lines(): Uint32Array {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf("\n"); at !== -1; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
      this.#lineStarts = Uint32Array.from(starts);
    }
    return this.#lineStarts;
  }
}

function decoded(bytes: Uint8Array): Content {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: decodeLatin1(bytes), encoding: "latin-1" };
  }
}

/** Number of bytes a stretch of a string takes in UTF-8; a lone surrogate counts three, as encoders write U+FFFD. */
export function utf8Length(text: string, start = 0, end: number = text.length): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < end && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

// TextDecoder("latin1") is windows-1252 by the Encoding Standard and would change bytes 0x80..0x9f.
function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += LATIN1_CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + LATIN1_CHUNK));
  }
  return text;
}
