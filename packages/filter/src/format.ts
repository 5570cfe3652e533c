import type { Comparison, FieldReference, Filter, FilterExpression, FilterValue } from "./ast.ts";
import { formatDate } from "./date.ts";

/**
 * The filter in its canonical spelling: one line, canonical field names, parentheses only where they are needed.
 * Parsed again it gives the same expression, apart from ranges.
 */
export function formatFilter(filter: Pick<Filter, "expression">): string {
  return formatExpression(filter.expression);
}

/** The canonical spelling of a part of a filter. */
export function formatExpression(expression: FilterExpression): string {
  switch (expression.type) {
    case "or":
      return expression.operands.map(formatExpression).join(" or ");
    case "and":
      return expression.operands
        .map((operand) => (operand.type === "or" ? `(${formatExpression(operand)})` : formatExpression(operand)))
        .join(" and ");
    case "not":
      return expression.operand.type === "comparison"
        ? `not ${formatExpression(expression.operand)}`
        : `not (${formatExpression(expression.operand)})`;
    case "comparison":
      return formatComparison(expression);
  }
}

function formatComparison({ field, operator, negated, values }: Comparison): string {
  const name = formatField(field);
  if (operator === "exists") return negated ? `${name} is null` : `${name} exists`;
  const list = values.map(formatValue);
  // A single value stands without parentheses, except after `in`, which has them in TQL (networks never do there).
  const operand =
    list.length === 1 && (operator !== "in" || values[0]!.type === "network") ? list[0]! : `(${list.join(", ")})`;
  if (operator === "=") return `${name} ${negated ? "!=" : "="} ${operand}`;
  return `${name} ${negated ? "not " : ""}${operator} ${operand}`;
}

function formatField(field: FieldReference): string {
  return field.attribute === undefined ? field.name : `${field.name}.${formatText(field.attribute)}`;
}

function formatValue(value: FilterValue): string {
  switch (value.type) {
    case "text":
      return formatText(value.text);
    case "number":
      return String(value.number);
    case "boolean":
      return String(value.boolean);
    case "date":
      return formatDate(value);
    case "network":
      return value.prefix === (value.family === 4 ? 32 : 128) ? value.address : `${value.address}/${value.prefix}`;
  }
}

/** Text in double quotes; quotes, backslashes and backticks in it are escaped as TQL escapes them. */
function formatText(text: string): string {
  return `"${text.replaceAll(/[\\"`]/g, String.raw`\$&`)}"`;
}
