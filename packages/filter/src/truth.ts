/** Kleene's three values, ordered so that `and` is the least and `or` the greatest. */
export type Truth = 0 | 1 | 2;

/** Known not to hold. */
export const FALSE: Truth = 0;
/** Neither true nor false, because something is not known. */
export const UNKNOWN: Truth = 1;
/** Known to hold. */
export const TRUE: Truth = 2;
