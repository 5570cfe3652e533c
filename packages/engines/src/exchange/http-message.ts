import { gzipSync } from "node:zlib";

/** One header field; names and values are sent as they are. */
export type HttpField = readonly [name: string, value: string];

/** An HTTP/1.1 request (RFC 9112), sent as it stands: nothing is checked or escaped, a body gets its Content-Length. */
export interface HttpRequest {
  /** Default `GET`. */
  readonly method?: string;
  /** Request target in any form. */
  readonly target: string;
  readonly fields: readonly HttpField[];
  readonly body?: Uint8Array;
}

/** An HTTP/1.1 response; a body gets its Content-Length, or what is chosen instead. */
export interface HttpResponse {
  /** Default 200. */
  readonly status?: number;
  /** Default `OK`. */
  readonly reason?: string;
  readonly fields?: readonly HttpField[];
  readonly body?: Uint8Array;
  /** The body is sent compressed (RFC 9110 section 8.4). */
  readonly encoding?: "gzip";
  /** The body is sent in chunks (RFC 9112 section 7.1) instead of behind its length. */
  readonly transfer?: "chunked";
}

/** Bytes of one chunk, as many servers send them. */
const CHUNK = 4096;

/** Bytes of a request. Text is sent as UTF-8. */
export function httpRequest(request: HttpRequest): Uint8Array {
  return message(`${request.method ?? "GET"} ${request.target} HTTP/1.1`, [...request.fields, ...lengthOf(request.body)], request.body);
}

/** Bytes of a response. Text is sent as UTF-8. */
export function httpResponse(response: HttpResponse = {}): Uint8Array {
  const { status = 200, reason = "OK", fields = [], body, encoding, transfer } = response;
  const encoded = body !== undefined && encoding === "gzip" ? gzipSync(body) : body;
  const isChunked = encoded !== undefined && transfer === "chunked";
  const all: readonly HttpField[] = [
    ...fields,
    ...(encoding === undefined ? [] : [["Content-Encoding", encoding] as const]),
    ...(isChunked ? [["Transfer-Encoding", "chunked"] as const] : lengthOf(encoded)),
  ];
  return message(`HTTP/1.1 ${status} ${reason}`, all, isChunked ? chunked(encoded) : encoded);
}

function lengthOf(body: Uint8Array | undefined): readonly HttpField[] {
  return body === undefined ? [] : [["Content-Length", String(body.length)]];
}

function chunked(body: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += CHUNK) {
    const data = body.subarray(at, at + CHUNK);
    parts.push(Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

function message(startLine: string, fields: readonly HttpField[], body: Uint8Array = new Uint8Array(0)): Uint8Array {
  const lines = [startLine, ...fields.map(([name, value]) => `${name}: ${value}`), "", ""];
  const head = new TextEncoder().encode(lines.join("\r\n"));
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}
