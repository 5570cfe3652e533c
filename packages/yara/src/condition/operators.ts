import type { Binary, BinaryOperator, Expression, Logical, Unary } from "../nodes.ts";
import { typeName, UNKNOWN, valueOf } from "../modules/value-type.ts";
import type { ScalarType, Value } from "../modules/value-type.ts";
import type { ConditionChecker } from "./condition-checker.ts";
import { foldChain, foldPair } from "./constants.ts";
import { expectType } from "./type-errors.ts";

const NUMBERS: readonly ScalarType[] = ["integer", "float"];
const COMPARABLE: readonly ScalarType[] = ["integer", "float", "string"];
const TRUTH: readonly ScalarType[] = ["boolean", "integer", "float", "string"];
const TRUTH_OR_REGEXP: readonly ScalarType[] = [...TRUTH, "regexp"];

/** What an operator takes. */
type OperatorSort = "comparison" | "text" | "matches" | "arithmetic" | "integers";

const SORTS: Readonly<Record<BinaryOperator, OperatorSort>> = {
  "==": "comparison", "!=": "comparison", "<": "comparison", "<=": "comparison", ">": "comparison", ">=": "comparison",
  contains: "text", icontains: "text", startswith: "text", istartswith: "text", endswith: "text", iendswith: "text", iequals: "text",
  matches: "matches",
  "+": "arithmetic", "-": "arithmetic", "*": "arithmetic", "\\": "arithmetic",
  "%": "integers", "&": "integers", "|": "integers", "^": "integers", "<<": "integers", ">>": "integers",
};

/** `left operator right` */
export function binaryValue(node: Binary, checker: ConditionChecker): Value {
  switch (SORTS[node.operator]) {
    case "comparison":
      return comparisonValue(node, checker);
    case "text":
      for (const side of [node.left, node.right]) expectType(checker.operand(side), side, ["string"], checker);
      return valueOf("boolean");
    case "matches":
      expectType(checker.operand(node.left), node.left, ["string"], checker);
      expectType(checker.operand(node.right), node.right, ["regexp"], checker);
      return valueOf("boolean");
    case "arithmetic":
      return arithmeticValue(node, checker);
    case "integers":
      return integersValue(node, checker);
  }
}

function comparisonValue({ operator, left, right, range }: Binary, checker: ConditionChecker): Value {
  const isChain = checker.rules.comparisonChains && left.kind === "binary";
  const [first, second] = [isChain ? checker.value(left) : checker.operand(left), checker.operand(right)];
  if (operator === "==" && checker.rules.comparesBooleans && (isTruthNumber(first, second) || isTruthNumber(second, first))) return valueOf("boolean");
  const areComparable = [expectType(first, left, COMPARABLE, checker), expectType(second, right, COMPARABLE, checker)];
  if (!areComparable.every(Boolean)) return valueOf("boolean");
  const sorts = [first, second].map(({ type }) => (type.kind === "unknown" ? undefined : type.kind === "string" ? "text" : "number"));
  if (sorts[0] !== undefined && sorts[1] !== undefined && sorts[0] !== sorts[1]) {
    checker.report("yara/wrong-type", range, {
      message: `${typeName(first.type)} can't be compared with ${typeName(second.type)}`,
      labels: [
        { range: left.range, message: typeName(first.type) },
        { range: right.range, message: typeName(second.type) },
      ],
    });
  }
  return valueOf("boolean");
}

/** `pe.is_signed == 1` is common, and means what it says. */
function isTruthNumber({ type }: Value, { constant }: Value): boolean {
  return type.kind === "boolean" && (constant === 0n || constant === 1n);
}

/** Operands of a chain of one operator, `a + b + c`. */
function chainOf(node: Binary): readonly Expression[] {
  const operands: Expression[] = [];
  let at: Expression = node;
  while (at.kind === "binary" && at.operator === node.operator) {
    operands.push(at.right);
    at = at.left;
  }
  return [at, ...operands.toReversed()];
}

