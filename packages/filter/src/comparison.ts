import type { Indicator } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import type { Comparison, FilterValue } from "./ast.ts";
import { periodOf, readInstant } from "./date.ts";
import type { Period } from "./date.ts";
import { fieldNamed } from "./fields.ts";
import type { FilterField, TextsField } from "./fields.ts";
import { containsNetwork, readNetwork } from "./network.ts";
import type { Network } from "./network.ts";
import { compileTextTest } from "./text-test.ts";
import type { TextOperator } from "./text-test.ts";
import { FALSE, TRUE, UNKNOWN } from "./truth.ts";
import type { Truth } from "./truth.ts";
import { typeKey } from "./value.ts";

/** A comparison as two functions: is it true of an indicator, and what does the indicator have. */
export interface CompiledComparison {
  readonly truth: (indicator: Indicator) => Truth;
  /** For people; worth reading when the comparison is not true. */
  readonly reason: (indicator: Indicator) => string;
}

/** Reads a field's value in the form it is compared in; `undefined` is unknown. */
type Read<Value> = (indicator: Indicator) => Value | undefined;

/** Turns a comparison into functions; `now` is in milliseconds since 1970. */
export function compileComparison(comparison: Comparison, now: number): CompiledComparison {
  const field = fieldNamed(comparison.field.name);
  const truth =
    comparison.operator === "exists"
      ? compileExists(field, comparison)
      : ifItApplies(field, comparison.negated, compileTest(field, comparison, now));
  return { truth, reason: (indicator) => describe(field, comparison, indicator) };
}

function compileTest(field: FilterField, comparison: Comparison, now: number): (indicator: Indicator) => Truth {
  const { negated, operator, values } = comparison;
  switch (field.type) {
    case "type": {
      const keys = new Set(texts(values).map(typeKey));
      // The canonical spelling is tried first, it is nearly always the one.
      const names = new Set(texts(values));
      return decide(field.read, (type) => names.has(type) || keys.has(typeKey(type)), negated);
    }
    case "text":
      return decide(field.read, compileTextTest(textOperator(operator), texts(values)), negated);
    case "texts": {
      const test = compileTextTest(textOperator(operator), texts(values));
      const { attribute } = comparison.field;
      return decide((indicator) => field.read(indicator, attribute), (found) => found.some(test), negated);
    }
    case "number": {
      const numbers = values.flatMap((value) => (value.type === "number" ? [value.number] : []));
      return decide(knownNumber(field.read), compileOrder(operator, numbers.map(stretchOfNumber)), negated);
    }
    case "date": {
      const periods = values.flatMap((value) => (value.type === "date" ? [periodOf(value, now)] : []));
      return decide(instant(field.read), compileOrder(operator, periods.map(stretchOfPeriod)), negated);
    }
    case "boolean": {
      const wanted = values.some((value) => value.type === "boolean" && value.boolean);
      return decide(field.read, (value) => value === wanted, negated);
    }
    case "network": {
      const networks = values.flatMap((value) => (value.type === "network" ? [toNetwork(value)] : []));
      const exact = operator === "=";
      const fits = (found: Network, outer: Network): boolean =>
        (!exact || found.prefix === outer.prefix) && containsNetwork(outer, found);
      return decide(networkText(field.read), (found) => networks.some((outer) => fits(found, outer)), negated);
    }
  }
}

function decide<Value>(
  read: Read<Value>,
  test: (value: Value) => boolean,
  negated: boolean,
): (indicator: Indicator) => Truth {
  return (indicator) => {
    const value = read(indicator);
    if (value === undefined) return UNKNOWN;
    return test(value) === negated ? FALSE : TRUE;
  };
}

/** Of an indicator that has no such thing at all, a positive test is false and its negation true: that is known. */
function ifItApplies(
  field: FilterField,
  negated: boolean,
  truth: (indicator: Indicator) => Truth,
): (indicator: Indicator) => Truth {
  const { applies } = field;
  if (applies === undefined) return truth;
  const otherwise = negated ? TRUE : FALSE;
  return (indicator) => (applies(indicator) ? truth(indicator) : otherwise);
}

