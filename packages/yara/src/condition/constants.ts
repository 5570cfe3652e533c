import type { BinaryOperator } from "../nodes.ts";

/** Numbers of both engines: 64 bits with a sign. */
export const LEAST_INTEGER: bigint = -(2n ** 63n);
export const LARGEST_INTEGER: bigint = 2n ** 63n - 1n;

/** What an operation on two whole numbers of YARA 4 gives: a number, nothing when one is not known, or a fault. */
export type Folded = bigint | undefined | "overflow" | "zero" | "negative-shift";

/**
 * The result of an operation as libyara computes it while it compiles (grammar.y, from `'+'` to `_SHIFT_RIGHT_`).
 * Divisions round towards zero.
 */
export function foldPair(operator: BinaryOperator, left: bigint | undefined, right: bigint | undefined): Folded {
  if (operator === "\\" || operator === "%") {
    if (right === 0n) return "zero";
    if (left === undefined || right === undefined) return undefined;
    return operator === "%" ? left % right : left / right;
  }
  if (operator === "<<" || operator === ">>") {
    if (right === undefined) return undefined;
    if (right < 0n) return "negative-shift";
    if (right >= 64n) return 0n;
    // The engine shifts to the left for both.
    return left === undefined ? undefined : BigInt.asIntN(64, left << right);
  }
  if (left === undefined || right === undefined) return undefined;
  if (operator === "+") return bounded(left + right);
  if (operator === "-") return bounded(left - right);
  if (operator === "*") return right !== 0n && magnitude(left) > LARGEST_INTEGER / magnitude(right) ? "overflow" : left * right;
  if (operator === "&") return left & right;
  if (operator === "|") return left | right;
  return operator === "^" ? left ^ right : undefined;
}

function bounded(value: bigint): Folded {
  return value < LEAST_INTEGER || value > LARGEST_INTEGER ? "overflow" : value;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/**
 * The result of a chain of one operator as YARA-X computes it while it compiles: in floats, whatever the operands are.
 * Undefined unless all operands are known.
 */
export function foldChain(operator: "+" | "-" | "*", operands: readonly (bigint | number | undefined)[]): bigint | number | "overflow" | undefined {
  let result: number | undefined;
  let isFloat = false;
  for (const operand of operands) {
    if (operand === undefined) return undefined;
    isFloat ||= typeof operand === "number";
    const value = Number(operand);
    if (result === undefined) result = value;
    else if (operator === "+") result += value;
    else if (operator === "-") result -= value;
    else result *= value;
  }
  if (result === undefined) return undefined;
  if (isFloat) return result;
  if (result < Number(LEAST_INTEGER) || result > Number(LARGEST_INTEGER)) return "overflow";
  const whole = BigInt(result);
  return whole > LARGEST_INTEGER ? LARGEST_INTEGER : whole;
}
