import type { Diagnostic, Range } from "@sigwright/core";
import { integerValue } from "../literals/integer.ts";
import { textContent } from "../literals/text.ts";
import type { Expression, RangeExpression, RegexpLiteral, Rule } from "../nodes.ts";
import { UNKNOWN, valueOf } from "../modules/value-type.ts";
import type { ScalarType, Value } from "../modules/value-type.ts";
import type { FindingDetails } from "../diagnostics.ts";
import { checkRegexp } from "../regexp/check-regexp.ts";
import { callValue, fieldValue, indexValue } from "./access.ts";
import { conditionFinding } from "./condition-diagnostics.ts";
import type { ConditionRules } from "./condition-rules.ts";
import { isPrimary } from "./expression-kinds.ts";
import { identifierValue } from "./identifiers.ts";
import { forInValue, forOfValue, ofValue, withValue } from "./loops.ts";
import { binaryValue, logicalValue, unaryValue } from "./operators.ts";
import type { Scope } from "./scope.ts";
import { expectType } from "./type-errors.ts";

/** Names of the diagnostics of conditions. */
export type ConditionCode = Parameters<typeof conditionFinding>[0];

/**
 * Follows the types of a condition and says where they are not what the engine takes, and where names stand for nothing:
 * their type is unknown then, which fits everywhere. Patterns are not looked at.
 *
 * Recursion is bounded: the parser refuses what is nested deeper than `MAX_DEPTH`.
 */
export class ConditionChecker {
  readonly rules: ConditionRules;
  readonly scope: Scope;
  /** The rule whose condition is checked. */
  rule: Rule | undefined;
  readonly #report: (diagnostic: Diagnostic) => void;

  constructor(rules: ConditionRules, scope: Scope, report: (diagnostic: Diagnostic) => void) {
    this.rules = rules;
    this.scope = scope;
    this.#report = report;
  }

  report(code: ConditionCode, range: Range, details: FindingDetails): void {
    this.#report(conditionFinding(code, range, details));
  }

  /** Type of an expression, wherever it stands. */
  value(node: Expression): Value {
    switch (node.kind) {
      case "boolean":
        return { ...valueOf("boolean"), constant: node.value };
      case "integer": {
        const constant = integerValue(node.text);
        return constant === undefined ? valueOf("integer") : { ...valueOf("integer"), constant };
      }
      case "float":
        return { ...valueOf("float"), constant: Number(node.text.replaceAll("_", "")) };
      case "text":
        return { ...valueOf("string"), constant: textContent(node) };
      case "regexp":
        this.regexp(node);
        return valueOf("regexp");
      case "filesize":
      case "entrypoint":
        return valueOf("integer");
      case "pattern":
        if (node.at !== undefined) this.#offset(node.at);
        if (node.within !== undefined) this.range(node.within);
        return valueOf("boolean");
      case "pattern-count":
        if (node.within !== undefined) this.range(node.within);
        return valueOf("integer");
      case "pattern-offset":
      case "pattern-length":
        if (node.index !== undefined) this.#matchIndex(node.index);
        return valueOf("integer");
      case "identifier":
        return identifierValue(node, this);
      case "field":
        return fieldValue(node, this);
      case "index":
        return indexValue(node, this);
      case "call":
        return callValue(node, this);
      case "group":
        return this.value(node.inner);
      case "unary":
        return unaryValue(node, this);
      case "binary":
        return binaryValue(node, this);
      case "and":
      case "or":
        return logicalValue(node, this);
      case "of":
        return ofValue(node, this);
      case "for-of":
        return forOfValue(node, this);
      case "for-in":
        return forInValue(node, this);
      case "with":
        return withValue(node, this);
    }
  }

  /**
   * Type of the operand of an operator or anything else that takes a number, a text or a name. To both engines anything
   * that is true or false by its form is a fault of syntax there.
   */
  operand(node: Expression): Value {
    if (isPrimary(node)) return this.value(node);
    this.value(node);
    this.report("yara/not-an-operand", node.range, { message: "this is true or false, and no operand" });
    return UNKNOWN;
  }

  /** Type of what fields, items or arguments are asked of. */
  object(node: Expression): Value {
    if (node.kind === "group" && !this.rules.groupedObjects) {
      this.report("yara/not-an-operand", node.range, { message: `${this.rules.displayName} takes no parentheses here` });
    }
    return this.operand(node);
  }

  /** Checks something that is to be true or false: a condition, the body of a loop. */
  condition(node: Expression): Value {
    const value = this.value(node);
    const allowed: readonly ScalarType[] = this.rules.regexpConditions ? CONDITION_TYPES_AND_REGEXP : CONDITION_TYPES;
    expectType(value, node, allowed, this);
    return value;
  }

  /** Checks `(low..high)`. */
  range({ low, high, range }: RangeExpression): void {
    const [from, to] = [this.#offset(low), this.#offset(high)];
    if (!this.rules.checksNumbers || typeof from !== "bigint" || typeof to !== "bigint" || from <= to) return;
    this.report("yara/empty-range", range, { message: `the lower bound (${from}) is greater than the upper bound (${to})` });
  }

  /** Checks a whole number that can't be negative, and gives it when it is known. */
  #offset(node: Expression): Value["constant"] {
    return this.integer(node, this.rules.checksNumbers ? 0n : undefined);
  }

  /** Checks a whole number that can't be less than a bound, and gives it when it is known. */
  integer(node: Expression, least: bigint | undefined, most?: bigint): Value["constant"] {
    const value = this.operand(node);
    if (!expectType(value, node, ["integer"], this)) return undefined;
    const { constant } = value;
    if (typeof constant !== "bigint" || least === undefined) return constant;
    if (constant >= least && (most === undefined || constant <= most)) return constant;
    const message = most === undefined ? (least === 0n ? `${constant} is negative` : `${constant} is less than ${least}`) : `${constant} is not between ${least} and ${most}`;
    this.report("yara/number-out-of-range", node.range, { message });
    return undefined;
  }

  /** The number of a match, which begins with 1. YARA 4 takes anything. */
  #matchIndex(node: Expression): void {
    if (this.rules.checksNumbers) this.integer(node, 1n);
    else this.operand(node);
  }

  /** Checks a regular expression: that of a pattern, whose range is given, or one in the condition. */
  regexp(literal: RegexpLiteral, pattern?: Range): void {
    const { problem } = checkRegexp(literal, this.rules.regexps, pattern === undefined ? "operand" : "pattern");
    if (problem === undefined) return;
    const { code, message, start, end, help } = problem;
    // Behind the slash. That it matches nothing is a fault of the pattern as a whole.
    const from = literal.range.start + 1;
    const range = code === "empty-match" && pattern !== undefined ? pattern : { start: from + start, end: Math.max(from + end, from + start + 1) };
    this.report(`yara/${code}`, range, { message, ...(help === undefined ? {} : { help }) });
  }
}

const CONDITION_TYPES: readonly ScalarType[] = ["boolean", "integer", "float", "string"];
const CONDITION_TYPES_AND_REGEXP: readonly ScalarType[] = [...CONDITION_TYPES, "regexp"];
