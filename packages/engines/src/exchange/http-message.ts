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

/** An HTTP/1.1 response; a body gets its Content-Length. */
export interface HttpResponse {
  /** Default 200. */
  readonly status?: number;
  /** Default `OK`. */
  readonly reason?: string;
  readonly fields?: readonly HttpField[];
  readonly body?: Uint8Array;
}

/** Bytes of a request. Text is sent as UTF-8. */
export function httpRequest(request: HttpRequest): Uint8Array {
  return message(`${request.method ?? "GET"} ${request.target} HTTP/1.1`, request.fields, request.body);
}

/** Bytes of a response. Text is sent as UTF-8. */
export function httpResponse(response: HttpResponse = {}): Uint8Array {
  const startLine = `HTTP/1.1 ${response.status ?? 200} ${response.reason ?? "OK"}`;
  return message(startLine, response.fields ?? [], response.body);
}

function message(startLine: string, fields: readonly HttpField[], body: Uint8Array | undefined): Uint8Array {
  const length: readonly HttpField[] = body === undefined ? [] : [["Content-Length", String(body.length)]];
  const lines = [startLine, ...[...fields, ...length].map(([name, value]) => `${name}: ${value}`), "", ""];
  const head = new TextEncoder().encode(lines.join("\r\n"));
  if (body === undefined) return head;
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}
