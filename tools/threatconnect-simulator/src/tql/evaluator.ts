import { readDate } from "./dates.ts";
import type { Endpoint, Predicate, QueryContext, Scalar, ValueKeyword } from "./endpoint.ts";
import type { Expression, Literal, Operator } from "./expression.ts";
import { invalidTql } from "./tokens.ts";

type Comparison = Extract<Expression, { type: "comparison" }>;

/** Makes a predicate of a query. Throws ApiError 400 for unknown keywords and for operators and literals that don't fit. */
export function compileTql<Item>(expression: Expression, endpoint: Endpoint<Item>, context: QueryContext): Predicate<Item> {
  const compile = <Inner>(node: Expression, of: Endpoint<Inner>): Predicate<Inner> => {
    switch (node.type) {
      case "and": {
        const operands = node.operands.map((operand) => compile(operand, of));
        return (item) => all(operands, item);
      }
      case "or": {
        const operands = node.operands.map((operand) => compile(operand, of));
        return (item) => any(operands, item);
      }
      case "not": {
        const operand = compile(node.operand, of);
        return (item) => negate(operand(item));
      }
      case "nested": {
        const keyword = find(of, node.keyword, node.position);
        if (keyword.type !== "Nested") throw invalidTql(`'${keyword.name}' takes no query`, node.position);
        return keyword.compile(node.operand, compile, context);
      }
      case "null": {
        const keyword = find(of, node.keyword, node.position);
        if (keyword.type === "Nested") throw invalidTql(`'${keyword.name}' needs a query`, node.position);
        return (item) => (keyword.read(item, context).length === 0) !== node.negated;
      }
      case "comparison": {
        const keyword = find(of, node.keyword, node.position);
        if (keyword.type === "Nested") throw invalidTql(`'${keyword.name}' needs a query`, node.position);
        return compileComparison(node, keyword, context);
      }
    }
  };
  return compile(expression, endpoint);
}

/** Whether a query speaks of a keyword itself, not only inside a nested query. */
export function mentions(expression: Expression, keyword: string): boolean {
  switch (expression.type) {
    case "and":
    case "or":
      return expression.operands.some((operand) => mentions(operand, keyword));
    case "not":
      return mentions(expression.operand, keyword);
    case "nested":
      return false;
    case "null":
    case "comparison":
      return expression.keyword.toLowerCase() === keyword.toLowerCase();
  }
}

/** Parts of a query that all must hold: the operands of its outermost `and`. */
export function conjuncts(expression: Expression): readonly Expression[] {
  return expression.type === "and" ? expression.operands.flatMap(conjuncts) : [expression];
}

function find<Item>(endpoint: Endpoint<Item>, name: string, position: number) {
  const keyword = endpoint.keywords.get(name.toLowerCase());
  if (keyword === undefined) throw invalidTql(`unknown keyword '${name}' for ${endpoint.name}`, position);
  return keyword;
}

function all<Item>(operands: readonly Predicate<Item>[], item: Item): boolean | undefined {
  let result: boolean | undefined = true;
  for (const operand of operands) {
    const matches = operand(item);
    if (matches === false) return false;
    if (matches === undefined) result = undefined;
  }
  return result;
}

function any<Item>(operands: readonly Predicate<Item>[], item: Item): boolean | undefined {
  let result: boolean | undefined = false;
  for (const operand of operands) {
    const matches = operand(item);
    if (matches === true) return true;
    if (matches === undefined) result = undefined;
  }
  return result;
}

function negate(matches: boolean | undefined): boolean | undefined {
  return matches === undefined ? undefined : !matches;
}

function compileComparison<Item>(node: Comparison, keyword: ValueKeyword<Item>, context: QueryContext): Predicate<Item> {
  const test = compileTest(node, keyword, context);
  const negated = node.negated || node.operator === "!=";
  const skipsNull = context.switches.notEqualsNull === "skips";
  return (item) => {
    const values = keyword.read(item, context);
    if (values.length === 0) return skipsNull ? undefined : negated;
    return values.some(test) !== negated;
  };
}

