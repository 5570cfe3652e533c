/**
 * The most bytes that the outermost group of an expression may take when PCRE2 has compiled it, with links of 2 bytes as it
 * is built by default; one more is for the opcode that ends it.
 */
export const LARGEST_EXPRESSION = 65_535;

/** An optional copy of a group begins with an opcode and stands in a group of its own. */
const OPTIONAL_COPY = 7;
const INNERMOST_COPY = 6;

/** Bytes that a group of some bytes takes when it is repeated: PCRE2 writes it down as often as it may match. */
export function groupRepeatedSize(size: number, least: number, most: number): number {
  if (most === Infinity) return least === 0 ? size + 1 : least * size;
  const optional = most - least;
  return least * size + (optional === 0 ? 0 : optional * (size + OPTIONAL_COPY) - INNERMOST_COPY);
}
