import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "./api-error.ts";

/** What the API user of a simulator authenticates with; either way works. */
export interface Credentials {
  readonly accessId: string;
  readonly secretKey: string;
  readonly token: string;
}

/** Seconds that a request's timestamp may be off, either way. */
export const TIMESTAMP_TOLERANCE = 300;

/**
 * The base64 MAC of a request. `target` is path and query exactly as in the request line; `timestamp` is in seconds.
 */
export function signature(secretKey: string, target: string, method: string, timestamp: string): string {
  return createHmac("sha256", secretKey).update(`${target}:${method.toUpperCase()}:${timestamp}`).digest("base64");
}

/** What a request is authenticated by: its line exactly as sent, and its headers. */
export interface SignedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** Checks a request's credentials against the clock `now`, in milliseconds. Throws ApiError 401 or 403. */
export function authenticate(request: SignedRequest, credentials: Credentials, now: number): void {
  const authorization = request.headers.authorization ?? "";
  if (authorization.startsWith("TC-Token ")) {
    if (!equal(authorization.slice("TC-Token ".length), credentials.token)) throw refused("Unauthorized");
    return;
  }
  // Without a supported method the platform answers 403, not 401.
  if (!authorization.startsWith("TC ")) throw new ApiError(403, "Access Denied", "0x1002");
  const timestamp = request.headers["timestamp"];
  if (typeof timestamp !== "string" || !/^\d{1,15}$/.test(timestamp)) throw refused("Invalid timestamp");
  if (Math.abs(Number(timestamp) - now / 1000) > TIMESTAMP_TOLERANCE) throw refused("Timestamp out of acceptable time range");
  const [, accessId = "", mac = ""] = /^TC ([^:]*):(.*)$/.exec(authorization) ?? [];
  if (!equal(accessId, credentials.accessId)) throw refused("Access Denied");
  const expected = signature(credentials.secretKey, request.target, request.method, timestamp);
  if (!equal(mac, expected)) throw refused("Signature data did not match expected result");
}

/** A request line as it leaves a proxy that encodes its query anew. */
export function encodedAnew(target: string): string {
  const [path = "", ...query] = target.split("?");
  const encoded = query
    .join("?")
    .replaceAll("+", "%20")
    .replaceAll(/[!'()*]/g, (character) => `%${character.codePointAt(0)!.toString(16).toUpperCase()}`);
  return query.length === 0 ? target : `${path}?${encoded}`;
}

function refused(message: string): ApiError {
  return new ApiError(401, message, "0x1002");
}

/** Compares in a time that says nothing about the place of the first difference. */
function equal(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHmac("sha256", "compare").update(text).digest());
  return timingSafeEqual(a!, b!);
}
