import { ApiError, malformed, notInList, wrongLength } from "../api-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue } from "../json.ts";

/** How a nested collection changes. */
export type Mode = "append" | "replace" | "delete";

/** A nested collection of a body. */
export interface CollectionChange {
  readonly mode: Mode;
  readonly data: readonly JsonObject[];
}

/** A collection of a body, if it has it. POST knows no other mode than append. Throws ApiError 400. */
export function readCollection(body: JsonObject, name: string, creating: boolean): CollectionChange | undefined {
  const collection = body[name];
  if (collection === undefined || collection === null) return undefined;
  if (!isObject(collection)) throw malformed(`${name} must be {"data": […]}`);
  const { data = [], mode = "append" } = collection;
  if (mode !== "append" && mode !== "replace" && mode !== "delete")
    throw notInList("mode", name, ["append", "replace", "delete"]);
  if (creating && mode !== "append") throw malformed(`${name} of a new object can only be appended to`);
  if (!isArray(data) || !data.every(isObject)) throw malformed(`${name}.data must be a list of objects`);
  return { mode, data };
}

/** The id of a body, if it has one. Ids are bare digits: a string is refused. Throws ApiError 400. */
export function readId({ id }: JsonObject): bigint | undefined {
  if (id === undefined) return undefined;
  if (typeof id === "bigint" && id >= 0n) return id;
  if (typeof id === "number" && Number.isSafeInteger(id) && id >= 0) return BigInt(id);
  throw malformed("an id must be an integer");
}

/** A text of limited length, in characters. Throws ApiError 400. */
export function readText(value: JsonValue, field: string, entity: string, maximum: number, minimum = 1): string {
  if (typeof value !== "string" || value.length < minimum || characters(value) > maximum) {
    throw wrongLength(field, entity, minimum, maximum);
  }
  return value;
}

/** Length of a text as the platform counts it, in characters rather than UTF-16 units. */
export function characters(text: string): number {
  return Array.from(text).length;
}

/** A date as the platform prints it, from ISO 8601 with a zone or a bare date. Throws ApiError 400. */
export function readTimestamp(value: JsonValue, field: string, entity: string): string {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d))?$/.test(value)) {
    const milliseconds = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
    if (!Number.isNaN(milliseconds)) return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
  }
  throw new ApiError(400, `The ${field} for this ${entity} is invalid, please enter a date in ISO 8601`);
}

/** A number between bounds. Throws ApiError 400. */
export function readNumber(value: JsonValue, field: string, entity: string, maximum: number, integer: boolean): number {
  if (typeof value === "number" && value >= 0 && value <= maximum && (!integer || Number.isInteger(value))) return value;
  const kind = integer ? "an integer" : "a number";
  throw new ApiError(400, `The ${field} for this ${entity} is invalid, please enter ${kind} between 0-${maximum}`);
}

/** True or false. Throws ApiError 400. */
export function readBoolean(value: JsonValue, field: string, entity: string): boolean {
  if (typeof value === "boolean") return value;
  throw new ApiError(400, `The ${field} for this ${entity} is invalid, please enter true or false`);
}