function arithmeticValue(node: Binary, checker: ConditionChecker): Value {
  const { operator, range } = node;
  const nodes = chainOf(node);
  const values = nodes.map((operand) => checker.operand(operand));
  const areNumbers = values.map((value, at) => expectType(value, nodes[at]!, NUMBERS, checker));
  if (!areNumbers.every(Boolean)) return UNKNOWN;
  if (values.some(({ type }) => type.kind === "unknown")) return UNKNOWN;
  const result = valueOf(values.some(({ type }) => type.kind === "float") ? "float" : "integer");
  if (checker.rules.overflow === "chain") {
    if (operator !== "+" && operator !== "-" && operator !== "*") return result;
    const folded = foldChain(operator, values.map(({ constant }) => (typeof constant === "bigint" || typeof constant === "number" ? constant : undefined)));
    if (folded !== "overflow") return folded === undefined ? result : { ...result, constant: folded };
    checker.report("yara/number-out-of-range", range, { message: "the result does not fit 64 bits" });
    return result;
  }
  let folded = integerOf(values[0]!);
  let isFloat = values[0]!.type.kind === "float";
  for (const [at, value] of values.entries()) {
    if (at === 0) continue;
    isFloat ||= value.type.kind === "float";
    folded = isFloat ? undefined : fold(node, { operand: nodes[at]!, left: folded, right: integerOf(value) }, checker);
  }
  return folded === undefined ? result : { ...result, constant: folded };
}

function integersValue(node: Binary, checker: ConditionChecker): Value {
  const { operator, left, right } = node;
  const [first, second] = [checker.operand(left), checker.operand(right)];
  const areIntegers = [expectType(first, left, ["integer"], checker), expectType(second, right, ["integer"], checker)];
  const result = valueOf("integer");
  if (!areIntegers.every(Boolean)) return result;
  const [a, b] = [integerOf(first), integerOf(second)];
  if (!checker.rules.foldsAll) {
    if ((operator === "<<" || operator === ">>") && b !== undefined && b < 0n) negativeShift(right, checker);
    return result;
  }
  const folded = fold(node, { operand: right, left: a, right: b }, checker);
  return folded === undefined ? result : { ...result, constant: folded };
}

/** Two operands, where the right one stands, and their values where they are known. */
interface Pair {
  readonly operand: Expression;
  readonly left: bigint | undefined;
  readonly right: bigint | undefined;
}

/** Computes as YARA 4 does, and says where it refuses to. */
function fold({ operator, range }: Binary, { operand, left, right }: Pair, checker: ConditionChecker): bigint | undefined {
  const folded = foldPair(operator, left, right);
  if (typeof folded === "bigint" || folded === undefined) return folded;
  if (folded === "overflow") checker.report("yara/number-out-of-range", range, { message: "the result does not fit 64 bits" });
  else if (folded === "zero") checker.report("yara/number-out-of-range", operand.range, { message: "this divides by zero" });
  else negativeShift(operand, checker);
  return undefined;
}

function negativeShift({ range }: Expression, checker: ConditionChecker): void {
  checker.report("yara/number-out-of-range", range, { message: "a shift can't be negative" });
}

function integerOf({ constant }: Value): bigint | undefined {
  return typeof constant === "bigint" ? constant : undefined;
}

/** `-a`, `~a`, `not a`, `defined a` */
export function unaryValue({ operator, operand }: Unary, checker: ConditionChecker): Value {
  switch (operator) {
    case "not":
    case "defined":
      expectTruth(operand, checker);
      return valueOf("boolean");
    case "-": {
      const value = checker.operand(operand);
      if (!expectType(value, operand, NUMBERS, checker)) return UNKNOWN;
      const { constant } = value;
      return typeof constant === "bigint" || typeof constant === "number" ? { ...value, constant: -constant } : { type: value.type };
    }
    case "~": {
      const value = checker.operand(operand);
      expectType(value, operand, ["integer"], checker);
      const constant = checker.rules.foldsAll ? integerOf(value) : undefined;
      return constant === undefined ? valueOf("integer") : { ...valueOf("integer"), constant: ~constant };
    }
  }
}

/** `a and b`, `a or b` */
export function logicalValue({ operands }: Logical, checker: ConditionChecker): Value {
  for (const operand of operands) expectTruth(operand, checker);
  return valueOf("boolean");
}

function expectTruth(node: Expression, checker: ConditionChecker): void {
  expectType(checker.value(node), node, checker.rules.regexpConditions ? TRUTH_OR_REGEXP : TRUTH, checker);
}
