import { NO_BYTE, readByteEscape, valueOf } from "./expression-escapes.ts";
import { expressionFaultAt, type Reading } from "./expression-fault.ts";

const POSIX_CLASSES: ReadonlySet<string> = new Set(
  "alpha lower upper alnum ascii blank cntrl digit graph print punct space word xdigit".split(" "),
);
const BACKSPACE = 8;
/** Bytes of a class in a compiled expression: an opcode and a bit for each byte. */
const BITMAP_SIZE = 33;

/** Reads a class in brackets; `size` is what it takes at least in the compiled expression. */
export function readClass(text: string, start: number): Reading & { readonly size?: number } {
  if (/^\[[.:=]/.test(text.slice(start, start + 2))) {
    const end = posixEnd(text, start);
    if (end !== -1) return expressionFaultAt(start, end, "a POSIX class stands in a class only", "write `[[:alpha:]]`");
  }
  let at = start + 1;
  if (text[at] === "^") at++;
  let isFirst = true;
  /** The byte a range may begin with; -1 after a class of bytes, undefined when none can begin. */
  let from: number | undefined;
  let isRange = false;
  let bytes = 0;
  for (; ; isFirst = false) {
    const char = text[at];
    if (char === undefined) return expressionFaultAt(start, start + 1, "a `[` is not closed", "close the class with `]`, or write `\\[`");
    if (char === "]" && !isFirst) break;
    const itemStart = at;
    let byte = NO_BYTE;
    if (char === "[" && /[.:=]/.test(text[at + 1] ?? "")) {
      const end = posixEnd(text, at);
      if (end !== -1) {
        if (text[at + 1] !== ":") return expressionFaultAt(at, end, "POSIX collating elements are not supported");
        const name = text.slice(at + 2, end - 2);
        if (!POSIX_CLASSES.has(name.replace(/^\^/, ""))) return expressionFaultAt(at, end, `there is no POSIX class \`${name}\``);
        at = end;
      } else {
        byte = char.codePointAt(0)!;
        at++;
      }
    } else if (char === "\\") {
      const code = text[at + 1];
      if (code === "E") {
        at += 2;
        continue;
      }
      if (code === "Q") {
        const end = text.indexOf("\\E", at + 2);
        at = end === -1 ? text.length : end + 2;
        from = undefined;
        continue;
      }
      if (code === undefined) return expressionFaultAt(start, start + 1, "a `[` is not closed");
      if (code === "B" || code === "R" || code === "X") return expressionFaultAt(at, at + 2, `\`\\${code}\` can't stand in a class`);
      if (code === "N") return expressionFaultAt(at, at + 2, "`\\N` can't stand in a class");
      const escape = readClassEscape(text, at, code);
      if (!("end" in escape) || "message" in escape) return escape;
      byte = code === "b" ? BACKSPACE : valueOf(text.slice(at, escape.end));
      at = escape.end;
    } else {
      byte = text.codePointAt(at)!;
      at += byte > 0xffff ? 2 : 1;
    }
    if (isRange) {
      isRange = false;
      if (byte === NO_BYTE || from === NO_BYTE) return expressionFaultAt(itemStart - 1, at, "a range in a class can't have a class at its end", "put the `-` at the end of the class, or write `\\-`");
      if (byte < from!) return expressionFaultAt(itemStart - 2, at, "a range in a class is the wrong way round");
      from = undefined;
      continue;
    }
    from = byte;
    bytes++;
    if (text[at] === "-" && text[at + 1] !== "]" && text[at + 1] !== undefined) {
      isRange = true;
      at++;
    }
  }
  return { end: at + 1, size: bytes > 1 && !text.slice(start, at).includes("\\") ? BITMAP_SIZE : 1 };
}

function readClassEscape(text: string, start: number, code: string): Reading {
  // What refers to a group elsewhere is a byte in a class.
  if (code === "8" || code === "9" || code === "g" || code === "b") return { end: start + 2 };
  if ("AzZGKkC".includes(code)) return expressionFaultAt(start, start + 2, `\`\\${code}\` can't stand in a class`);
  return readByteEscape(text, start);
}

/** Where a POSIX class, collating element or equivalence class ends that begins at a bracket; -1 when there is none. */
function posixEnd(text: string, start: number): number {
  const mark = text[start + 1]!;
  for (let at = start + 2; at < text.length; at++) {
    const char = text[at];
    if (char === "\\" && (text[at + 1] === "]" || text[at + 1] === "\\")) at++;
    else if (char === "]" || (char === "[" && text[at + 1] === mark)) return -1;
    else if (char === mark && text[at + 1] === "]") return at + 2;
  }
  return -1;
}
