/** Bytes of a pattern for people: printable ones as they are, others as `|0d 0a|`; long ones are cut. */
export function shownBytes(bytes: Uint8Array): string {
  let text = "";
  let isHex = false;
  for (const byte of bytes.subarray(0, MOST_BYTES)) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x7c && byte !== 0x60;
    if (isPlain === isHex) text += "|";
    else if (isHex) text += " ";
    text += isPlain ? String.fromCharCode(byte) : byte.toString(16).padStart(2, "0");
    isHex = !isPlain;
  }
  if (isHex) text += "|";
  return `\`${text}${bytes.length > MOST_BYTES ? "…" : ""}\``;
}

/** Text of a rule for people, in backticks; long texts are cut. */
export function shownText(text: string): string {
  const plain = text.replaceAll("`", "'");
  return `\`${plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS)}…` : plain}\``;
}

/** A number of bytes for people. */
export function shownLength(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}

const MOST_BYTES = 48;
const MOST_CHARACTERS = 120;
