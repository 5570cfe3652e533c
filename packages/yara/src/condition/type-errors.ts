import type { Expression } from "../nodes.ts";
import { typeName } from "../modules/value-type.ts";
import type { ScalarType, Value } from "../modules/value-type.ts";
import type { ConditionChecker } from "./condition-checker.ts";

/** Says so when a value is of none of the types; false then. What is unknown fits. */
export function expectType(value: Value, node: Expression, allowed: readonly ScalarType[], checker: ConditionChecker): boolean {
  const { type } = value;
  if (type.kind === "unknown" || type.kind === "restricted") return true;
  if ((allowed as readonly string[]).includes(type.kind)) return true;
  checker.report("yara/wrong-type", node.range, { message: `this is ${typeName(type)}, not ${listed(allowed)}`, ...helpFor(value, node) });
  return false;
}

/** Types with their articles: `an integer or a float`. */
function listed(types: readonly ScalarType[]): string {
  const names = types.map((kind) => typeName({ kind }));
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} or ${names.at(-1)!}`;
}

function helpFor({ type }: Value, node: Expression): { readonly help?: string } {
  if (type.kind === "function") {
    const bare = type.signatures.some(({ parameters }) => parameters.length === 0);
    const name = node.kind === "field" ? node.field.text : type.name;
    return { help: bare ? `call it: \`${name}()\`` : `call it with arguments: \`${name}(…)\`` };
  }
  if (type.kind === "struct") return { help: `name one of its fields: ${sample(type.fields.names)}` };
  if (type.kind === "array") return { help: "take one of its items, `[0]`, or go over them with `for`" };
  return type.kind === "map" ? { help: 'ask for a key, `["key"]`, or go over them with `for`' } : {};
}

function sample(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  return names.length > shown.length ? `${shown.join(", ")} …` : shown.join(", ");
}
