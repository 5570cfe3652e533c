import type { ApiUrl } from "./api-url.ts";
import type { Authenticator } from "./authentication.ts";
import { createGate } from "./gate.ts";
import { formatJson, isObject, parseJson, textMember } from "./json.ts";
import type { JsonObject, WireObject } from "./json.ts";
import { duration, isClockRefusal, isUnlicensed, messageOf, noAnswer, oddAnswer, refusal } from "./platform-error.ts";
import type { FailedRequest, PlatformError } from "./platform-error.ts";
import { encodePath, requestTarget } from "./request-target.ts";
import type { Query } from "./request-target.ts";
import { isPassing, pauseBefore, readRetryAfter } from "./retry.ts";
import type { Clock, RetryPolicy } from "./retry.ts";
import { TransportError } from "./transport.ts";
import type { Transport, WireReply, WireRequest } from "./transport.ts";

/** A request of the API. */
export interface ApiRequest {
  readonly verb: "GET" | "POST" | "PUT" | "DELETE";
  /** Segments behind `/api`, not encoded: `["v3", "groups", "5"]`. */
  readonly path: readonly string[];
  readonly query?: Query;
  readonly body?: WireObject | Uint8Array;
  /** What it is for, as in "can't …": `read incident 5`. */
  readonly purpose: string;
  /** Whether sending it twice does the same as sending it once. Default: for all verbs but POST. */
  readonly repeatable?: boolean;
}

/** What a session tells while it works; never with secrets. */
export type SessionEvent =
  /** A request failed and is sent again after a pause (in milliseconds). */
  | { readonly kind: "retry"; readonly purpose: string; readonly reason: string; readonly attempt: number; readonly pause: number }
  /** This machine's clock is wrong by so many seconds (behind when positive); requests are signed with the platform's. */
  | { readonly kind: "clock"; readonly offset: number; readonly message: string };

/** What a session is made of. */
export interface SessionParts {
  readonly url: ApiUrl;
  readonly authenticator: Authenticator;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly retry: RetryPolicy;
  readonly concurrency: number;
  readonly onEvent: (event: SessionEvent) => void;
}

/** Sends requests: signs each attempt, repeats what may be repeated, turns failures into words. */
export interface Session {
  /** The answer's whole object; its `status` is `Success`. */
  readonly json: (request: ApiRequest) => Promise<JsonObject>;
  /** The answer's bytes. */
  readonly bytes: (request: ApiRequest) => Promise<Uint8Array>;
  /** The pause before a next attempt of something that is repeated by its caller, waited for; false when it is to give up. */
  readonly pause: (attempt: number, started: number, error: PlatformError, purpose: string) => Promise<boolean>;
  readonly clock: Clock;
}

/** An answer, or what is wrong and whether it may pass. */
type Verdict<Answer> = { readonly answer: Answer } | { readonly error: PlatformError; readonly passing: boolean };

/** Differences below this are the network's, not the clock's; in milliseconds. */
const TOLERANCE = 60_000;

/** An address where nobody answers is wrong more often than it is down, and somebody may be waiting to be told. */
const UNSENT_ATTEMPTS = 3;

