import type { BinaryOperator, Expression } from "../nodes.ts";

const ARITHMETIC: ReadonlySet<BinaryOperator> = new Set(["|", "^", "&", "<<", ">>", "+", "-", "*", "\\", "%"]);

const TRUE_OR_FALSE: ReadonlySet<Expression["kind"]> = new Set(["boolean", "pattern", "and", "or", "of", "for-of", "for-in", "with"]);

/**
 * Whether the grammars of both engines take an expression for a primary one: a number, a text, a name, and what is computed of them.
 * All else is true or false, and no operand to them.
 */
export function isPrimary(node: Expression): boolean {
  if (node.kind === "group") return isPrimary(node.inner);
  if (node.kind === "unary") return node.operator === "-" || node.operator === "~";
  return node.kind === "binary" ? ARITHMETIC.has(node.operator) : !TRUE_OR_FALSE.has(node.kind);
}
