import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseApiUrl } from "./api-url.ts";
import type { Proxy } from "./proxy.ts";
import { createTransport, TransportError } from "./transport.ts";
import type { Transport, TransportOptions } from "./transport.ts";

const folder = mkdtempSync(join(tmpdir(), "sigwright-tls-"));
const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
const hasOpenssl = makeCertificate();
if (!hasOpenssl) console.warn("skipped: tunnels are tested with a certificate that openssl makes, and there is no openssl");

function makeCertificate(): boolean {
  const subject = ["-subj", "/CN=tc.example", "-addext", "subjectAltName=DNS:tc.example"];
  try {
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", ...subject, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const GET = { method: "GET", target: "/api/x?tql=%28a%29", headers: {} };

describe.skipIf(!hasOpenssl)("through a proxy", () => {
  const connects: string[] = [];
  const servers: Server[] = [];
  let proxyPort = 0;
  let certificate = "";

  beforeAll(async () => {
    certificate = readFileSync(certFile, "utf8");
    const platform = createServer({ key: readFileSync(keyFile), cert: certificate }, (request, response) => response.end(request.url));
    const platformPort = await listen(platform);
    const proxy = createProxy();
    proxy.on("connect", (request, socket) => {
      connects.push(`${request.url} ${request.headers["proxy-authorization"]}`);
      if (request.headers["proxy-authorization"] === undefined) {
        socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
        return;
      }
      const upstream = connect(platformPort, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.pipe(socket);
        socket.pipe(upstream);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
    });
    proxyPort = await listen(proxy);
  });

  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true });
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  }

  function open(options: Partial<TransportOptions> & { login?: string; port?: number }): Transport {
    const proxy: Proxy = { host: "127.0.0.1", port: options.port ?? proxyPort, authorization: () => options.login };
    return createTransport(parseApiUrl("https://tc.example"), { timeout: 5000, maxBytes: 1000, connections: 2, proxy, ...options });
  }

  async function failureOf(action: Promise<unknown>): Promise<TransportError> {
    const [outcome] = await Promise.allSettled([action]);
    if (outcome.status === "rejected" && outcome.reason instanceof TransportError) return outcome.reason;
    throw new Error("there was no TransportError");
  }

  test("the platform answers, over one connection for all requests", async () => {
    connects.length = 0;
    const transport = open({ certificates: [certificate], login: "Basic eDp5" });
    for (let count = 0; count < 3; count++) {
      expect(new TextDecoder().decode((await transport(GET)).body)).toBe(GET.target);
    }
    expect(connects).toEqual(["tc.example:443 Basic eDp5"]);
  });

  test("a certificate that is not trusted is told, and not sent to", async () => {
    expect(await failureOf(open({ login: "Basic eDp5" })(GET))).toMatchObject({ failure: "untrusted" });
  });

  test("a proxy that refuses is told", async () => {
    const failure = await failureOf(open({ certificates: [certificate] })(GET));
    expect(failure).toMatchObject({ failure: "unsent", message: "the proxy refused the connection (HTTP 407)" });
  });

  test("a proxy that is not there is told", async () => {
    expect(await failureOf(open({ port: 1 })(GET))).toMatchObject({ failure: "unsent", message: "the proxy does not answer" });
  });
});
