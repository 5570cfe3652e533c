/** The bytes a text has on the wire: UTF-8. A lone surrogate has none; see {@link isWellFormed}. */
export function wireBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether every surrogate of a text has its partner, so that the text has bytes at all. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * The inside of a `content` pattern for some bytes: printable ASCII as it is, everything else in hexadecimal between
 * bars. Blanks and what means something to the rule language (`"`, `;`, `\`, `|`, `:`) are hexadecimal too, so that
 * neither the engine nor a reader can take them for anything but bytes.
 */
export function contentPattern(bytes: Uint8Array): string {
  let pattern = "";
  let inHex = false;
  for (const byte of bytes) {
    if (isPlain(byte)) {
      pattern += inHex ? `|${String.fromCharCode(byte)}` : String.fromCharCode(byte);
      inHex = false;
    } else {
      pattern += (inHex ? " " : "|") + byte.toString(16).padStart(2, "0");
      inHex = true;
    }
  }
  return inHex ? `${pattern}|` : pattern;
}

function isPlain(byte: number): boolean {
  if (byte <= 0x20 || byte > 0x7e) return false;
  return byte !== 0x22 && byte !== 0x3a && byte !== 0x3b && byte !== 0x5c && byte !== 0x7c;
}
