import type { Endpoint, Message, TcpConversation } from "../packet/conversation.ts";
import { type HttpField, type HttpRequest, type HttpResponse, httpRequest, httpResponse } from "./http-message.ts";

/** What is asked of which host. */
export interface HttpResource {
  /** Domain name or address as it stands in a URL: an IPv6 address in brackets. */
  readonly host: string;
  /** Stands in the Host field when given; 80 and absence are different things there. */
  readonly port?: number;
  /** Request target in origin form, sent byte for byte. */
  readonly target: string;
}

/** Requests over one connection, each answered before the next. */
export interface HttpExchange {
  readonly requests: readonly HttpRequest[];
  /** By the request's place. Default: 200, with a short text unless a tunnel was asked for. */
  readonly responses?: readonly HttpResponse[];
  readonly family?: 4 | 6;
  readonly client?: Endpoint;
  /** Default port 80. */
  readonly server?: Endpoint;
  /** See `TcpConversation.segmentSize`. */
  readonly segmentSize?: number;
}

const PORT = 80;
const BROWSER_FIELDS: readonly HttpField[] = [
  ["User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"],
  ["Accept", "*/*"],
];
const DEFAULT_RESPONSE: HttpResponse = {
  fields: [["Content-Type", "text/plain"]],
  body: new TextEncoder().encode("It works.\n"),
};
const TUNNEL_RESPONSE: HttpResponse = { reason: "Connection established" };

/** A GET as a client sends it to the host itself (origin form). */
export function directRequest(resource: HttpResource): HttpRequest {
  return { target: resource.target, fields: [["Host", authority(resource)], ...BROWSER_FIELDS] };
}

/** A GET as a client sends it to a proxy (absolute form, RFC 9112 section 3.2.2). */
export function proxyRequest(resource: HttpResource): HttpRequest {
  const host = authority(resource);
  return {
    target: `http://${host}${resource.target}`,
    fields: [["Host", host], ...BROWSER_FIELDS, ["Proxy-Connection", "keep-alive"]],
  };
}

/** A request to a proxy for a tunnel (authority form, RFC 9110 section 9.3.6). Default port 443. */
export function connectRequest(host: string, port = 443): HttpRequest {
  const target = `${host}:${port}`;
  return { method: "CONNECT", target, fields: [["Host", target], ...BROWSER_FIELDS] };
}

/** Requests and their responses over one connection. What goes through a tunnel can be added to its messages. */
export function httpConversation(exchange: HttpExchange): TcpConversation {
  const messages = exchange.requests.flatMap((request, i): Message[] => [
    { from: "client", bytes: httpRequest(request) },
    { from: "server", bytes: httpResponse(exchange.responses?.[i] ?? defaultResponse(request)) },
  ]);
  return {
    transport: "tcp",
    messages,
    server: { port: PORT, ...exchange.server },
    ...(exchange.family === undefined ? {} : { family: exchange.family }),
    ...(exchange.client === undefined ? {} : { client: exchange.client }),
    ...(exchange.segmentSize === undefined ? {} : { segmentSize: exchange.segmentSize }),
  };
}

function defaultResponse(request: HttpRequest): HttpResponse {
  return request.method === "CONNECT" ? TUNNEL_RESPONSE : DEFAULT_RESPONSE;
}

function authority({ host, port }: HttpResource): string {
  return port === undefined ? host : `${host}:${port}`;
}
