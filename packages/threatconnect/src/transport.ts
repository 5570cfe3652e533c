import { Agent as HttpAgent, request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { rootCertificates } from "node:tls";
import type { ApiUrl } from "./api-url.ts";
import { ProxyError, tunnelingAgent } from "./proxy.ts";
import type { Proxy } from "./proxy.ts";

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, sent as they are. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** One answer as it came over the wire, complete. */
export interface WireReply {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/**
 * Sends one request and waits for the whole answer.
 * @throws TransportError when there is none.
 */
export type Transport = (request: WireRequest) => Promise<WireReply>;

/**
 * Why there is no answer.
 * - `unsent`: no connection came about; the platform can't have seen the request.
 * - `lost`: the connection broke, or the answer came in part.
 * - `timeout`: it took too long.
 * - `too-large`: the answer has more bytes than may be held.
 * - `untrusted`: the certificate is not one we trust.
 */
export type TransportFailure = "unsent" | "lost" | "timeout" | "too-large" | "untrusted";

/** There is no answer. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly failure: TransportFailure;

  constructor(failure: TransportFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.failure = failure;
  }
}

/** How a connection is made. */
export interface TransportOptions {
  /** Certificates (PEM) that are trusted beside Node's own. */
  readonly certificates?: readonly string[];
  readonly proxy?: Proxy;
  /** The longest an exchange may take, in milliseconds. */
  readonly timeout: number;
  /** The most bytes an answer may have. */
  readonly maxBytes: number;
  /** The most connections at a time. */
  readonly connections: number;
}

/** A transport over Node's own HTTP, with connections kept alive. Redirects are not followed. */
export function createTransport(url: ApiUrl, options: TransportOptions): Transport {
  const agentOptions = { keepAlive: true, maxSockets: options.connections, scheduling: "lifo" } as const;
  // A list of one's own takes the place of Node's, so that must be in it.
  const tls = options.certificates === undefined ? {} : { ca: [...rootCertificates, ...options.certificates] };
  const agent = !url.secure
    ? new HttpAgent(agentOptions)
    : options.proxy === undefined
      ? new HttpsAgent({ ...agentOptions, ...tls })
      : tunnelingAgent(options.proxy, { ...agentOptions, ...tls });
  const send = url.secure ? httpsRequest : httpRequest;

  return (wire) =>
    new Promise((resolve, reject) => {
      const outgoing = send({
        host: url.host,
        port: url.port,
        method: wire.method,
        path: wire.target,
        headers: wire.headers,
        agent,
      });
      const deadline = setTimeout(() => {
        outgoing.destroy(new TransportError("timeout", `no complete answer within ${options.timeout / 1000} s`));
      }, options.timeout);
      const fail = (error: Error): void => {
        clearTimeout(deadline);
        reject(error instanceof TransportError ? error : describe(error));
      };
      outgoing.on("error", fail);
      outgoing.on("response", (reply) => {
        readBody(reply, options.maxBytes).then((body) => {
          clearTimeout(deadline);
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body });
        }, (error: Error) => {
          outgoing.destroy();
          fail(error);
        });
      });
      outgoing.end(wire.body);
    });
}

async function readBody(reply: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of reply as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new TransportError("too-large", `the answer has more than ${Math.floor(maxBytes / 1_048_576)} MiB`);
    }
    chunks.push(chunk);
  }
  if (!reply.complete) throw new TransportError("lost", "the answer ended too early");
  return Buffer.concat(chunks, length);
}

const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ALTNAME/;

/**
 * What Node says of a connection, in words. Node's messages name host and port, never headers. Only what can't happen
 * to a connection that exists counts as unsent: anything else may have reached the platform.
 */
function describe(error: Error): TransportError {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (UNTRUSTED.test(code)) return new TransportError("untrusted", `the certificate is not trusted (${code})`, error);
  const unsent = UNSENT.get(code);
  if (unsent !== undefined) return new TransportError("unsent", unsent, error);
  if (error instanceof ProxyError) return new TransportError("unsent", error.message, error);
  return new TransportError("lost", LOST.get(code) ?? "the connection broke", error);
}

const UNSENT: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "nothing answers at that address (connection refused)"],
  ["ENOTFOUND", "there is no host of that name"],
  ["EAI_AGAIN", "the host's name could not be looked up"],
  ["EHOSTUNREACH", "the host can't be reached"],
  ["ENETUNREACH", "the network can't be reached"],
]);

const LOST: ReadonlyMap<string, string> = new Map([
  ["ETIMEDOUT", "the host does not answer"],
  ["ECONNRESET", "the connection was reset"],
  ["EPIPE", "the connection was closed"],
]);