const ORDERED: Readonly<Partial<Record<Operator, (sign: number) => boolean>>> = {
  "=": (sign) => sign === 0,
  "!=": (sign) => sign === 0,
  in: (sign) => sign === 0,
  ">": (sign) => sign > 0,
  "<": (sign) => sign < 0,
  ">=": (sign) => sign >= 0,
  "<=": (sign) => sign <= 0,
};

/** Whether one value satisfies the operator without its negation. */
function compileTest<Item>(node: Comparison, keyword: ValueKeyword<Item>, context: QueryContext): (value: Scalar) => boolean {
  const { operator, position } = node;
  const wrong = (problem: string): Error => invalidTql(`${problem} for '${keyword.name}'`, position);
  if (keyword.contains !== undefined) return compileContainment(node, keyword.contains, wrong);
  if (operator === "in" && !node.list) throw wrong("'in' needs parentheses");
  if (keyword.type === "String") return compileText(node, keyword, context, wrong);
  const compare = ORDERED[operator];
  const isBoolean = keyword.type === "Boolean";
  if (compare === undefined || (isBoolean && !["=", "!=", "in"].includes(operator))) throw wrong(`operator '${operator}'`);
  if (isBoolean && operator === "in" && !context.switches.indicatorActiveIn) throw wrong("operator 'in'");
  const literals = node.values.map((literal) => {
    const read = readLiteral(literal, keyword, context);
    if (read === undefined) throw wrong(`a literal that is no ${keyword.type}`);
    return read;
  });
  if (keyword.type === "Date") return (value) => literals.some((literal) => compare(order(Date.parse(String(value)), literal)));
  return (value) => literals.some((literal) => compare(order(value, literal)));
}

function readLiteral<Item>(literal: Literal, { type }: ValueKeyword<Item>, context: QueryContext): Scalar | undefined {
  if (type === "Boolean") return literal.type === "boolean" ? literal.value : undefined;
  if (type === "Date") {
    const calendar = { now: context.now, zonelessDates: context.switches.zonelessDates };
    return literal.type === "string" ? readDate(literal.value, calendar) : undefined;
  }
  if (literal.type !== "number") return undefined;
  return literal.text.includes(".") ? Number(literal.text) : BigInt(literal.text);
}

function compileText<Item>(
  { operator, values }: Comparison,
  keyword: ValueKeyword<Item>,
  { switches }: QueryContext,
  wrong: (problem: string) => Error,
): (value: Scalar) => boolean {
  const compare = keyword.compare ?? switches.stringCompare;
  const fold = (text: string): string => (compare === "insensitive" ? text.toLowerCase() : text);
  const texts = values.map((literal) => {
    if (literal.type !== "string") throw wrong("a literal that is no String");
    return fold(literal.value);
  });
  switch (operator) {
    case "=":
    case "!=":
    case "in": {
      const set = new Set(texts);
      return (value) => set.has(fold(String(value)));
    }
    case "contains":
      return (value) => texts.some((text) => fold(String(value)).includes(text));
    case "startswith":
      return (value) => texts.some((text) => fold(String(value)).startsWith(text));
    case "endswith":
      return (value) => texts.some((text) => fold(String(value)).endsWith(text));
    case "like": {
      const patterns = texts.map((text) => text.split("%"));
      return (value) => patterns.some((pieces) => isLike(fold(String(value)), pieces));
    }
    case ">":
    case "<":
    case ">=":
    case "<=":
      throw wrong(`operator '${operator}'`);
  }
}

/** Whether a text is pieces with anything between them, in a time that is linear in the text for each piece. */
function isLike(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (pieces.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

function compileContainment(
  { operator, values }: Comparison,
  contains: NonNullable<ValueKeyword<unknown>["contains"]>,
  wrong: (problem: string) => Error,
): (value: Scalar) => boolean {
  if (operator !== "in" && operator !== "=") throw wrong(`operator '${operator}'`);
  const texts = values.map((literal) => {
    if (literal.type !== "string" || contains(literal.value, "0.0.0.0") === undefined) throw wrong("a literal that is no block");
    return literal.value;
  });
  return (value) => texts.some((text) => contains(text, String(value)) === true);
}

function order(left: Scalar, right: Scalar): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
