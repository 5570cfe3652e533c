import type { Range } from "@sigwright/core";
import type { BinaryOperator, Expression, Logical, OfSet, Quantifier, RangeExpression, UnaryOperator } from "../nodes.ts";
import { ARITHMETIC, COMPARISON, PRECEDENCE, SIGN } from "./operators.ts";

/** An operator and where it stands. */
export interface OperatorToken {
  readonly text: string;
  readonly range: Range;
}

/** What stands between two operators, before it is known what belongs together. */
export type Operand = Expression | Prefixed | Counted;

/** An operand with operators before it. */
export interface Prefixed {
  readonly kind: "prefixed";
  readonly operators: readonly OperatorToken[];
  readonly operand: Expression | Counted;
}

/** An operand with `of …` behind it: the last one of the arithmetic expression that counts. */
export interface Counted {
  readonly kind: "counted";
  readonly operand: Expression;
  readonly clause: OfClause;
}

/** `of …`, with a `%` before it or not, and what comes after the set. */
export interface OfClause {
  readonly percent: Range | undefined;
  readonly set: OfSet;
  readonly at?: Expression;
  readonly within?: RangeExpression;
  readonly end: number;
}

/** Told where a value is needed and truth stands, or the other way round. */
export type Misplaced = (range: Range, what: string) => void;

interface Pending {
  readonly token: OperatorToken;
  readonly precedence: number;
  readonly unary: boolean;
}

/**
 * Makes one expression of a row of operands and operators by precedence; operators of one precedence lean to the left.
 * Takes no stack of the machine however long the row is.
 */
export function fold(
  head: Operand,
  operators: readonly OperatorToken[],
  operands: readonly Operand[],
  misplaced: Misplaced,
): Expression {
  const folding = new Folding(misplaced);
  folding.operand(head);
  for (const [index, token] of operators.entries()) {
    folding.operator(token);
    folding.operand(operands[index]!);
  }
  return folding.finish();
}

class Folding {
  readonly #values: Expression[] = [];
  readonly #pending: Pending[] = [];
  readonly #misplaced: Misplaced;

  constructor(misplaced: Misplaced) {
    this.#misplaced = misplaced;
  }

  operand(item: Operand): void {
    if (item.kind === "prefixed") {
      for (const token of item.operators) this.#prefix(token);
      this.operand(item.operand);
      return;
    }
    if (item.kind !== "counted") {
      this.#values.push(item);
      return;
    }
    this.#values.push(item.operand);
    this.#reduce(ARITHMETIC);
    const value = this.#values.pop()!;
    const { percent, set, at, within, end } = item.clause;
    this.#values.push({
      kind: "of",
      quantifier: quantifierOf(value, percent),
      set,
      ...(at === undefined ? {} : { at }),
      ...(within === undefined ? {} : { within }),
      range: { start: value.range.start, end },
    });
  }

  operator(token: OperatorToken): void {
    const precedence = PRECEDENCE.get(token.text)!;
    this.#reduce(precedence);
    if (precedence >= COMPARISON && isTruth(this.#values.at(-1)!) && !isChain(this.#values.at(-1)!, precedence)) this.#misplaced(token.range, "operator");
    this.#pending.push({ token, precedence, unary: false });
  }

  finish(): Expression {
    this.#reduce(0);
    return this.#values[0]!;
  }

  #prefix(token: OperatorToken): void {
    const isSign = token.text === "-" || token.text === "~";
    const precedence = isSign ? SIGN : PRECEDENCE.get(token.text)!;
    const around = this.#pending.at(-1);
    // `1 == not 2`, `-not 1`
    if (!isSign && around !== undefined && around.precedence > precedence) this.#misplaced(token.range, "operand");
    this.#pending.push({ token, precedence, unary: true });
  }

  /** Applies the operators that bind as tightly as `precedence` or tighter. */
  #reduce(precedence: number): void {
    for (let top = this.#pending.at(-1); top !== undefined && top.precedence >= precedence; top = this.#pending.at(-1)) {
      this.#pending.pop();
      if (top.unary) this.#applyUnary(top);
      else this.#applyBinary(top);
    }
  }

  #applyUnary({ token, precedence }: Pending): void {
    const operand = this.#values.pop()!;
    if (precedence === SIGN && isTruth(operand)) this.#misplaced(operand.range, "operand");
    this.#values.push({
      kind: "unary",
      // Tokens before an operand are these four.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      operator: token.text as UnaryOperator,
      operand,
      range: { start: token.range.start, end: operand.range.end },
    });
  }

  #applyBinary({ token, precedence }: Pending): void {
    const right = this.#values.pop()!;
    const left = this.#values.pop()!;
    const range = { start: left.range.start, end: right.range.end };
    if (token.text === "and" || token.text === "or") {
      this.#values.push(chain(token.text, left, right, range));
      return;
    }
    if (precedence >= COMPARISON && isTruth(right)) this.#misplaced(right.range, "operand");
    this.#values.push({
      kind: "binary",
      // Tokens between operands are these, `and` and `or` excepted.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      operator: token.text as BinaryOperator,
      operatorRange: token.range,
      left,
      right,
      range,
    });
  }
}

/** `a and b` and one more. The row that is being folded owns its operands: groups are nodes of their own. */
function chain(kind: "and" | "or", left: Expression, right: Expression, range: Range): Logical {
  if (left.kind !== kind) return { kind, operands: [left, right], range };
  // Made above, for this row: nobody else has it yet.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const open: { operands: Expression[]; range: Range } = left as Logical & { operands: Expression[]; range: Range };
  open.operands.push(right);
  open.range = range;
  return left;
}

/** `2` or `50%` before `of`, or in a `for`. */
export function quantifierOf(value: Expression, percent: Range | undefined): Quantifier {
  if (percent === undefined) return { kind: "count", value, range: value.range };
  return { kind: "percentage", value, range: { start: value.range.start, end: percent.end } };
}

/** `a == b == c` is one chain to YARA-X, which then goes by the types; what they come to is told with them. */
function isChain({ kind }: Expression, precedence: number): boolean {
  return kind === "binary" && precedence < ARITHMETIC;
}

const TRUTHS: ReadonlySet<Expression["kind"]> = new Set(["boolean", "pattern", "and", "or", "of", "for-of", "for-in", "with"]);

/** Whether an expression is of the kind that is true or false by its form; a name or call can be either. */
export function isTruth(expression: Expression): boolean {
  let inner = expression;
  while (inner.kind === "group") inner = inner.inner;
  if (inner.kind === "unary") return inner.operator === "not" || inner.operator === "defined";
  if (inner.kind === "binary") return PRECEDENCE.get(inner.operator)! < ARITHMETIC;
  return TRUTHS.has(inner.kind);
}
