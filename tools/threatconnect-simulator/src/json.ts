import { LosslessNumber } from "lossless-json";

/** A JSON value that keeps integers above 2^53 (bigint) and numbers with a fixed spelling such as 3.00 (LosslessNumber). */
export type JsonValue =
  string | number | bigint | boolean | null | undefined | LosslessNumber | readonly JsonValue[] | JsonObject;

/** A JSON object; keys with the value undefined are left out when printed. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * Reads JSON; integers that a double can't hold become bigints. Throws SyntaxError.
 */
export function parseJson(text: string): JsonValue {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as JsonValue;
  return JSON.parse(text, keepLongNumbers as (key: string, value: unknown) => unknown) as JsonValue;
}

const LONG_NUMBER = /\d{16}/;

/** A reviver that looks at how a number was written; Node knows its third argument from 21 on, TypeScript does not yet. */
function keepLongNumbers(_: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === "number" && source !== undefined ? parseNumber(source) : value;
}

/** Prints JSON on one line. */
export function printJson(value: JsonValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === undefined || value === null) return "null";
  if (typeof value !== "object" || value instanceof LosslessNumber) return String(value);
  if (isArray(value)) return `[${value.map(printJson).join(",")}]`;
  let members = "";
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${printJson(member)}`;
  }
  return `{${members}}`;
}

/** A number printed with exactly two decimals, as the platform prints ratings. */
export function decimal(value: number): LosslessNumber {
  return new LosslessNumber(value.toFixed(2));
}

/** Whether a value is a JSON object. */
export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);
}

/** Whether a value is a JSON array. */
export function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function parseNumber(text: string): number | bigint {
  const number = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}
