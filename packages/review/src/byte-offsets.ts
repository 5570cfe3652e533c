import { utf8Length, type SourceText } from "@sigwright/core";

/** Code units between two offsets that are kept. */
const STRIDE = 1024;

/**
 * Makes a function that gives the number of bytes of the file before an offset. One pass over the text, then each call
 * looks at no more than a thousand code units: what {@link SourceText.byteOffsetAt} is too slow for when there are
 * thousands of places to tell.
 */
export function byteOffsets(source: SourceText): (offset: number) => number {
  const { text } = source;
  const clamp = (offset: number): number => Math.max(0, Math.min(offset, text.length));
  if (source.encoding === "latin-1") return clamp;
  const kept = new Float64Array(Math.floor(text.length / STRIDE) + 1);
  for (let index = 1; index < kept.length; index++) {
    kept[index] = kept[index - 1]! + utf8Length(text, startOf(text, index - 1), startOf(text, index));
  }
  const last = kept.length - 1;
  if (kept[last]! + utf8Length(text, startOf(text, last)) === text.length) return clamp;
  return (offset) => {
    const end = clamp(offset);
    const index = Math.floor(end / STRIDE);
    return kept[index]! + utf8Length(text, startOf(text, index), end);
  };
}

/** Where a stretch begins: one unit before its place where that would cut a character. */
function startOf(text: string, index: number): number {
  const place = index * STRIDE;
  const unit = text.charCodeAt(place);
  const isCut = place > 0 && unit >= 0xdc00 && unit < 0xe000 && (text.charCodeAt(place - 1) & 0xfc00) === 0xd800;
  return isCut ? place - 1 : place;
}
