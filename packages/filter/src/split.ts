import { INDICATOR_TYPES, type IndicatorType } from "@sigwright/core";
import type { Comparison, DateValue, Filter, FilterExpression, FilterFieldName } from "./ast.ts";
import { DAY_MILLISECONDS, periodOf } from "./date.ts";
import type { EvaluationContext } from "./evaluate.ts";

/** What a back end can ask its platform. */
export interface PushDownCapabilities {
  /**
   * Fields it can put into a query. `group` only when its platform compares names of groups without regard to case.
   */
  readonly fields: readonly FilterFieldName[];
}

const PUSHED_NUMBERS = ["rating", "confidence"] as const;
const PUSHED_DATES = ["dateAdded", "lastModified", "firstSeen", "lastSeen", "expires"] as const;

/** Fields whose numbers can be pushed down. */
export type PushedNumberField = (typeof PUSHED_NUMBERS)[number];

/** Fields whose dates can be pushed down. */
export type PushedDateField = (typeof PUSHED_DATES)[number];

/** A test that a back end can print in its own query language. */
export type PushedCondition =
  | { readonly type: "typeName"; readonly names: readonly IndicatorType[] }
  | {
      readonly type: "number";
      readonly field: PushedNumberField;
      readonly operator: "=" | "<" | "<=" | ">" | ">=";
      readonly number: number;
    }
  | {
      readonly type: "date";
      readonly field: PushedDateField;
      readonly operator: "<=" | ">=";
      /** RFC 3339 in UTC with whole seconds: `2026-01-31T09:00:00Z`. */
      readonly date: string;
    }
  | { readonly type: "active"; readonly active: boolean }
  /** Associated with a group of one of these names. */
  | { readonly type: "group"; readonly names: readonly string[] };

/** A filter divided between a platform and us. */
export interface SplitFilter {
  /** What every indicator that passes is sure to fulfil; all of them must hold. Empty when there is nothing to push. */
  readonly pushed: readonly PushedCondition[];
  /** What is still to be applied to what the platform returns: always the whole filter. */
  readonly rest: Filter;
}

/**
 * Finds what a platform can be asked to leave out before it sends. That is a *necessary* condition only: pushing saves
 * traffic and never decides, so differences of clocks, of rounding and of case between platform and filter can't lose
 * an indicator. Taken are conjuncts of `typeName`, numbers, dates (with a day's slack), `active` and `group`; never a
 * negation, never a part of a text, never a disjunction. Platforms drop what is unknown, which can't pass either.
 */
export function splitFilter(
  filter: Filter,
  capabilities: PushDownCapabilities,
  context: EvaluationContext,
): SplitFilter {
  const now = context.now.getTime();
  const pushed = conjunctsOf(filter.expression)
    .filter((comparison) => !comparison.negated && capabilities.fields.includes(comparison.field.name))
    .flatMap((comparison) => pushComparison(comparison, now));
  return { pushed, rest: filter };
}

function conjunctsOf(expression: FilterExpression): readonly Comparison[] {
  if (expression.type === "comparison") return [expression];
  return expression.type === "and" ? expression.operands.flatMap(conjunctsOf) : [];
}

function pushComparison({ field: { name }, operator, values }: Comparison, now: number): PushedCondition[] {
  if (name === "typeName") {
    const names = texts(values).filter(isKnownType);
    // A custom type is spelt in the platform's own way, which only the platform knows.
    return isMembership(operator) && names.length === values.length ? [{ type: "typeName", names }] : [];
  }
  if (name === "group") return isMembership(operator) ? [{ type: "group", names: texts(values) }] : [];
  if (name === "active") {
    return values.flatMap((value) => (value.type === "boolean" ? [{ type: "active", active: value.boolean }] : []));
  }
  const numberField = PUSHED_NUMBERS.find((field) => field === name);
  if (numberField !== undefined) {
    return pushNumbers(numberField, operator, values.flatMap((value) => (value.type === "number" ? [value.number] : [])));
  }
  const dateField = PUSHED_DATES.find((field) => field === name);
  if (dateField !== undefined) {
    return pushDates(dateField, operator, values.flatMap((value) => (value.type === "date" ? [value] : [])), now);
  }
  return [];
}

function pushNumbers(
  field: PushedNumberField,
  operator: Comparison["operator"],
  numbers: readonly number[],
): PushedCondition[] {
  if (operator === "in") {
    return [
      { type: "number", field, operator: ">=", number: least(numbers) },
      { type: "number", field, operator: "<=", number: greatest(numbers) },
    ];
  }
  return isOrder(operator) ? [{ type: "number", field, operator, number: numbers[0]! }] : [];
}

function pushDates(
  field: PushedDateField,
  operator: Comparison["operator"],
  dates: readonly DateValue[],
  now: number,
): PushedCondition[] {
  if (dates.length === 0) return [];
  const periods = dates.map((date) => periodOf(date, now));
  const conditions: PushedCondition[] = [];
  const [hasLower, hasUpper] = [operator !== "<" && operator !== "<=", operator !== ">" && operator !== ">="];
  const lower = slackDate(least(periods.map((period) => period.start)) - DAY_MILLISECONDS, Math.floor);
  const upper = slackDate(greatest(periods.map((period) => period.end)) + DAY_MILLISECONDS, Math.ceil);
  if (hasLower && lower !== undefined) conditions.push({ type: "date", field, operator: ">=", date: lower });
  if (hasUpper && upper !== undefined) conditions.push({ type: "date", field, operator: "<=", date: upper });
  return conditions;
}

// Years with four digits only; a bound beyond them keeps nothing out that a platform could hold.
const FIRST_INSTANT = -62_167_219_200_000;
const LAST_INSTANT = 253_402_300_799_000;

function slackDate(instant: number, round: (seconds: number) => number): string | undefined {
  const whole = round(instant / 1000) * 1000;
  if (!(whole >= FIRST_INSTANT && whole <= LAST_INSTANT)) return undefined;
  return `${new Date(whole).toISOString().slice(0, 19)}Z`;
}

function isMembership(operator: Comparison["operator"]): boolean {
  return operator === "=" || operator === "in";
}

function isOrder(operator: Comparison["operator"]): operator is "=" | "<" | "<=" | ">" | ">=" {
  return operator === "=" || operator === "<" || operator === "<=" || operator === ">" || operator === ">=";
}

function isKnownType(name: string): name is IndicatorType {
  return (INDICATOR_TYPES as readonly string[]).includes(name);
}

function texts(values: Comparison["values"]): readonly string[] {
  return values.flatMap((value) => (value.type === "text" ? [value.text] : []));
}

// Not Math.min(...): a list may have more values than a call may have arguments.
function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b));
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b));
}
