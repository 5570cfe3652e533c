import { request } from "node:http";
import { Agent } from "node:https";
import type { AgentOptions } from "node:https";
import type { Socket } from "node:net";
import { connect } from "node:tls";
import { StoreError } from "@sigwright/core";
import type { ApiUrl } from "./api-url.ts";

/** An HTTP proxy that connections are tunnelled through. */
export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** The header's value, or nothing when the proxy asks for none. A function, so that no dump shows it. */
  readonly authorization: () => string | undefined;
}

/** The proxy does not connect us; nothing was sent to the platform. */
export class ProxyError extends Error {
  override readonly name = "ProxyError";
}

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for an instance: `HTTPS_PROXY` (or `https_proxy`) unless `NO_PROXY` names the host. Instances on this
 * machine are never asked through a proxy.
 *
 * @throws StoreError (`invalid`) when the variable holds no address of a proxy.
 */
export function proxyFor(url: ApiUrl, environment: Environment): Proxy | undefined {
  const text = environment["HTTPS_PROXY"] ?? environment["https_proxy"];
  if (text === undefined || text.trim() === "" || !url.secure) return undefined;
  if (isExempt(url, environment["NO_PROXY"] ?? environment["no_proxy"] ?? "")) return undefined;
  const proxy = readUrl(text.trim());
  if (proxy === undefined || proxy.protocol !== "http:") {
    // The text is not repeated: it may hold a password.
    throw new StoreError("invalid", "HTTPS_PROXY is not the address of an HTTP proxy", {
      help: "write it like `http://proxy.example:3128`",
    });
  }
  const { username, password } = proxy;
  const login =
    username === "" && password === ""
      ? undefined
      : `Basic ${Buffer.from(`${plain(username)}:${plain(password)}`).toString("base64")}`;
  return {
    host: proxy.hostname.replace(/^\[|\]$/g, ""),
    port: proxy.port === "" ? 80 : Number(proxy.port),
    authorization: () => login,
  };
}

function readUrl(text: string): URL | undefined {
  try {
    return new URL(text.includes("://") ? text : `http://${text}`);
  } catch {
    return undefined;
  }
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The forms that tools agree on: `*`, a host, a domain with or without a dot in front, each perhaps with a port. */
function isExempt({ host, port }: ApiUrl, list: string): boolean {
  if (host === "localhost" || host === "::1" || host.startsWith("127.")) return true;
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const parts = /^(.*?)(?::(\d{1,5}))?$/.exec(entry);
      if (parts?.[2] !== undefined && Number(parts[2]) !== port) return false;
      const name = (parts?.[1] ?? "").replace(/^\*?\./, "").toLowerCase();
      return name === "*" || host.toLowerCase() === name || host.toLowerCase().endsWith(`.${name}`);
    });
}

/** An agent whose connections lead through a proxy by `CONNECT`. */
export function tunnelingAgent(proxy: Proxy, options: AgentOptions): Agent {
  return new TunnelingAgent(proxy, options);
}

type Connected = (error: Error | null, socket?: Socket) => void;

class TunnelingAgent extends Agent {
  readonly #proxy: Proxy;

  constructor(proxy: Proxy, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  // Node takes either the socket at once or, as here, later by the callback.
  override createConnection(options: Readonly<Record<string, unknown>>, done?: unknown): undefined {
    const { host, port } = options;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's types leave the callback out
    const connected = done as Connected;
    const authority = `${String(host).includes(":") ? `[${String(host)}]` : String(host)}:${String(port)}`;
    const authorization = this.#proxy.authorization();
    const tunnel = request({
      host: this.#proxy.host,
      port: this.#proxy.port,
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...(authorization === undefined ? {} : { "proxy-authorization": authorization }) },
      agent: false,
    });
    const fail = (message: string): void => connected(new ProxyError(message));
    tunnel.once("connect", (reply, socket) => {
      if (reply.statusCode !== 200) {
        socket.destroy();
        fail(`the proxy refused the connection (HTTP ${reply.statusCode ?? 0})`);
        return;
      }
      connected(null, connect({ ...options, host: undefined, port: undefined, path: undefined, socket }));
    });
    tunnel.once("response", (reply) => {
      reply.resume();
      fail(`the proxy refused the connection (HTTP ${reply.statusCode ?? 0})`);
    });
    tunnel.once("error", () => fail("the proxy does not answer"));
    tunnel.end();
  }
}
