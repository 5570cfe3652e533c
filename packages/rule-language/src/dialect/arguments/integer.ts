import { type ArgumentForm, argumentString, fault } from "../argument.ts";

/** Which whole numbers a value may be, and how they are written. */
export interface IntegerOptions {
  readonly min?: number;
  readonly max: number;
  /** `"c"`: as C reads numbers, `0x` being hexadecimal and a leading 0 octal. Default: decimal. */
  readonly notation?: "decimal" | "c";
}

const DECIMAL = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/;
const C_NUMBER = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|\d+)$/;
const OCTAL = /^0[0-7]+$/;
const LEADING_ZERO = /^0\d/;

const DECIMAL_START = /^[ \t\n\v\f\r]*[+-]?\d+/;
const C_START = /^[ \t\n\v\f\r]*[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/;

/** The number a text begins with, or undefined when it begins with none. */
export function readLeadingInteger(text: string, notation: "decimal" | "c" = "decimal"): number | undefined {
  const start = (notation === "c" ? C_START : DECIMAL_START).exec(text);
  return start === null ? undefined : readInteger(start[0], notation);
}

/** The number a text is in C's notation (or in decimal), or undefined when it is none or something stands behind it. */
export function readInteger(text: string, notation: "decimal" | "c" = "decimal"): number | undefined {
  const match = (notation === "c" ? C_NUMBER : DECIMAL).exec(text);
  if (match === null) return undefined;
  const digits = match[2]!;
  let value: number;
  if (notation === "c" && OCTAL.test(digits)) value = Number.parseInt(digits, 8);
  // 08 is read up to the 8, which then stands behind the number.
  else if (notation === "c" && LEADING_ZERO.test(digits)) return undefined;
  else value = Number(digits);
  return match[1] === "-" ? -value : value;
}

/** A whole number in a range, alone. */
export function integer({ min = 0, max, notation = "decimal" }: IntegerOptions): ArgumentForm<number> {
  return {
    summary: `a number from ${min} to ${max}`,
    parse: (argument) => {
      const text = argumentString(argument);
      const value = readInteger(text, notation);
      if (value === undefined) return fault(argument, `\`${text}\` is no whole number`);
      if (value < min || value > max) return fault(argument, `${text.trim()} is not from ${min} to ${max}`);
      return { value };
    },
  };
}
