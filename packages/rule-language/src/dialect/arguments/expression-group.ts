/** A length in bytes that is not one number. */
export const VARIES = -1;

/** One group while it is open. */
export interface Group {
  readonly start: number;
  readonly kind: "plain" | "lookahead" | "lookbehind" | "conditional" | "reset";
  /** Flag `x` outside of it. */
  readonly extended: boolean;
  readonly captures: number;
  mostCaptures: number;
  /** Bytes that the branches before match; `undefined` for none yet, -1 when they differ or vary. */
  branches: number | undefined;
  /** Bytes that the branch matches so far; -1 when that varies. */
  branch: number;
  alternatives: number;
  /** Bytes that the group takes at least in the compiled expression. */
  size: number;
}

/** Bytes of a group, of one that captures, and of one more branch, without what is in them. */
export const GROUP_SIZE = 6;
export const CAPTURE_SIZE = 8;
export const ALTERNATIVE_SIZE = 3;
