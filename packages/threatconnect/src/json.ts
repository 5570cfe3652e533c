import { LosslessNumber, stringify } from "lossless-json";

/** What JSON can hold. Whole numbers beyond 2^53 are strings of digits, so that no identifier loses a digit. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object as it was delivered. */
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** A whole number in a request's body, of any size: written as bare digits. */
export interface WireNumber {
  readonly digits: string;
}

/** What a request's body can hold. */
export type WireJson = string | number | boolean | WireNumber | readonly WireJson[] | WireObject;

/** An object in a request's body. */
export interface WireObject {
  readonly [name: string]: WireJson | undefined;
}

/** Shorter whole numbers are below 2^53, which `JSON.parse` reads without loss. */
const LONG_NUMBER = /\d{16}/;
/** Strings (to the end of the text when they are not closed) and numbers; each match is taken whole, so this is linear. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|$)|-?\d[\d.eE+-]*/g;
const WHOLE_NUMBER = /^-?(?:0|[1-9]\d*)$/;
const IDENTIFIER = /^\d{1,40}$/;

/**
 * Reads JSON without losing digits of long numbers; `undefined` when the text is not JSON. Long numbers are put in
 * quotes and the rest is left to `JSON.parse`: a parser that keeps all numbers as text takes six times as long.
 */
export function parseJson(text: string): Json | undefined {
  const exact = LONG_NUMBER.test(text) ? text.replace(STRING_OR_NUMBER, quoteLongNumber) : text;
  try {
    const value: unknown = JSON.parse(exact);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that JSON.parse makes is Json
    return value as Json;
  } catch {
    return undefined;
  }
}

function quoteLongNumber(token: string): string {
  const isLong = token.length >= 16 && WHOLE_NUMBER.test(token) && !Number.isSafeInteger(Number(token));
  return isLong ? `"${token}"` : token;
}

/** Writes a request's body; identifiers become bare digits whatever their size. */
export function formatJson(body: WireObject): string {
  return stringify(body, (_key, value) => (isWireNumber(value) ? new LosslessNumber(value.digits) : value)) ?? "";
}

function isWireNumber(value: unknown): value is WireNumber {
  return typeof value === "object" && value !== null && "digits" in value && typeof value.digits === "string";
}

/** An identifier for a request's body. */
export function wireId(id: string): WireNumber {
  if (!isIdentifier(id)) throw new RangeError(`not an identifier of the platform: ${id}`);
  return { digits: id };
}

/** Whether a text is an identifier of the platform: digits only. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** Whether a value is an object with fields. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field of an object, or `undefined`; names such as `constructor` do not reach the prototype. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A field that is text; anything else is `undefined`. */
export function textMember(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === "string" ? value : undefined;
}

/** A field that is an identifier, as a decimal string. */
export function idMember(object: JsonObject, name = "id"): string | undefined {
  const value = member(object, name);
  const digits = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof digits === "string" && isIdentifier(digits) ? digits : undefined;
}

/** A field that is `true` or `false`; some answers write them as text. */
export function booleanMember(object: JsonObject, name: string): boolean | undefined {
  const value = member(object, name);
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}

/**
 * The members of a nested collection. The platform writes `{"data": […]}`; a collection that is empty may be `{}`, or
 * not be there at all, and older answers give the bare list.
 */
export function collection(object: JsonObject, name: string): readonly JsonObject[] {
  const value = member(object, name);
  const data = isObject(value) ? member(value, "data") : value;
  if (Array.isArray(data)) return (data as readonly Json[]).filter((entry) => isObject(entry));
  return isObject(data) ? [data] : [];
}