/** Makes a session. Nothing is sent before the first request. */
export function createSession(parts: SessionParts): Session {
  const { url, authenticator, transport, clock, retry, onEvent } = parts;
  const gate = createGate(parts.concurrency);
  let clockOffset = 0;

  const exchange = (wire: Omit<WireRequest, "headers">, headers: Readonly<Record<string, string>>): Promise<WireReply> =>
    gate(() => {
      // Signed when it is sent, not when it is queued: the signature holds for five minutes only.
      const seconds = Math.floor((clock.now() + clockOffset) / 1000);
      return transport({ ...wire, headers: { ...headers, ...authenticator.headers(wire.method, wire.target, seconds) } });
    });

  const learnClock = (reply: WireReply): boolean => {
    const header = reply.headers["date"];
    const date = typeof header === "string" ? Date.parse(header) : Number.NaN;
    if (Number.isNaN(date)) return false;
    const offset = date - clock.now();
    if (Math.abs(offset - clockOffset) < TOLERANCE) return false;
    clockOffset = offset;
    const seconds = Math.round(offset / 1000);
    const direction = seconds > 0 ? "behind" : "ahead of";
    onEvent({
      kind: "clock",
      offset: seconds,
      message: `this machine's clock is ${duration(Math.abs(seconds))} ${direction} the platform's; requests are signed with the platform's time`,
    });
    return true;
  };

  const policyFor = ({ cause }: PlatformError): RetryPolicy =>
    cause instanceof TransportError && cause.failure === "unsent"
      ? { ...retry, attempts: Math.min(retry.attempts, UNSENT_ATTEMPTS) }
      : retry;

  const send = async <Answer>(
    request: ApiRequest,
    read: (reply: WireReply, failed: FailedRequest) => Verdict<Answer>,
  ): Promise<Answer> => {
    const target = requestTarget(encodePath(url.basePath, request.path), request.query);
    const body = request.body === undefined || request.body instanceof Uint8Array ? request.body : encode(request.body);
    const headers: Record<string, string> = { Accept: "application/json, */*;q=0.5" };
    if (body !== undefined) {
      headers["Content-Type"] = request.body === body ? "application/octet-stream" : "application/json";
      headers["Content-Length"] = String(body.length);
    }
    const wire = { method: request.verb, target, ...(body === undefined ? {} : { body }) };
    const repeatable = request.repeatable ?? request.verb !== "POST";
    const started = clock.now();
    let mayReauthenticate = true;

    for (let attempt = 1; ; attempt++) {
      const failed: FailedRequest = {
        purpose: request.purpose,
        origin: url.origin,
        method: authenticator.method,
        attempts: attempt,
        writes: request.verb !== "GET",
        clockOffset: clockOffset / 1000,
      };
      const verdict = await judge(exchange(wire, headers), failed);
      if ("answer" in verdict) return verdict.answer;
      // Refused before anything was done, so every verb may be sent again; once, in case the refusal was a hiccup.
      if (verdict.error.status === 401 && mayReauthenticate) {
        mayReauthenticate = false;
        continue;
      }
      const pause =
        verdict.passing && (repeatable || !verdict.error.uncertain)
          ? pauseBefore(policyFor(verdict.error), clock, attempt, started, verdict.error.retryAfter)
          : undefined;
      if (pause === undefined) throw verdict.error;
      onEvent({ kind: "retry", purpose: request.purpose, reason: verdict.error.message, attempt, pause });
      await clock.sleep(pause);
    }

    async function judge(sent: Promise<WireReply>, failed: FailedRequest): Promise<Verdict<Answer>> {
      let reply: WireReply;
      try {
        reply = await sent;
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        return { error: noAnswer(error, failed), passing: error.failure !== "untrusted" && error.failure !== "too-large" };
      }
      const { status } = reply;
      if (status >= 200 && status < 300) return read(reply, failed);
      const said = messageOf(reply);
      if (isClockRefusal(status, said)) learnClock(reply);
      const header = reply.headers["retry-after"];
      const retryAfter = readRetryAfter(typeof header === "string" ? header : undefined, clock.now());
      return {
        error: refusal(status, said, { ...failed, clockOffset: clockOffset / 1000, retryAfter }),
        passing: isPassing(status) && !isUnlicensed(status, said),
      };
    }
  };

  return Object.freeze({
    clock,
    json: (request: ApiRequest) => send(request, readSuccess),
    bytes: (request: ApiRequest) => send(request, readFile),
    pause: async (attempt: number, started: number, error: PlatformError, purpose: string) => {
      const pause = pauseBefore(retry, clock, attempt, started, error.retryAfter);
      if (pause === undefined) return false;
      onEvent({ kind: "retry", purpose, reason: error.message, attempt, pause });
      await clock.sleep(pause);
      return true;
    },
  });
}

/** The SDK's rule: an answer is good only when it is 2xx, parses, and says `Success`. */
function readSuccess(reply: WireReply, failed: FailedRequest): Verdict<JsonObject> {
  const json = parseJson(new TextDecoder().decode(reply.body));
  if (!isObject(json)) return { error: oddAnswer("with something that is not complete JSON", reply, failed), passing: true };
  if (textMember(json, "status") === "Success") return { answer: json };
  return { error: oddAnswer("without success", reply, failed), passing: false };
}

/** Files come as they are; a page of a gateway does too, but says that it is a page. */
function readFile(reply: WireReply, failed: FailedRequest): Verdict<Uint8Array> {
  const type = reply.headers["content-type"];
  if (typeof type === "string" && type.includes("text/html")) {
    return { error: oddAnswer("with a web page", reply, failed), passing: true };
  }
  return { answer: reply.body };
}

function encode(body: WireObject): Uint8Array {
  return new TextEncoder().encode(formatJson(body));
}
