import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { parseApiUrl } from "./api-url.ts";
import { createTransport, TransportError } from "./transport.ts";
import type { Transport, TransportOptions } from "./transport.ts";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener, options: Partial<TransportOptions> = {}): Promise<Transport> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return createTransport(parseApiUrl(`http://127.0.0.1:${port}`), { timeout: 5000, maxBytes: 1_000_000, connections: 4, ...options });
}

const GET = { method: "GET", target: "/api/x", headers: {} };

async function failureOf(action: Promise<unknown>): Promise<TransportError> {
  const [outcome] = await Promise.allSettled([action]);
  if (outcome.status === "rejected" && outcome.reason instanceof TransportError) return outcome.reason;
  throw new Error("there was no TransportError");
}

test("target, headers and body arrive as they are", async () => {
  const target = "/api/v3/x?tql=%28a%20%22b%22%29%2A&fields=%C3%89&odd='(!)*";
  const transport = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => response.end(JSON.stringify([request.url, request.headers["x-y"], Buffer.concat(chunks).toString()])));
  });
  const reply = await transport({ method: "PUT", target, headers: { "X-Y": "z", "Content-Length": "4" }, body: Buffer.from("a\r\nb") });
  expect(JSON.parse(new TextDecoder().decode(reply.body))).toEqual([target, "z", "a\r\nb"]);
  expect(reply.status).toBe(200);
});

describe("answers that are none", () => {
  test("a connection that breaks in the middle of one", async () => {
    const transport = await serve((_, response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("half", () => response.destroy());
    });
    expect(await failureOf(transport(GET))).toMatchObject({ failure: "lost" });
  });

  test("a connection that breaks before one", async () => {
    const transport = await serve((request) => request.socket.resetAndDestroy());
    expect(await failureOf(transport(GET))).toMatchObject({ failure: "lost", message: "the connection was reset" });
  });

  test("nobody there", async () => {
    const transport = await serve(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    expect(await failureOf(transport(GET))).toMatchObject({ failure: "unsent", message: expect.stringContaining("connection refused") });
  });

  test("one that takes too long, from its beginning or in the middle", async () => {
    const silent = await serve(() => undefined, { timeout: 50 });
    expect(await failureOf(silent(GET))).toMatchObject({ failure: "timeout" });
    server!.closeAllConnections();
    const stuck = await serve((_, response) => response.write("half"), { timeout: 50 });
    expect(await failureOf(stuck(GET))).toMatchObject({ failure: "timeout" });
  });

  test("one that is too large", async () => {
    const transport = await serve((_, response) => response.end("x".repeat(1_000_001)));
    expect(await failureOf(transport(GET))).toMatchObject({ failure: "too-large" });
  });
});

test("redirects are not followed", async () => {
  let requests = 0;
  const transport = await serve((_, response) => {
    requests++;
    response.writeHead(302, { Location: "/elsewhere" }).end();
  });
  expect(await transport(GET)).toMatchObject({ status: 302 });
  expect(requests).toBe(1);
});

test("a name that does not exist", async () => {
  const transport = createTransport(parseApiUrl("https://no-such-host.invalid"), { timeout: 5000, maxBytes: 10, connections: 1 });
  expect(await failureOf(transport(GET))).toMatchObject({ failure: "unsent" });
});
