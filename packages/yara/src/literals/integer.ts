const MAX_INTEGER = 2n ** 63n - 1n;

/**
 * Value of a whole number as rules write it: decimal, `0x…`, `0o…`, with `KB` or `MB`, with underscores, with a sign.
 * `undefined` when it does not fit 64 bits with a sign: both engines refuse it then.
 */
export function integerValue(text: string): bigint | undefined {
  const isNegative = text.startsWith("-");
  let digits = isNegative ? text.slice(1).trimStart() : text;
  let unit = 1n;
  if (digits.endsWith("KB")) unit = 1024n;
  else if (digits.endsWith("MB")) unit = 1_048_576n;
  if (unit !== 1n) digits = digits.slice(0, -2);
  digits = digits.replaceAll("_", "");
  // Longer digits can't fit, and would take long to read.
  if (digits.length > 40 && !/^(?:0[xo])?0*[0-9a-f]{0,24}$/i.test(digits)) return undefined;
  const value = BigInt(digits) * unit;
  if (value > MAX_INTEGER) return undefined;
  return isNegative ? -value : value;
}
