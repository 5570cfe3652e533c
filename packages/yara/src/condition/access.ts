import { closest, quoted } from "@sigwright/core";
import type { Call, FieldAccess, IndexAccess } from "../nodes.ts";
import { signatureText, typeName, UNKNOWN, valueOf } from "../modules/value-type.ts";
import type { Value } from "../modules/value-type.ts";
import type { ConditionChecker } from "./condition-checker.ts";

/** `object.field` */
export function fieldValue({ object, field }: FieldAccess, checker: ConditionChecker): Value {
  const { type } = checker.object(object);
  if (type.kind === "unknown") return UNKNOWN;
  if (type.kind !== "struct") {
    if (type.kind !== "restricted") checker.report("yara/wrong-type", object.range, { message: `this is ${typeName(type)}, and has no fields` });
    return UNKNOWN;
  }
  const found = type.fields.field(field.text);
  if (found === undefined) {
    const near = closest(field.text, type.fields.names);
    checker.report("yara/unknown-field", field.range, {
      message: `there is no field or function ${quoted(field.text)}`,
      ...(near === undefined
        ? {}
        : {
            help: `did you mean \`${near}\`?`,
            fixes: [{ title: `change it to \`${near}\``, edits: [{ range: field.range, newText: near }], safe: false }],
          }),
    });
    return UNKNOWN;
  }
  if (found.type.kind === "restricted") {
    checker.report("yara/restricted-field", field.range, { message: `${quoted(field.text)} is there only in rules that run at VirusTotal` });
    return UNKNOWN;
  }
  return found;
}

/** `object[index]` */
export function indexValue({ object, index }: IndexAccess, checker: ConditionChecker): Value {
  const { type } = checker.object(object);
  if (type.kind === "array") {
    checker.integer(index, checker.rules.checksNumbers ? 0n : undefined);
    return { type: type.item };
  }
  if (type.kind === "map") {
    const key = checker.operand(index).type;
    if (key.kind !== type.key && key.kind !== "unknown") {
      checker.report("yara/wrong-type", index.range, { message: `the keys of this dictionary are ${type.key}s, and this is ${typeName(key)}` });
    }
    return { type: type.value };
  }
  checker.value(index);
  if (type.kind !== "unknown") checker.report("yara/wrong-type", object.range, { message: `this is ${typeName(type)}, and has no items` });
  return UNKNOWN;
}

/** No function takes as many arguments. */
const MOST_SHOWN = 12;

/** `callee(arguments)` */
export function callValue({ callee, arguments: given, argumentsRange }: Call, checker: ConditionChecker): Value {
  const { type } = checker.object(callee);
  const types = given.map((argument) => checker.value(argument).type);
  if (type.kind === "unknown") return UNKNOWN;
  if (type.kind !== "function") {
    const place = callee.kind === "field" ? callee.field.range : callee.range;
    checker.report("yara/wrong-type", place, { message: `this is ${typeName(type)}, and can't be called` });
    return UNKNOWN;
  }
  const fits = type.signatures.find(
    ({ parameters }) => parameters.length === types.length && parameters.every((parameter, at) => types[at]!.kind === parameter || types[at]!.kind === "unknown"),
  );
  if (fits !== undefined) return valueOf(fits.result);
  const ways = type.signatures.map(({ parameters }) => `\`${type.name}${signatureText(parameters)}\``);
  const kinds = types.map(({ kind }) => kind);
  checker.report("yara/wrong-arguments", argumentsRange, {
    message: kinds.length > MOST_SHOWN ? `\`${type.name}\` takes no ${kinds.length} arguments` : `\`${type.name}\` takes no ${signatureText(kinds)}`,
    help: ways.length === 1 ? `it is called so: ${ways[0]!}` : `it is called in one of these ways: ${ways.join(", ")}`,
  });
  // All ways to call a function give much the same: what follows is checked against the first.
  return new Set(type.signatures.map(({ result }) => result)).size === 1 ? valueOf(type.signatures[0]!.result) : UNKNOWN;
}
