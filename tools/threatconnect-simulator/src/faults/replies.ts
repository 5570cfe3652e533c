import { ApiError } from "../api-error.ts";
import type { Reply } from "../request.ts";
import type { FaultName } from "./catalogue.ts";

const HTML = { "Content-Type": "text/html" };
const TEXT = { "Content-Type": "text/plain" };

/** An answer of a gateway or a broken server, or a refusal in the platform's envelope. */
export type FaultyReply = Reply | ApiError;

const UNKNOWN = new ApiError(500, "An unknown error occurred", "0x1004");
const UNAVAILABLE = text(503, "Service Unavailable", TEXT);
const BAD_GATEWAY = page(502, "Bad Gateway");
const GATEWAY_TIMEOUT = page(504, "Gateway Time-out");
const TOO_MANY = page(429, "Too Many Requests");
const RETRY_AFTER = { "Retry-After": "1" };

/** Answers that come instead of any effect. */
export const REPLIES_BEFORE: Readonly<Partial<Record<FaultName, FaultyReply>>> = {
  "500-before": UNKNOWN,
  "502-before": BAD_GATEWAY,
  "503-before": UNAVAILABLE,
  "503-retry-after": { ...UNAVAILABLE, headers: { ...UNAVAILABLE.headers, ...RETRY_AFTER } },
  "504-before": GATEWAY_TIMEOUT,
  "429": TOO_MANY,
  "429-retry-after": { ...TOO_MANY, headers: { ...TOO_MANY.headers, ...RETRY_AFTER } },
  "timestamp-refused": new ApiError(401, "Timestamp out of acceptable time range", "0x1002"),
  unauthorized: new ApiError(401, "Unauthorized", "0x1002"),
  redirect: { ...page(302, "Found"), headers: { ...HTML, Location: "http://elsewhere.example/api/v3/groups" } },
};

/** Answers that come after the effect, instead of the one it had. */
export const REPLIES_AFTER: Readonly<Partial<Record<FaultName, FaultyReply>>> = {
  "500-after": UNKNOWN,
  "502-after": BAD_GATEWAY,
  "503-after": UNAVAILABLE,
  "504-after": GATEWAY_TIMEOUT,
};

/** What a query that took too long is answered with. */
export const TQL_TIMEOUT: Reply = text(500, "The query was canceled: statement timeout", TEXT);

function page(status: number, title: string): Reply {
  return text(status, `<html><body>${title}</body></html>\n`, HTML);
}

function text(status: number, body: string, headers: Readonly<Record<string, string>>): Reply {
  return { status, body: Buffer.from(body), headers };
}
