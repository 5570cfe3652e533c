import { isUtf8 } from "node:buffer";
import type { SourceEncoding } from "@sigwright/core";

/** Bytes of a line over the limit that are kept, to show which one it is. */
const PREVIEW_BYTES = 160;
const LINE_FEED = 0x0a;

/** One line of a source, without its line end. */
export interface Line {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  /** Lines are decoded one by one, so that one stray byte does not change what the others say. */
  readonly encoding: SourceEncoding;
  /** Length in bytes of a line that was over the limit; `text` is its beginning then. */
  readonly tooLong?: number;
}

/**
 * Splits bytes into lines, in batches as they become complete. A last line without line end counts; an empty one
 * after the last line end does not. No more than one chunk and `maxBytes` (200 at least) are held.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<readonly Line[]> {
  let number = 1;
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  const hold = (bytes: Uint8Array): void => {
    // Of a line over the limit only the preview is needed; its length is counted on.
    if (heldBytes <= maxBytes) held.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes > maxBytes && held.length > 0) held = [Buffer.concat(held).subarray(0, PREVIEW_BYTES + 4)];
  };
  const flush = (): Line => {
    const bytes = held.length === 1 ? held[0]! : Buffer.concat(held);
    const line = heldBytes > maxBytes ? preview(bytes, number, heldBytes) : decodeLine(bytes, number);
    number += 1;
    held = [];
    heldBytes = 0;
    return line;
  };

  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    if (heldBytes > 0) {
      const end = chunk.indexOf(LINE_FEED);
      if (end === -1) {
        hold(chunk);
        continue;
      }
      hold(chunk.subarray(0, end));
      lines.push(flush());
      start = end + 1;
    }
    const last = chunk.lastIndexOf(LINE_FEED);
    if (last >= start) {
      number = splitBlock(chunk.subarray(start, last), number, maxBytes, lines);
      start = last + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (heldBytes > 0) yield [flush()];
}

/** Splits complete lines (the last line end left out) and returns the number of the line after them. */
function splitBlock(block: Uint8Array, firstNumber: number, maxBytes: number, lines: Line[]): number {
  let number = firstNumber;
  if (block.length <= maxBytes && isUtf8(block)) {
    // The whole block is decoded at once: several times faster than line by line.
    const text = decodeUtf8(block);
    let start = 0;
    for (;;) {
      const end = text.indexOf("\n", start);
      const line = end === -1 ? text.slice(start) : text.slice(start, end);
      lines.push({ text: withoutCarriageReturn(line), number, encoding: "utf-8" });
      number += 1;
      if (end === -1) return number;
      start = end + 1;
    }
  }
  let start = 0;
  for (;;) {
    const found = block.indexOf(LINE_FEED, start);
    const bytes = block.subarray(start, found === -1 ? block.length : found);
    lines.push(bytes.length > maxBytes ? preview(bytes, number, bytes.length) : decodeLine(bytes, number));
    number += 1;
    if (found === -1) return number;
    start = found + 1;
  }
}

function decodeLine(bytes: Uint8Array, number: number): Line {
  const decoded = decodeBytes(bytes);
  return { text: withoutCarriageReturn(decoded.text), number, encoding: decoded.encoding };
}

function preview(bytes: Uint8Array, number: number, length: number): Line {
  return { text: previewText(bytes), number, encoding: "utf-8", tooLong: length };
}

/** The beginning of bytes that are too many to show, cut between characters. */
export function previewText(bytes: Uint8Array): string {
  let end = Math.min(bytes.length, PREVIEW_BYTES);
  while (end > 0 && end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--;
  return decodeBytes(bytes.subarray(0, end)).text;
}

/** Bytes as text: UTF-8 if they are valid UTF-8, else Latin-1. */
export function decodeBytes(bytes: Uint8Array): { readonly text: string; readonly encoding: SourceEncoding } {
  if (isUtf8(bytes)) return { text: decodeUtf8(bytes), encoding: "utf-8" };
  return { text: asBuffer(bytes).toString("latin1"), encoding: "latin-1" };
}

function decodeUtf8(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("utf8");
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
