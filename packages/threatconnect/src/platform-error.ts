import { quoted, StoreError } from "@sigwright/core";
import type { StoreFailure } from "@sigwright/core";
import { isObject, parseJson, textMember } from "./json.ts";
import type { TransportError, WireReply } from "./transport.ts";

/** The platform refused a request, or gave no answer that can be used. The message is for people, without secrets. */
export class PlatformError extends StoreError {
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** What the platform said, as it said it: not safe to be shown on a terminal. */
  readonly platformMessage: string | undefined;
  /** True when the request may have taken effect all the same. */
  readonly uncertain: boolean;
  /** After how many milliseconds the platform wants to be asked again, when it said so. */
  readonly retryAfter: number | undefined;

  constructor(
    failure: StoreFailure,
    message: string,
    details: {
      status?: number;
      platformMessage?: string;
      uncertain?: boolean;
      retryAfter?: number | undefined;
      help?: string;
      cause?: unknown;
    } = {},
  ) {
    super(failure, message, {
      ...(details.help === undefined ? {} : { help: details.help }),
      ...(details.cause === undefined ? {} : { cause: details.cause }),
    });
    this.status = details.status;
    this.platformMessage = details.platformMessage;
    this.uncertain = details.uncertain ?? false;
    this.retryAfter = details.retryAfter;
  }
}

