import { expressionFaultAt, type Reading } from "./expression-fault.ts";

/** What follows a backslash outside of classes and is one byte or class of bytes. */
const ONE_BYTE = "adDefhHnNrsStvVwWC";
const UNSUPPORTED = "FLluU";
/** General categories of characters. */
const CATEGORIES: ReadonlySet<string> = new Set(
  "C CC CF CN CO CS L L& LC LL LM LO LT LU M MC ME MN N ND NL NO P PC PD PE PF PI PO PS S SC SK SM SO Z ZL ZP ZS".split(" "),
);
const LONGEST_PROPERTY = 64;

/** Reads an escape that is one byte or a class of bytes, inside of classes and out of them. */
export function readByteEscape(text: string, start: number): Reading {
  const char = text[start + 1]!;
  let at = start + 2;
  if (char === "x") {
    if (text[at] === "{") {
      const match = /^\{([0-9A-Fa-f]*)\}/.exec(text.slice(at));
      if (match === null) {
        return expressionFaultAt(start, at + 1, "`\\x{` needs hexadecimal digits and a `}`");
      }
      if (match[1] === "" || Number.parseInt(match[1]!, 16) > 0xff) {
        return expressionFaultAt(start, at + match[0].length, match[1] === "" ? "`\\x{}` has no digits" : "a byte can't be above `\\x{ff}`");
      }
      at += match[0].length;
    } else {
      at += /^[0-9A-Fa-f]{0,2}/.exec(text.slice(at, at + 2))![0].length;
    }
    return { end: at };
  }
  if (char >= "0" && char <= "7") {
    const digits = /^[0-7]{1,3}/.exec(text.slice(start + 1, start + 4))![0];
    at = start + 1 + digits.length;
    if (Number.parseInt(digits, 8) > 0xff) return expressionFaultAt(start, at, "an octal byte can't be above `\\377`");
    return { end: at };
  }
  if (char === "o") {
    const match = /^\{([0-7]+)\}/.exec(text.slice(at));
    if (match === null || Number.parseInt(match[1]!, 8) > 0xff) {
      return expressionFaultAt(start, at, "`\\o` needs octal digits in braces, up to `\\o{377}`");
    }
    at += match[0].length;
    return { end: at };
  }
  if (char === "c") {
    const next = text[at++];
    if (next !== undefined && next >= " " && next <= "~") return { end: at };
    return expressionFaultAt(start, text.length, "`\\c` needs a printable character behind it");
  }
  if (char === "p" || char === "P") {
    const match = /^(?:([A-Za-z])|\{\^?([A-Za-z0-9_ :=&-]+)\})/.exec(text.slice(at, at + LONGEST_PROPERTY));
    const name = match?.[1] ?? match?.[2];
    if (match === null || name === undefined) {
      return expressionFaultAt(start, at, `\`\\${char}\` needs the name of a property`);
    }
    at += match[0].length;
    // Longer names are those of scripts and others, which are not followed.
    if (name.length <= 2 && !CATEGORIES.has(name.toUpperCase())) {
      return expressionFaultAt(start, at, `there is no property \`${name}\``, "take the backslash out where the letter itself is meant");
    }
    return { end: at };
  }
  if (UNSUPPORTED.includes(char)) {
    return expressionFaultAt(start, at, `PCRE2 does not support \`\\${char}\``, char === "u" ? "write the byte as `\\x41`" : undefined);
  }
  if (ONE_BYTE.includes(char) || !/[A-Za-z0-9]/.test(char) || char === "8" || char === "9") return { end: at };
  return expressionFaultAt(start, at, `\`\\${char}\` is no known escape`, "take the backslash out, or write `\\\\` for a backslash");
}

/** What {@link valueOf} gives for a class of bytes. */
export const NO_BYTE = -1;
const ESCAPED_BYTES: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** The byte that an escape is, or -1 for a class of bytes. */
export function valueOf(escape: string): number {
  const code = escape[1]!;
  if (code === "x") return Number.parseInt(escape.slice(2).replace("{", "") || "0", 16);
  if (code === "o") return Number.parseInt(escape.slice(3), 8);
  if (code >= "0" && code <= "7") return Number.parseInt(escape.slice(1), 8);
  if (code === "c") return escape.charCodeAt(2) ^ 0x40;
  if (/[dDhHsSvVwWpPC]/.test(code)) return NO_BYTE;
  return ESCAPED_BYTES[code] ?? code.codePointAt(0)!;
}

/** Bytes of a character in UTF-8, counted by UTF-16 units: both halves of a pair together have four. */
export function bytesOf(char: string): number {
  const code = char.codePointAt(0)!;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code <= 0xdfff ? 2 : code < 0x10000 ? 3 : 4;
}
