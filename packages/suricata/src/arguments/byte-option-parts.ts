import { argumentString, type ArgumentText, readInteger, readLeadingInteger } from "@sigwright/rule-language/dialect";

/** The pieces of an argument between commas, without blanks around them, and where they begin. */
export interface Piece {
  readonly text: string;
  readonly start: number;
}

/** All pieces, empty ones too. */
export function pieces(argument: ArgumentText): readonly Piece[] {
  const found: Piece[] = [];
  let start = argument.start;
  for (const part of argumentString(argument).split(",")) {
    const lead = part.length - part.trimStart().length;
    found.push({ text: part.trim(), start: start + lead });
    start += part.length + 1;
  }
  return found;
}

/** The pieces up to the first that is empty: what stands behind it is ignored. */
export function piecesUntilEmpty(argument: ArgumentText): readonly Piece[] {
  const all = pieces(argument);
  const empty = all.findIndex(({ text }) => text === "");
  return empty === -1 ? all : all.slice(0, empty);
}

/** The place of a piece, for faults. */
export function at({ text, start }: Piece): { start: number; end: number } {
  return { start, end: start + text.length };
}

/** The number that a text is, from 0 on; undefined when it is none or too large. */
export function unsignedNumber(text: string, notation: "decimal" | "c", most: number): number | undefined {
  if (text.length > 23) return undefined;
  const value = readInteger(text, notation);
  return value === undefined || value < 0 || value > most ? undefined : value;
}

/** Whether a text begins with a number of 32 bits; what stands behind it is ignored. */
export function isSigned32(text: string, notation: "decimal" | "c"): boolean {
  const value = readLeadingInteger(text, notation);
  return value !== undefined && value >= -2147483648 && value <= 2147483647;
}

/** Whether a text is a number within limits. */
export function isWithin(text: string, most: number, least: number = -most): boolean {
  const value = text.length > 23 ? undefined : readInteger(text);
  return value !== undefined && value >= least && value <= most;
}

/** Whether the number at the start of a text, in C's notation, fits; what stands behind it is ignored. */
export function fitsInBits(text: string, bits: bigint): boolean {
  const digits = /^[+-]?(0[xX][0-9a-fA-F]+|0[0-7]*|\d+)/.exec(text)?.[1];
  if (digits === undefined) return false;
  const value = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  return value < 1n << bits;
}

/** As {@link fitsInBits}, for 64. */
export function fitsIn64Bits(text: string): boolean {
  return fitsInBits(text, 64n);
}
