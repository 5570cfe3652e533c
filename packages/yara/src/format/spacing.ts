import { KIND } from "../syntax/token-kinds.ts";
import type { Atom } from "./atoms.ts";

const COMMA = 0x2c;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const NAMES: ReadonlySet<number> = new Set([
  KIND.identifier, KIND.count, KIND.offset, KIND.length, KIND.pattern, KIND.closeParenthesis, KIND.closeBracket, code("w"), code("N"),
]);
const MODIFIERS: ReadonlySet<number> = new Set([code("X"), code("B")]);

/** Blanks between two atoms on one line. `isGlued`: nothing stands between them in the file. */
export function blanksBetween(before: Atom, after: Atom, isGlued: boolean): number {
  if (after.type === "comment") return 2;
  if (before.type === "comment") return 1;
  if (before.inHex || after.inHex || after.place === "hex-close") return hexBlanks(before, after);
  if (before.tightAfter || after.tightBefore) return 0;
  const [left, right] = [before.kind, after.kind];
  if (left === KIND.openParenthesis || left === KIND.openBracket) return 0;
  if (right === KIND.closeParenthesis || right === KIND.closeBracket) return 0;
  if (right === COMMA || right === COLON) return 0;
  if (left === DOT || right === DOT || left === KIND.dots || right === KIND.dots) return 0;
  if (right === KIND.openParenthesis && (NAMES.has(left) || MODIFIERS.has(left))) return 0;
  if (right === KIND.openBracket) return 0;
  // `/x/nocase` is two tokens to YARA 4 only: what it is stays for the checks to tell.
  if (left === KIND.regexp && isGlued) return 0;
  return 1;
}

function hexBlanks({ kind: left }: Atom, { kind: right }: Atom): number {
  if (left === KIND.openParenthesis || right === KIND.closeParenthesis) return 0;
  if (left === KIND.openBracket || right === KIND.closeBracket || left === HYPHEN || right === HYPHEN) return 0;
  return 1;
}

function code(kind: string): number {
  return kind.charCodeAt(0);
}
