/** A literal of a query; numbers keep their spelling, so that long ids stay exact. */
export type Literal =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "number"; readonly text: string }
  | { readonly type: "boolean"; readonly value: boolean };

/** The operators, each under its first spelling. */
export type Operator = "=" | "!=" | ">" | "<" | ">=" | "<=" | "in" | "like" | "contains" | "startswith" | "endswith";

/** A query as a tree. Positions count characters from 0 and serve messages only. */
export type Expression =
  | { readonly type: "and" | "or"; readonly operands: readonly Expression[] }
  | { readonly type: "not"; readonly operand: Expression }
  | { readonly type: "nested"; readonly keyword: string; readonly operand: Expression; readonly position: number }
  | { readonly type: "null"; readonly keyword: string; readonly negated: boolean; readonly position: number }
  | {
      readonly type: "comparison";
      readonly keyword: string;
      readonly operator: Operator;
      /** Whether `not` stands before the operator. */
      readonly negated: boolean;
      readonly values: readonly Literal[];
      /** Whether the values stand in parentheses. */
      readonly list: boolean;
      readonly position: number;
    };

/** Prints a query so that parsing it gives the same tree, whatever binds tighter: every operand is in parentheses. */
export function printTql(expression: Expression): string {
  switch (expression.type) {
    case "and":
    case "or":
      return expression.operands.map((operand) => `(${printTql(operand)})`).join(` ${expression.type} `);
    case "not":
      return `not (${printTql(expression.operand)})`;
    case "nested":
      return `${expression.keyword}(${printTql(expression.operand)})`;
    case "null":
      return `${expression.keyword} is ${expression.negated ? "not " : ""}null`;
    case "comparison": {
      const values = expression.values.map(printLiteral).join(", ");
      const operator = `${expression.negated ? "not " : ""}${expression.operator}`;
      return `${expression.keyword} ${operator} ${expression.list ? `(${values})` : values}`;
    }
  }
}

function printLiteral(literal: Literal): string {
  switch (literal.type) {
    case "string":
      return `"${literal.value.replaceAll(/[\\"'`]/g, (character) => `\\${character}`)}"`;
    case "number":
      return literal.text;
    case "boolean":
      return String(literal.value);
  }
}
