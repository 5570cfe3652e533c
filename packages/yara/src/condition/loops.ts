import { quoted } from "@sigwright/core";
import type { Expression, ForIn, ForOf, OfExpression, Quantifier, With } from "../nodes.ts";
import { typeName, UNKNOWN, valueOf } from "../modules/value-type.ts";
import type { ScalarType, Value } from "../modules/value-type.ts";
import type { ConditionChecker } from "./condition-checker.ts";
import { expectType } from "./type-errors.ts";

const MOST_PERCENT = 100n;
const LIST_TYPES: readonly ScalarType[] = ["integer", "float", "string", "boolean"];

/** `any of them`, `2 of ($a*) at 0` */
export function ofValue({ quantifier, set, at, within }: OfExpression, checker: ConditionChecker): Value {
  checkQuantifier(quantifier, checker);
  if (set.kind === "expressions") for (const item of set.items) checker.condition(item);
  if (at !== undefined) checker.integer(at, checker.rules.checksNumbers ? 0n : undefined);
  if (within !== undefined) {
    checker.range(within);
    if (quantifier.kind === "percentage" && !checker.rules.percentageInRange) {
      checker.report("yara/not-an-operand", within.range, { message: `${checker.rules.displayName} counts percentages in the whole file only` });
    }
  }
  return valueOf("boolean");
}

/** `for any of them : ( … )` */
export function forOfValue({ quantifier, body }: ForOf, checker: ConditionChecker): Value {
  checkQuantifier(quantifier, checker);
  checker.condition(body);
  return valueOf("boolean");
}

/** `for any i in (1..3) : ( … )` */
export function forInValue({ quantifier, variables, iterable, body }: ForIn, checker: ConditionChecker): Value {
  checkQuantifier(quantifier, checker);
  const items = itemsOf(iterable, checker);
  if (items !== undefined && items.length !== variables.length) {
    const range = { start: variables[0]!.range.start, end: variables.at(-1)!.range.end };
    checker.report("yara/loop-variables", range, {
      message: `the loop has ${counted(variables.length, "variable")}, and is given ${counted(items.length, "value")} each time`,
      labels: [{ range: iterable.range, message: counted(items.length, "value") }],
    });
  }
  const isGiven = items?.length === variables.length;
  checker.scope.enter();
  for (const [at, variable] of variables.entries()) {
    if (!checker.rules.hidesVariables && checker.scope.isLocal(variable.text)) {
      checker.report("yara/loop-variables", variable.range, { message: `${quoted(variable.text)} is the variable of a loop around`, help: "give it another name" });
    }
    checker.scope.define(variable, isGiven ? items[at]! : UNKNOWN);
  }
  checker.condition(body);
  checker.scope.leave();
  return valueOf("boolean");
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What a loop is given each time; `undefined` when that is not known. */
function itemsOf(iterable: ForIn["iterable"], checker: ConditionChecker): readonly Value[] | undefined {
  if (iterable.kind === "range") {
    checker.range(iterable);
    return [valueOf("integer")];
  }
  if (iterable.kind === "tuple") return [listItem(iterable.items, checker)];
  const { type } = checker.operand(iterable);
  if (type.kind === "array") return [{ type: type.item }];
  if (type.kind === "map") return [valueOf(type.key), { type: type.value }];
  if (type.kind !== "unknown") {
    checker.report("yara/wrong-type", iterable.range, { message: `this is ${typeName(type)}, and can't be gone over`, help: "loops go over arrays, dictionaries, ranges and lists" });
  }
  return undefined;
}

/** The items of a list are of one type. */
function listItem(items: Extract<ForIn["iterable"], { readonly kind: "tuple" }>["items"], checker: ConditionChecker): Value {
  const { listsOfAnyType } = checker.rules;
  const allowed: readonly ScalarType[] = listsOfAnyType ? LIST_TYPES : ["integer"];
  let first: Value | undefined;
  for (const [at, item] of items.entries()) {
    const value = checker.operand(item);
    if (!expectType(value, item, allowed, checker)) continue;
    if (first !== undefined && first.type.kind !== value.type.kind && first.type.kind !== "unknown" && value.type.kind !== "unknown") {
      const before = items[at - 1]!.range;
      checker.report("yara/wrong-type", { start: before.start, end: item.range.end }, {
        message: `the list begins with ${typeName(first.type)} and goes on with ${typeName(value.type)}`,
        labels: [
          { range: before, message: typeName(first.type) },
          { range: item.range, message: typeName(value.type) },
        ],
      });
      return { type: first.type };
    }
    first ??= value;
  }
  return { type: (first ?? UNKNOWN).type };
}

/** `with a = 1, b = a : ( … )` */
export function withValue({ declarations, body }: With, checker: ConditionChecker): Value {
  checker.scope.enter();
  for (const { name, value } of declarations) checker.scope.define(name, withoutMethod(checker.operand(value), value, checker));
  checker.condition(body);
  checker.scope.leave();
  return valueOf("boolean");
}

/** Functions that belong to a structure can't be called without it. */
function withoutMethod(value: Value, { range }: Expression, checker: ConditionChecker): Value {
  if (value.type.kind !== "function" || !value.type.isMethod) return value;
  checker.report("yara/wrong-type", range, { message: `\`${value.type.name}\` can't be taken from what it belongs to`, help: "call it here" });
  return UNKNOWN;
}

/** `all`, `2`, `50%` */
function checkQuantifier(quantifier: Quantifier, checker: ConditionChecker): void {
  if (!("value" in quantifier)) return;
  const { value } = quantifier;
  if (quantifier.kind === "percentage") checker.integer(value, checker.rules.leastPercentage, MOST_PERCENT);
  else if (checker.rules.checksNumbers) checker.integer(value, 0n);
  else checker.operand(value);
}
