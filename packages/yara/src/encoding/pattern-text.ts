const ENCODER = new TextEncoder();
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text has bytes: half a surrogate pair has none. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** Whether every character of a text is ASCII's: `ascii` and `wide` say all there is to say of it then. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** The bytes of a text in UTF-16, the low byte first, as Windows has it. */
export function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[2 * at] = unit & 0xff;
    bytes[2 * at + 1] = unit >> 8;
  }
  return bytes;
}

/** Bytes as they stand between the quotes of a text pattern: printable ASCII as it is, all else in hexadecimal. */
export function quotedBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    if (byte === 0x22 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : hexadecimal(byte);
  }
  return text;
}

const REGEXP_SIGN = /[$()*+./?[\\\]^{|}]/;

/** Bytes as they stand in a regular expression, in the dialects of both engines; not within a class. */
export function regexpBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (byte < 0x20 || byte >= 0x7f) text += hexadecimal(byte);
    else text += REGEXP_SIGN.test(character) ? `\\${character}` : character;
  }
  return text;
}

/** The same where it is not known whether they stand in a class: all but letters and digits in hexadecimal. */
export function regexpBytesAnywhere(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += /[A-Za-z0-9]/.test(character) ? character : hexadecimal(byte);
  }
  return text;
}

function hexadecimal(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
