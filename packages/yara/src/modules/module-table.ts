import type { ScalarType, Signature, StructFields, Value, ValueType } from "./value-type.ts";
import { valueOf } from "./value-type.ts";

/** The modules of an engine by name. */
export type ModuleTable = Readonly<Record<string, ModuleDeclaration>>;

/**
 * What a module declares. Types are written short: `integer`, `float`, `string`, `boolean`; the name of a structure of the
 * module; either with `[]` behind it for an array; `map string TYPE`; `= 42` or `= 127.5` for a constant; `(integer, string)
 * boolean; (regexp) boolean` for a function and the ways to call it, with `method` before it when it is one of a structure; `restricted` for what only VirusTotal's builds have.
 */
export interface ModuleDeclaration {
  /** Name of the structure that the module itself is. */
  readonly root: string;
  readonly structs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const METHOD = "method ";

/** What `import` brings: the structure of a module. */
export function moduleValue(declaration: ModuleDeclaration): Value {
  return { type: structType(declaration, declaration.root) };
}

/** Reads `(integer, string) boolean; () integer`, with `method` in front of functions of a structure. */
export function functionType(name: string, notation: string): ValueType {
  const isMethod = notation.startsWith(METHOD);
  const signatures = (isMethod ? notation.slice(METHOD.length) : notation).split("; ").map((signature): Signature => {
    const close = signature.indexOf(")");
    const inner = signature.slice(1, close);
    // The tables are data of this package: what is in them is one of the names.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const words = [...(inner === "" ? [] : inner.split(", ")), signature.slice(close + 2)] as ScalarType[];
    return { parameters: words.slice(0, -1), result: words.at(-1)! };
  });
  return { kind: "function", name, signatures, isMethod };
}

function structType(declaration: ModuleDeclaration, name: string): ValueType {
  const own = declaration.structs[name]!;
  const fields: StructFields = {
    names: Object.keys(own),
    field: (field) => (Object.hasOwn(own, field) ? fieldValue(declaration, field, own[field]!) : undefined),
  };
  return { kind: "struct", fields };
}

function fieldValue(declaration: ModuleDeclaration, name: string, notation: string): Value {
  if (notation.startsWith("= ")) {
    const text = notation.slice(2);
    return text.includes(".") ? { type: { kind: "float" }, constant: Number(text) } : { type: { kind: "integer" }, constant: BigInt(text) };
  }
  if (notation.startsWith("(") || notation.startsWith(METHOD)) return { type: functionType(name, notation) };
  return valueOfNotation(declaration, notation);
}

function valueOfNotation(declaration: ModuleDeclaration, notation: string): Value {
  switch (notation) {
    case "integer":
    case "float":
    case "string":
    case "boolean":
      return valueOf(notation);
    case "restricted":
      return { type: { kind: "restricted" } };
    default:
  }
  if (notation.endsWith("[]")) return { type: { kind: "array", item: valueOfNotation(declaration, notation.slice(0, -2)).type } };
  const map = /^map (integer|string) (.*)$/.exec(notation);
  if (map === null) return { type: structType(declaration, notation) };
  return { type: { kind: "map", key: map[1] === "integer" ? "integer" : "string", value: valueOfNotation(declaration, map[2]!).type } };
}
