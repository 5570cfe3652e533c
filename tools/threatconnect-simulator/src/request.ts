import { malformed } from "./api-error.ts";
import { isArray, isObject, parseJson, type JsonObject, type JsonValue } from "./json.ts";
import type { Switches } from "./switches.ts";

/** A request whose credentials are good. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly target: string;
  /** Decoded segments after /api, such as `["v3", "groups", "777"]`. */
  readonly path: readonly string[];
  /** Decoded parameters in order; from the body where a GET carries them there. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Scheme and authority that the client speaks to. */
  readonly origin: string;
  readonly body: Buffer;
}

/** An answer; `body` is JSON unless it is bytes or comes with a content type. */
export interface Reply {
  readonly status: number;
  readonly body: JsonValue | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Splits the request line. Throws ApiError 400 for what can't be decoded. */
export function readRequest(
  method: string,
  target: string,
  body: Buffer,
  origin: string,
  { getBody }: Pick<Switches, "getBody">,
): ApiRequest {
  const [rawPath = "", ...rest] = target.split("?");
  const [, api, ...segments] = rawPath.split("/");
  const path = api === "api" ? segments.map((segment) => decode(segment)) : [];
  const query = rest.join("?");
  const parameters = query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): [string, string] => {
      const [name = "", ...value] = pair.split("=");
      return [decode(name.replaceAll("+", " ")), decode(value.join("=").replaceAll("+", " "))];
    });
  const inBody = method === "GET" && getBody && body.length > 0 ? bodyParameters(body) : [];
  return { method, target, path, parameters: [...parameters, ...inBody], origin, body };
}

/** The last value of a parameter. */
export function parameter(request: ApiRequest, name: string): string | undefined {
  return request.parameters.findLast(([candidate]) => candidate === name)?.[1];
}

/** All values of a parameter. */
export function parameterValues(request: ApiRequest, name: string): readonly string[] {
  return request.parameters.filter(([candidate]) => candidate === name).map(([, value]) => value);
}

/** The body as a JSON object. Throws ApiError 400. */
export function jsonBody({ body }: ApiRequest): JsonObject {
  const value = readJson(body);
  if (!isObject(value)) throw malformed("the body must be a JSON object");
  return value;
}

function bodyParameters(body: Buffer): [string, string][] {
  const outer = readJson(body);
  const data = isObject(outer) ? outer["data"] : undefined;
  if (!isObject(data)) throw malformed('the body of a GET must be {"data": {…}}');
  return Object.entries(data).flatMap(([name, value]): [string, string][] =>
    (isArray(value) ? value : [value]).map((item): [string, string] => {
      if (isObject(item) || isArray(item)) throw malformed(`${name} must be a value or a list of values`);
      return [name, String(item)];
    }),
  );
}

function readJson(body: Buffer): JsonValue {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw malformed("the body is not JSON in UTF-8");
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed("a percent sign that starts no character");
  }
}