/** What is known of a request when its failure is put in words. */
export interface FailedRequest {
  /** What was to be done, as in "can't …": `read incident 5`. */
  readonly purpose: string;
  /** Scheme, host and port of the instance. */
  readonly origin: string;
  readonly method: "hmac" | "token";
  /** How often it was sent. */
  readonly attempts: number;
  /** Whether it writes: then a failure may have taken effect. */
  readonly writes: boolean;
  /** How far our clock is from the platform's, in seconds, when that is known. */
  readonly clockOffset?: number;
  /** What it asked for in `Retry-After`, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

/** What a refusal says in its body: the platform's message, or the beginning of a text that somebody else wrote. */
export function messageOf(reply: WireReply): string {
  const text = new TextDecoder().decode(reply.body.subarray(0, 64 * 1024));
  const json = parseJson(text);
  if (isObject(json)) return textMember(json, "message") ?? textMember(json, "description") ?? "";
  // A gateway's page: its words without the markup.
  return text.slice(0, 2000).replace(/<[^<>]{0,400}>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200);
}

const MAC_WRONG = /did not match/i;
const CLOCK_WRONG = /time range|timestamp/i;
const UNLICENSED = /licen[sc]ed/i;
const TAKEN = /already exists/i;

/** Whether a refusal is about the clock. */
export function isClockRefusal(status: number, message: string): boolean {
  return status === 401 && CLOCK_WRONG.test(message);
}

/** Whether a refusal is about the licence of the instance: repeating does not help. */
export function isUnlicensed(status: number, message: string): boolean {
  return status === 503 && UNLICENSED.test(message);
}

/** A refusal in words. */
export function refusal(status: number, said: string, request: FailedRequest): PlatformError {
  const { failure, why, help } = explain(status, said, request);
  const quote = said === "" ? "" : `: ${quoted(said, 200)}`;
  return new PlatformError(failure, `can't ${request.purpose}: ${why}${quote}`, {
    status,
    platformMessage: said,
    uncertain: request.writes && (status >= 500 || status === 429),
    retryAfter: request.retryAfter,
    ...(help === undefined ? {} : { help }),
  });
}

interface Explanation {
  readonly failure: StoreFailure;
  readonly why: string;
  readonly help?: string;
}

const FORBIDDEN = /access was denied|permission/i;

function explain(status: number, said: string, request: FailedRequest): Explanation {
  if ((status === 401 || status === 403) && FORBIDDEN.test(said)) {
    return {
      failure: "refused",
      why: "the API user may not do this",
      help: "to write it must be Standard User or above in an organization, Contributor, Editor or Director in a community or source",
    };
  }
  if (status === 401) return explainUnauthorized(said, request);
  if (status === 403) {
    return {
      failure: "refused",
      why: "the owner does not exist or the API user may not see it",
      help: "check the owner's name, and that the API user is a member of it with a role that may do this",
    };
  }
  if (status === 404) return { failure: "not-found", why: "the platform does not have it, or does not show it to this user" };
  if (status === 400 || status === 409) {
    return TAKEN.test(said) || status === 409
      ? { failure: "conflict", why: "something of that identity is there already" }
      : { failure: "invalid", why: "the platform does not take the request" };
  }
  if (status >= 300 && status < 400) {
    return {
      failure: "unreachable",
      why: `${request.origin} sends us to another address (HTTP ${status}), which is not followed because the signature would not hold there`,
      help: "set TC_API_PATH to the address of the API itself",
    };
  }
  if (isUnlicensed(status, said)) {
    return { failure: "refused", why: "the API is not licensed on this instance", help: "ask the vendor or an administrator to enable it" };
  }
  const times = request.attempts > 1 ? ` ${request.attempts} times` : "";
  if (status === 429) {
    return { failure: "unreachable", why: `${request.origin} asked${times} to send less (HTTP 429)`, help: "try again later" };
  }
  return { failure: "unreachable", why: `${request.origin} answered${times} with HTTP ${status}`, help: "try again later" };
}

function explainUnauthorized(said: string, request: FailedRequest): Explanation {
  if (CLOCK_WRONG.test(said)) {
    const offset = Math.round(request.clockOffset ?? 0);
    const direction = offset > 0 ? "behind" : "ahead";
    return {
      failure: "refused",
      why:
        offset === 0
          ? "the platform holds the time of the request for wrong"
          : `this machine's clock is ${duration(Math.abs(offset))} ${direction} of the platform's, and 5 minutes are allowed`,
      help: "set this machine's clock (NTP)",
    };
  }
  if (MAC_WRONG.test(said)) {
    return {
      failure: "refused",
      why: "the secret key does not belong to the access id, or something on the way changed the request",
      help: "check TC_SECRET_KEY: quote it where special characters mean something, and look for a proxy that rewrites addresses",
    };
  }
  if (request.method === "token") {
    return {
      failure: "refused",
      why: "the platform does not accept the token, which may have expired or been replaced by a newer one",
      help: "have an administrator issue a new token for the API user and set TC_TOKEN",
    };
  }
  return {
    failure: "refused",
    why: "the platform does not know the access id, or its user may not do this",
    help: "check TC_ACCESS_ID, and the role of the API user in the owner",
  };
}

/** A number of seconds as people say it. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** No answer, in words. */
export function noAnswer(error: TransportError, request: FailedRequest): PlatformError {
  const times = request.attempts > 1 ? ` (${request.attempts} attempts)` : "";
  const help =
    error.failure === "untrusted"
      ? "give the certificate of your authority as a PEM file (NODE_EXTRA_CA_CERTS, or `certificates`)"
      : error.failure === "unsent"
        ? "check the address in TC_API_PATH, the network and HTTPS_PROXY"
        : error.failure === "timeout"
          ? "try again later, or ask for less at a time"
          : "try again later";
  return new PlatformError("unreachable", `can't ${request.purpose}: ${request.origin}: ${error.message}${times}`, {
    uncertain: request.writes && error.failure !== "unsent" && error.failure !== "untrusted",
    help,
    cause: error,
  });
}

/** An answer that is none: cut off, not JSON, or without `Success`. */
export function oddAnswer(what: string, reply: WireReply, request: FailedRequest): PlatformError {
  const said = messageOf(reply);
  const quote = said === "" ? "" : `: ${quoted(said, 120)}`;
  return new PlatformError("unreachable", `can't ${request.purpose}: ${request.origin} answered ${what}${quote}`, {
    status: reply.status,
    platformMessage: said,
    uncertain: request.writes,
    help: "check that TC_API_PATH is the address of a ThreatConnect API and no proxy answers in its place",
  });
}
