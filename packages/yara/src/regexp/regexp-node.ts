/**
 * A regular expression as a tree, common to the dialects: what matches what, for checks and advice. Ranges are offsets
 * into the text between the slashes. Nesting is bounded by the parsers, so it may be walked by recursion.
 */
export type RegexpNode =
  /** One character; several bytes when it is not ASCII. */
  | { readonly kind: "literal"; readonly code: number; readonly start: number; readonly end: number }
  /** One byte out of `size` possible ones. */
  | { readonly kind: "class"; readonly size: number; readonly start: number; readonly end: number }
  /** The dot. */
  | { readonly kind: "any"; readonly start: number; readonly end: number }
  /** Matches at a place and takes nothing: `^`, `\b`; and the empty expression. */
  | { readonly kind: "empty"; readonly start: number; readonly end: number }
  | { readonly kind: "concatenation" | "alternation"; readonly parts: readonly RegexpNode[]; readonly start: number; readonly end: number }
  | RegexpRepetition;

/** `a*`, `a{2,5}?`. */
export interface RegexpRepetition {
  readonly kind: "repetition";
  readonly part: RegexpNode;
  readonly min: number;
  /** `Infinity` without an upper bound. */
  readonly max: number;
  readonly greedy: boolean;
  /** Written `*`, `+` or `?`, and not with braces. */
  readonly isSign: boolean;
  readonly start: number;
  readonly end: number;
}

/** Why an engine refuses an expression. Offsets are into the text between the slashes. */
export interface RegexpProblem {
  /** Name of the diagnostic without its namespace. */
  readonly code: "bad-regexp" | "mixed-greediness" | "arbitrary-prefix";
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly help?: string;
}

/** What a parser makes of an expression: a tree, or why there is none. */
export type RegexpParse =
  | { readonly tree: RegexpNode; readonly problem?: undefined }
  | { readonly tree?: undefined; readonly problem: RegexpProblem }
  /** Nested too deep to be looked into, which is no fault. */
  | { readonly tree?: undefined; readonly problem?: undefined };

/** Length in bytes of the shortest text that an expression matches. */
export function shortestMatch(node: RegexpNode): number {
  switch (node.kind) {
    case "literal":
      return utf8Bytes(node.code);
    case "class":
    case "any":
      return 1;
    case "empty":
      return 0;
    case "repetition":
      return node.min === 0 ? 0 : node.min * shortestMatch(node.part);
    case "concatenation":
      return node.parts.reduce((sum, part) => sum + shortestMatch(part), 0);
    case "alternation":
      return node.parts.reduce((least, part) => Math.min(least, shortestMatch(part)), Infinity);
  }
}

function utf8Bytes(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Puts parts behind each other; one alone stays itself. */
export function concatenationOf(parts: readonly RegexpNode[], start: number, end: number): RegexpNode {
  if (parts.length === 1) return parts[0]!;
  return parts.length === 0 ? { kind: "empty", start, end } : { kind: "concatenation", parts, start, end };
}

/** The branches of an alternation; one alone stays itself. */
export function alternationOf(branches: readonly RegexpNode[], start: number, end: number): RegexpNode {
  return branches.length === 1 ? branches[0]! : { kind: "alternation", parts: branches, start, end };
}
