import type { Switches } from "../switches.ts";
import type { Expression, Literal, Operator } from "./expression.ts";
import { invalidTql, tokenize, type Token } from "./tokens.ts";

const OPERATORS: Readonly<Record<string, Operator>> = {
  "=": "=",
  "==": "=",
  eq: "=",
  equals: "=",
  "!=": "!=",
  ne: "!=",
  ">": ">",
  gt: ">",
  "<": "<",
  lt: "<",
  ">=": ">=",
  geq: ">=",
  "<=": "<=",
  leq: "<=",
  in: "in",
  like: "like",
  contains: "contains",
  startswith: "startswith",
  endswith: "endswith",
};

/** Operators that may stand after `not`, and take a list. */
const NEGATABLE: ReadonlySet<Operator> = new Set<Operator>(["in", "like", "contains", "startswith", "endswith"]);

/** How deep parentheses may nest: enough for any query, little enough for any stack. */
const DEPTH_LIMIT = 100;

/** The readings of the grammar that are open. */
export type Grammar = Pick<Switches, "precedence" | "notBeforeNested">;

/** Reads a query. Throws ApiError 400 with the place of the first problem. */
export function parseTql(query: string, grammar: Grammar): Expression {
  const tokens = tokenize(query);
  let next = 0;
  let depth = 0;

  const peek = (): Token => tokens[next] ?? tokens.at(-1)!;
  const isWord = (word: string): boolean => peek().type === "word" && peek().text.toLowerCase() === word;
  const isSymbol = (symbol: string): boolean => peek().type === "symbol" && peek().text === symbol;
  const unexpected = (): Error => {
    const token = peek();
    return invalidTql(token.type === "end" ? "unexpected end" : `unexpected token '${token.text}'`, token.position);
  };
  const take = (): Token => tokens[next++] ?? tokens.at(-1)!;
  const expectSymbol = (symbol: string): void => {
    if (!isSymbol(symbol)) throw unexpected();
    take();
  };

  const parseChain = (): Expression => {
    if (grammar.precedence === "and-first") return parseOperands("or", () => parseOperands("and", parseNot));
    let left = parseNot();
    // Only what this chain joined may grow: a group in parentheses stays one operand.
    let joined: readonly Expression[] | undefined;
    while (isWord("and") || isWord("or")) {
      const type = take().text.toLowerCase() === "and" ? "and" : "or";
      joined = joined !== undefined && left.type === type ? [...joined, parseNot()] : [left, parseNot()];
      left = { type, operands: joined };
    }
    return left;
  };

  const parseOperands = (type: "and" | "or", parseOperand: () => Expression): Expression => {
    const operands = [parseOperand()];
    while (isWord(type)) {
      take();
      operands.push(parseOperand());
    }
    return operands.length === 1 ? operands[0]! : { type, operands };
  };

  const parseNot = (): Expression => {
    if (!isWord("not")) return parsePrimary();
    const { position } = take();
    const operand = parsePrimary();
    if (operand.type === "nested" && !grammar.notBeforeNested) throw invalidTql("unexpected token 'not'", position);
    return { type: "not", operand };
  };

  const parseParenthesised = (): Expression => {
    expectSymbol("(");
    if (++depth > DEPTH_LIMIT) throw invalidTql("too many parentheses", peek().position);
    const expression = parseChain();
    depth--;
    expectSymbol(")");
    return expression;
  };

  const parsePrimary = (): Expression => {
    if (isSymbol("(")) return parseParenthesised();
    if (peek().type !== "word") throw unexpected();
    const { text: keyword, position } = take();
    if (isSymbol("(")) return { type: "nested", keyword, operand: parseParenthesised(), position };
    if (isWord("is")) {
      take();
      const negated = isWord("not");
      if (negated) take();
      if (!isWord("null")) throw unexpected();
      take();
      return { type: "null", keyword, negated, position };
    }
    const negated = isWord("not");
    if (negated) take();
    const operator = Object.hasOwn(OPERATORS, peek().text.toLowerCase()) ? OPERATORS[peek().text.toLowerCase()] : undefined;
    if (operator === undefined || peek().type === "string" || (negated && !NEGATABLE.has(operator))) throw unexpected();
    take();
    const list = isSymbol("(") && NEGATABLE.has(operator);
    return { type: "comparison", keyword, operator, negated, values: list ? parseList() : [parseLiteral()], list, position };
  };

  const parseList = (): readonly Literal[] => {
    expectSymbol("(");
    const values = [parseLiteral()];
    while (isSymbol(",")) {
      take();
      values.push(parseLiteral());
    }
    expectSymbol(")");
    return values;
  };

  const parseLiteral = (): Literal => {
    const token = peek();
    if (token.type === "string") return { type: "string", value: take().text };
    if (token.type === "number") return { type: "number", text: take().text };
    if (isWord("true") || isWord("false")) return { type: "boolean", value: take().text.toLowerCase() === "true" };
    throw unexpected();
  };

  const expression = parseChain();
  if (peek().type !== "end") throw unexpected();
  return expression;
}
