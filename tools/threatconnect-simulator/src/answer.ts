import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { ApiError } from "./api-error.ts";
import { authenticate, encodedAnew, type Credentials } from "./authentication.ts";
import type { FaultName } from "./faults/catalogue.ts";
import { disturbRows, spoilReply } from "./faults/pages.ts";
import type { FaultPlan, Faults } from "./faults/plan.ts";
import { REPLIES_AFTER, REPLIES_BEFORE, TQL_TIMEOUT } from "./faults/replies.ts";
import { printJson, type JsonObject } from "./json.ts";
import type { ListCache } from "./listing.ts";
import { timestamp, type Platform } from "./platform.ts";
import { parameter, readRequest, type ApiRequest, type Reply } from "./request.ts";
import { dispatch } from "./routes/routes.ts";
import type { RequestRecord, SimulatorState } from "./state.ts";
import type { Store } from "./store.ts";
import type { Switches } from "./switches.ts";

/** What a running simulator answers from; some of it changes while it runs. */
export interface Answering {
  readonly store: Store;
  readonly state: SimulatorState;
  readonly credentials: Credentials;
  readonly webOrigin: string;
  readonly cache: ListCache;
  readonly clock: () => number;
  switches: Switches;
  faults: Faults;
  plan: FaultPlan;
  /** Milliseconds that the server's clock went ahead of `clock`. */
  clockSkew: number;
}

const BODY_LIMIT = 512 * 1024 * 1024;

const DEFAULT_SLOWNESS = 300;

const CLOCK_SKEW = 600_000;

const SENDING_FAULTS: ReadonlySet<FaultName> = new Set<FaultName>([
  "hang",
  "reset-after",
  "reply-lost",
  "truncated-json",
  "truncated-body",
]);

/** Answers one request, or lets it go wrong as planned. Never rejects. */
export async function answerRequest(answering: Answering, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url: target = "/" } = message;
  const record = answering.state.record(method, target);
  const fault = answering.plan(method, target);
  try {
    const body = await readBody(message);
    const instead = await failBefore(answering, fault, record, response);
    if (instead === "gone") return;
    const { reply, request } =
      instead === undefined ? handle(answering, message, body, fault, record) : { reply: instead, request: undefined };
    const final = failAfter(answering, fault, record, request, reply);
    finish(answering, final, fault, record, response);
  } catch {
    response.destroy();
  }
}

/** What goes wrong before anything happens: another answer, or no connection any more. */
async function failBefore(
  answering: Answering,
  fault: FaultName | undefined,
  record: RequestRecord,
  response: ServerResponse,
): Promise<Reply | "gone" | undefined> {
  if (fault === undefined) return undefined;
  if (fault === "slow") {
    record.fault = fault;
    await delay(answering.faults.slowMilliseconds ?? DEFAULT_SLOWNESS);
  }
  if (fault === "clock-skew") {
    record.fault = fault;
    answering.clockSkew += CLOCK_SKEW;
  }
  if (fault === "reset-before") {
    record.fault = fault;
    response.socket?.resetAndDestroy();
    return "gone";
  }
  const instead = REPLIES_BEFORE[fault];
  if (instead === undefined) return undefined;
  record.fault = fault;
  return instead instanceof ApiError ? refusal(instead, answering.switches) : instead;
}

function handle(
  answering: Answering,
  { method = "GET", url: target = "/", headers }: IncomingMessage,
  body: Buffer,
  fault: FaultName | undefined,
  record: RequestRecord,
): { readonly reply: Reply; readonly request: ApiRequest | undefined } {
  const platform = platformOf(answering, fault);
  let request: ApiRequest | undefined;
  try {
    const received = platform.switches.proxy === "encodes" ? encodedAnew(target) : target;
    authenticate({ method, target: received, headers }, answering.credentials, platform.now());
    request = readRequest(method, target, body, `http://${headers.host ?? "127.0.0.1"}`, platform.switches);
    if (fault === "tql-timeout" && parameter(request, "tql") !== undefined) {
      record.fault = fault;
      return { reply: TQL_TIMEOUT, request };
    }
    if (fault === "tag-renamed" && method !== "GET") record.fault = fault;
    return { reply: dispatch(request, platform, answering.cache), request };
  } catch (error) {
    return { reply: target.startsWith("/api/v2/") ? refusalOfV2(error) : refusal(error, answering.switches), request };
  }
}

/** What goes wrong after the request took effect: another answer, or other rows for the next page. */
function failAfter(
  answering: Answering,
  fault: FaultName | undefined,
  record: RequestRecord,
  request: ApiRequest | undefined,
  reply: Reply,
): Reply {
  if (fault === undefined || request === undefined) return reply;
  const { store, state } = answering;
  if (disturbRows(fault, request, reply, store, timestamp(platformOf(answering, fault)))) record.fault = fault;
  if (fault === "permission-lost") {
    state.setPermission(store.organization.name, "READ");
    record.fault = fault;
    return reply;
  }
  const spoiled = REPLIES_AFTER[fault] ?? spoilReply(fault, request, reply);
  if (spoiled === undefined) return reply;
  record.fault = fault;
  return spoiled instanceof ApiError ? refusal(spoiled, answering.switches) : spoiled;
}

/** Sends an answer, or what a fault leaves of it. */
function finish(
  { clock, clockSkew }: Answering,
  { status, body, headers }: Reply,
  fault: FaultName | undefined,
  record: RequestRecord,
  response: ServerResponse,
): void {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(printJson(body));
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const sent = fault === "truncated-json" ? half : bytes;
  if (fault !== undefined && SENDING_FAULTS.has(fault)) record.fault = fault;
  if (fault === "hang") return;
  if (fault === "reset-after") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault === "reply-lost") {
    response.socket?.end();
    return;
  }
  record.status = status;
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": sent.length,
    Date: new Date(clock() + clockSkew).toUTCString(),
    ...headers,
  });
  if (fault === "truncated-body") response.write(half, () => response.socket?.destroy());
  else response.end(sent);
}

function platformOf(
  { store, switches, webOrigin, credentials, state, clock, clockSkew }: Answering,
  fault: FaultName | undefined,
): Platform {
  return {
    store,
    switches: fault === "tag-renamed" ? { ...switches, tagNormalization: "upper-case" } : switches,
    now: () => clock() + clockSkew,
    webOrigin,
    userName: credentials.accessId,
    onWrite: () => state.countWrite(),
  };
}

function refusal(error: unknown, { errCode, errorStatus }: Pick<Switches, "errCode" | "errorStatus">): Reply {
  const { status, code, message } = error instanceof ApiError ? error : new ApiError(500, "An unknown error occurred", "0x1004");
  const body: JsonObject = { errCode: errCode ? code : undefined, message, status: errorStatus };
  return { status, body };
}

/** The older tree words refusals its own way. */
function refusalOfV2(error: unknown): Reply {
  return refusal(error, { errCode: false, errorStatus: "Failure" });
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error("The body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
