/** Types that an expression can have without parts. */
export type ScalarType = "integer" | "float" | "string" | "boolean" | "regexp";

/** What an expression of a condition is. */
export type ValueType =
  | { readonly kind: ScalarType }
  | { readonly kind: "struct"; readonly fields: StructFields }
  | { readonly kind: "array"; readonly item: ValueType }
  | { readonly kind: "map"; readonly key: "integer" | "string"; readonly value: ValueType }
  | { readonly kind: "function"; readonly name: string; readonly signatures: readonly Signature[]; readonly isMethod: boolean }
  /** There, and not in this build of the engine. */
  | { readonly kind: "restricted" }
  /** Not known, as something is wrong with it that was told already. */
  | { readonly kind: "unknown" };

/** One way in which a function can be called. */
export interface Signature {
  readonly parameters: readonly ScalarType[];
  readonly result: ScalarType;
}

/** The fields of a structure. */
export interface StructFields {
  readonly names: readonly string[];
  /** Type of a field with its value where that is fixed; `undefined` when there is none of the name. */
  field(name: string): Value | undefined;
}

/** What an expression is, with its value where it is known before any file is scanned. */
export interface Value {
  readonly type: ValueType;
  readonly constant?: bigint | number | string | boolean;
}

const SCALARS: Readonly<Record<ScalarType, Value>> = {
  integer: { type: { kind: "integer" } },
  float: { type: { kind: "float" } },
  string: { type: { kind: "string" } },
  boolean: { type: { kind: "boolean" } },
  regexp: { type: { kind: "regexp" } },
};

/** A value of a type, not known before scanning. */
export function valueOf(type: ScalarType): Value {
  return SCALARS[type];
}

/** What stands for a value of which nothing is known. */
export const UNKNOWN: Value = { type: { kind: "unknown" } };

/** A type with its article, for messages: `an integer`. */
export function typeName({ kind }: ValueType): string {
  return NAMES[kind];
}

const NAMES: Readonly<Record<ValueType["kind"], string>> = {
  integer: "an integer",
  float: "a float",
  string: "a string",
  boolean: "a boolean",
  regexp: "a regular expression",
  struct: "a structure",
  array: "an array",
  map: "a dictionary",
  function: "a function",
  restricted: "a field of VirusTotal",
  unknown: "unknown",
};

/** A call for messages: `(integer, string)`. */
export function signatureText(parameters: readonly string[]): string {
  return `(${parameters.join(", ")})`;
}
