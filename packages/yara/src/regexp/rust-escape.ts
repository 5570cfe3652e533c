import { addShorthand, byteSet, sizeOf } from "./byte-set.ts";
import type { RegexpNode } from "./regexp-node.ts";
import { Refusal } from "./refusal.ts";

/** What an escape is: its node, and what is told only when the whole expression could be read. */
export interface RustEscape {
  readonly node: RegexpNode;
  /** A word boundary of some sort. */
  readonly isBoundary: boolean;
  /** A shorthand of many characters: `\d`, `\w`, `\s`, a Unicode class. */
  readonly shorthand?: string;
  /** Written `\xHH`: a byte, and not the character of that number. */
  readonly isByte?: boolean;
  readonly late?: Refusal;
}

const CONTROL: Readonly<Record<string, number>> = { a: 0x07, f: 0x0c, t: 0x09, n: 0x0a, r: 0x0d, v: 0x0b };

/** Reads the escape whose backslash stands at `start`. */
export function readRustEscape(source: string, start: number, unicode: boolean): RustEscape {
  const code = source.codePointAt(start + 1);
  if (code === undefined) throw new Refusal("a backslash escapes nothing", start, start + 1);
  const letter = String.fromCodePoint(code);
  const end = start + 1 + letter.length;
  const literal = (value: number): RustEscape => ({ node: { kind: "literal", code: value, start, end }, isBoundary: false });
  if (/[0-9]/.test(letter)) throw new Refusal("back references are not supported", start, end);
  if (letter === "x" || letter === "u" || letter === "U") return readHex(source, start, letter);
  if (letter === "p" || letter === "P") return readUnicodeClass(source, start, unicode);
  if (/[dDsSwW]/.test(letter)) {
    const set = byteSet();
    addShorthand(set, letter);
    return { node: { kind: "class", size: sizeOf(set), start, end }, isBoundary: false, shorthand: letter };
  }
  if (letter === "A" || letter === "z") return { node: { kind: "empty", start, end }, isBoundary: false };
  if (letter === "b" || letter === "B") {
    const half = letter === "b" ? /^\{(?:start|end|start-half|end-half)\}/.exec(source.slice(end, end + 14))?.[0] : undefined;
    return { node: { kind: "empty", start, end: end + (half?.length ?? 0) }, isBoundary: true };
  }
  const control = Object.hasOwn(CONTROL, letter) ? CONTROL[letter] : undefined;
  if (control !== undefined) return literal(control);
  if (code < 0x80 && !/[A-Za-z]/.test(letter)) return literal(code);
  throw new Refusal(`\`\\${letter}\` is no escape`, start, end, `did you mean \`\\\\${letter}\`, a backslash and a letter?`);
}

/** `\xHH`, `\x{H…}`, `\uHHHH`, `\UHHHHHHHH`, the last two with braces, too. */
function readHex(source: string, start: number, letter: string): RustEscape {
  const braced = source[start + 2] === "{";
  const from = start + (braced ? 3 : 2);
  const width = { x: 2, u: 4, U: 8 }[letter]!;
  const close = braced ? source.indexOf("}", from) : from + width;
  if (braced && close === -1) throw new Refusal(`\`\\${letter}{\` is not closed`, start, source.length);
  const digits = source.slice(from, close);
  if (!braced && digits.length < width) throw new Refusal(`\`\\${letter}\` is followed by ${width} hexadecimal digits`, start, source.length);
  const wrong = digits.search(/[^0-9A-Fa-f]/);
  if (wrong !== -1) throw new Refusal(`\`${digits[wrong]}\` is no hexadecimal digit`, from + wrong, from + wrong + 1);
  if (digits === "") throw new Refusal("there are no digits in the braces", start, close + 1);
  const code = Number.parseInt(digits, 16);
  const end = braced ? close + 1 : close;
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new Refusal("there is no character of this number", from, close);
  // Two digits stand for a byte, whatever the character of that number is in UTF-8.
  const isByte = !braced && letter === "x";
  const node: RegexpNode = isByte && code > 0x7f ? { kind: "class", size: 1, start, end } : { kind: "literal", code, start, end };
  return { node, isBoundary: false, isByte };
}

/** `\pL`, `\p{Greek}`: read, and refused without Unicode, which has to be turned on with `(?u)`. */
function readUnicodeClass(source: string, start: number, unicode: boolean): RustEscape {
  const braced = source[start + 2] === "{";
  const close = braced ? source.indexOf("}", start + 3) : start + 2;
  if (close === -1 || close >= source.length) throw new Refusal("a Unicode class has no name", start, source.length);
  const end = close + 1;
  const node: RegexpNode = { kind: "class", size: 256, start, end };
  if (unicode) return { node, isBoundary: false, shorthand: "p" };
  return { node, isBoundary: false, shorthand: "p", late: new Refusal("Unicode classes are not supported", start, end) };
}
