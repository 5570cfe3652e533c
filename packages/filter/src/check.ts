import type { Diagnostic, Range } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import type { Comparison, FieldReference, FilterExpression, FilterOperator, FilterValue } from "./ast.ts";
import { problem } from "./diagnostics.ts";
import { findField, OPERATORS_BY_TYPE } from "./fields.ts";
import type { FilterField } from "./fields.ts";
import { readNestedQuery } from "./nested-query.ts";
import { compilePattern } from "./pattern.ts";
import type { SyntaxClause, SyntaxComparison, SyntaxNode } from "./syntax.ts";
import { reportUnknownField } from "./unknown-field.ts";
import { readValue } from "./value.ts";
import type { CustomTypes } from "./value.ts";

/** More findings than this help nobody. */
const MAX_DIAGNOSTICS = 50;

/** What checking makes of a tree. The expression is absent exactly when a diagnostic is an error. */
export interface CheckResult {
  readonly expression: FilterExpression | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Gives every part of the tree its meaning: resolves fields, reads values as their fields want them. */
export function checkSyntax(tree: SyntaxNode, customTypes: CustomTypes): CheckResult {
  const diagnostics: Diagnostic[] = [];
  let failed = false;
  const report = (diagnostic: Diagnostic): void => {
    failed ||= diagnostic.severity === "error";
    if (diagnostics.length < MAX_DIAGNOSTICS) diagnostics.push(diagnostic);
  };
  const expression = checkNode(tree, { customTypes, report });
  diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return { expression: failed ? undefined : expression, diagnostics };
}

interface CheckContext {
  readonly customTypes: CustomTypes;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Recursion is bounded by the depth the grammar allows. */
function checkNode(node: SyntaxNode, context: CheckContext): FilterExpression | undefined {
  switch (node.kind) {
    case "and":
    case "or":
      return checkChain(node.kind, node.operands, node.range, context);
    case "not": {
      const operand = checkNode(node.operand, context);
      // Twice not is nothing, for the unknown too.
      if (operand?.type === "not") return operand.operand;
      return operand && { type: "not", operand, range: node.range };
    }
    case "nested": {
      const clause = readNestedQuery(node, context.report);
      return clause && checkClause(clause, context);
    }
    case "clause":
      return checkClause(node, context);
  }
}

function checkChain(
  type: "and" | "or",
  nodes: readonly SyntaxNode[],
  range: Range,
  context: CheckContext,
): FilterExpression | undefined {
  const operands: FilterExpression[] = [];
  for (const node of nodes) {
    const operand = checkNode(node, context);
    if (operand === undefined) continue;
    if (operand.type === type) for (const inner of operand.operands) operands.push(inner);
    else operands.push(operand);
  }
  return operands.length < 2 ? undefined : { type, operands, range };
}

function checkClause(clause: SyntaxClause, context: CheckContext): Comparison | undefined {
  const field = resolveField(clause, context);
  if (field === undefined) return undefined;
  const reference: FieldReference = {
    name: field.name,
    ...(clause.part === undefined ? {} : { attribute: clause.part.text }),
    range: { start: clause.name.range.start, end: clause.part?.range.end ?? clause.name.range.end },
  };
  const shared = { type: "comparison", field: reference, range: clause.range } as const;
  if (clause.test === undefined) {
    if (field.type === "boolean") {
      const value: FilterValue = { type: "boolean", boolean: true, range: clause.name.range };
      return { ...shared, operator: "=", negated: false, values: [value] };
    }
    context.report(
      problem("filter/missing-comparison", clause.range, `\`${field.name}\` is compared with nothing`, {
        help: `write ${exampleFor(field)}, or \`${field.name} exists\``,
        expected: OPERATORS_BY_TYPE[field.type],
      }),
    );
    return undefined;
  }
  if (clause.test.kind === "exists") {
    return { ...shared, operator: "exists", negated: clause.test.negated, values: [] };
  }
  const operator = resolveOperator(field, clause.test, context);
  const values = clause.test.values.map((value) => readValue(field, value, context.customTypes, context.report));
  if (operator === undefined || !values.every((value) => value !== undefined)) return undefined;
  if (operator === "matches") checkPatterns(values, context);
  const negated = clause.test.negated || clause.test.operator.name === "!=";
  return { ...shared, operator, negated, values };
}

function resolveField(clause: SyntaxClause, context: CheckContext): FilterField | undefined {
  const field = findField(clause.name.text);
  if (field === undefined) {
    reportUnknownField(clause.name, context.report);
    return undefined;
  }
  if (clause.part !== undefined && field.name !== "attribute") {
    const range = { start: clause.name.range.start, end: clause.part.range.end };
    const text = `${clause.name.text}.${clause.part.text}`;
    context.report(
      problem("filter/unknown-field", range, `${quoted(text)} is not a field`, {
        help: `only \`attribute\` has parts; write \`${field.name}\``,
      }),
    );
    return undefined;
  }
  return field;
}

function resolveOperator(
  field: FilterField,
  test: SyntaxComparison,
  context: CheckContext,
): FilterOperator | undefined {
  const { name, range } = test.operator;
  const plain: FilterOperator = name === "!=" ? "=" : name;
  const allowed = OPERATORS_BY_TYPE[field.type];
  if (!allowed.includes(plain)) {
    const expected = allowed.flatMap((operator) => (operator === "=" ? ["=", "!="] : [operator]));
    context.report(
      problem("filter/wrong-operator", range, `\`${field.name}\` is ${KIND_IN_WORDS[field.type]} and can't be compared with ${quoted(name)}`, {
        help: `write ${exampleFor(field)}, for example`,
        expected,
      }),
    );
    return undefined;
  }
  if (!test.list || plain === "in") return plain;
  // TQL takes lists after `=`, and its users lists after the text operators: any of them.
  if (plain === "=" && test.values.length > 1 && allowed.includes("in")) return "in";
  if (test.values.length === 1 || TAKES_LIST.has(plain)) return plain;
  context.report(
    problem("filter/wrong-value", test.valuesRange, `${quoted(name)} compares with one value, found ${test.values.length}`, {
      help: "give one value, or use `in`",
      expected: ["one value"],
    }),
  );
  return undefined;
}

const TAKES_LIST: ReadonlySet<FilterOperator> = new Set(["contains", "startswith", "endswith", "like", "matches"]);

const KIND_IN_WORDS: Readonly<Record<FilterField["type"], string>> = {
  type: "a type name",
  text: "text",
  texts: "text",
  number: "a number",
  date: "a date",
  boolean: "true or false",
  network: "an address",
};

function exampleFor(field: FilterField): string {
  switch (field.type) {
    case "type":
      return '`typeName in ("Host", "URL")`';
    case "text":
    case "texts":
      return `\`${field.name} contains "…"\``;
    case "number":
      return `\`${field.name} >= ${field.name === "rating" ? 3 : field.name === "confidence" ? 70 : 1024}\``;
    case "date":
      return `\`${field.name} >= now - 30d\``;
    case "boolean":
      return `\`${field.name} = true\``;
    case "network":
      return `\`${field.name} in 10.0.0.0/8\``;
  }
}

function checkPatterns(values: readonly FilterValue[], context: CheckContext): void {
  for (const value of values) {
    if (value.type !== "text") continue;
    const pattern = compilePattern(value.text);
    if (!("problem" in pattern)) continue;
    context.report(
      problem("filter/bad-pattern", value.range, `the pattern ${quoted(value.text, 40)} ${quotedReason(pattern.problem)}`, {
        help: "patterns are RE2's: no look-around, no back references",
      }),
    );
  }
}

/** Reasons repeat pieces of the pattern, which may hold anything. */
function quotedReason(reason: string): string {
  return reason.length > 120 ? `${reason.slice(0, 120)}…` : reason;
}