function compileExists(field: FilterField, { negated, field: { attribute } }: Comparison): (indicator: Indicator) => Truth {
  const read = readKnown(field, attribute);
  return (indicator) => {
    const exists = field.applies?.(indicator) !== false && read(indicator) !== undefined;
    return exists === negated ? FALSE : TRUE;
  };
}

/** Reads what there is of a field, `undefined` when it is unknown or there is none. */
function readKnown(field: FilterField, attribute: string | undefined): Read<unknown> {
  switch (field.type) {
    case "number":
      return knownNumber(field.read);
    case "date":
      return instant(field.read);
    case "network":
      return networkText(field.read);
    case "texts":
      return (indicator) => field.read(indicator, attribute).at(0);
    case "type":
    case "text":
    case "boolean":
      return field.read;
  }
}

function knownNumber(read: Read<number>): Read<number> {
  return (indicator) => {
    const value = read(indicator);
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
}

function instant(read: Read<string>): Read<number> {
  return (indicator) => {
    const text = read(indicator);
    return text === undefined ? undefined : readInstant(text);
  };
}

function networkText(read: Read<string>): Read<Network> {
  return (indicator) => {
    const text = read(indicator);
    return text === undefined ? undefined : readNetwork(text);
  };
}

/** A checked filter compares text by these operators only; one that does not was made by hand, and wrongly. */
function textOperator(operator: Comparison["operator"]): TextOperator {
  if (operator === "<" || operator === "<=" || operator === ">" || operator === ">=" || operator === "exists") {
    throw new RangeError(`the filter compares text by ${operator}`);
  }
  return operator;
}

function texts(values: readonly FilterValue[]): readonly string[] {
  return values.flatMap((value) => (value.type === "text" ? [value.text] : []));
}

/** What a value stands for on a line: all from `first` to `last`, both included. So one of <, =, > always holds. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

function stretchOfNumber(number: number): Stretch {
  return { first: number, last: number };
}

/** Dates are whole milliseconds. */
function stretchOfPeriod({ start, end }: Period): Stretch {
  return { first: start, last: end - 1 };
}

function compileOrder(operator: Comparison["operator"], stretches: readonly Stretch[]): (value: number) => boolean {
  const { first, last } = stretches[0]!;
  if (operator === "<") return (value) => value < first;
  if (operator === "<=") return (value) => value <= last;
  if (operator === ">") return (value) => value > last;
  if (operator === ">=") return (value) => value >= first;
  return (value) => stretches.some((stretch) => value >= stretch.first && value <= stretch.last);
}

function toNetwork(value: { readonly address: string; readonly prefix: number }): Network {
  const network = readNetwork(`${value.address}/${value.prefix}`);
  if (network === undefined) throw new RangeError(`the filter holds the bad network ${value.address}/${value.prefix}`);
  return network;
}

const MAX_VALUES_NAMED = 3;

/** What the indicator has where the comparison looked. */
function describe(field: FilterField, { field: reference }: Comparison, indicator: Indicator): string {
  const name = reference.attribute === undefined ? field.name : `attribute ${quoted(reference.attribute, 40)}`;
  if (field.applies?.(indicator) === false) return `an indicator of type ${quoted(indicator.type, 40)} has no ${name}`;
  if (field.type === "texts") return describeTexts(field, name, indicator, reference.attribute);
  const found = field.read(indicator);
  if (found === undefined) return `${name} is unknown`;
  const shown = typeof found === "string" ? quoted(found, 80) : String(found);
  if (readKnown(field, undefined)(indicator) === undefined) return `${name} is unknown: it reads ${shown}`;
  return `${name} is ${shown}`;
}

function describeTexts(
  field: TextsField,
  name: string,
  indicator: Indicator,
  attribute: string | undefined,
): string {
  const found = field.read(indicator, attribute);
  if (found.length === 0) return `it has no ${name}`;
  const shown = found.slice(0, MAX_VALUES_NAMED).map((text) => quoted(text, 40));
  const more = found.length > MAX_VALUES_NAMED ? ` and ${found.length - MAX_VALUES_NAMED} more` : "";
  return `${name} is ${shown.join(", ")}${more}`;
}
