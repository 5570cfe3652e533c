import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ApiError } from "./api-error.ts";
import { authenticate, type Credentials } from "./authentication.ts";
import { printJson, type JsonObject } from "./json.ts";
import type { ListCache } from "./listing.ts";
import { plant } from "./planting.ts";
import type { Platform } from "./platform.ts";
import { readRequest, type Reply } from "./request.ts";
import { dispatch } from "./routes/routes.ts";
import { ransomwareScenario } from "./scenarios/ransomware.ts";
import type { Seed } from "./seed.ts";
import { SimulatorState } from "./state.ts";
import { DEFAULT_SWITCHES, type Switches } from "./switches.ts";

/** How a simulator starts; all of it may be left out. */
export interface SimulatorOptions {
  /** What the platform holds; the ransomware incident where absent. */
  readonly seed?: Seed;
  /** Made-up credentials; fixed ones where absent. */
  readonly credentials?: Partial<Credentials>;
  /** Readings of what the documentation leaves open. */
  readonly switches?: Partial<Switches>;
  /** The server's clock, in milliseconds; the machine's where absent. */
  readonly now?: () => number;
  /** A port of 127.0.0.1; any free one where absent. */
  readonly port?: number;
  /** Scheme and authority of `webLink`. */
  readonly webOrigin?: string;
}

/** A running simulator. */
export interface Simulator {
  /** Address of the API, such as `http://127.0.0.1:4711/api`. */
  readonly url: string;
  readonly credentials: Credentials;
  /** The user's own organization, which is the default owner. */
  readonly owner: string;
  readonly state: SimulatorState;
  /** Changes some readings from now on. */
  readonly setSwitches: (switches: Partial<Switches>) => void;
  /** Closes the server and every connection. */
  readonly close: () => Promise<void>;
}

/** Made-up credentials that every simulator accepts unless told otherwise. */
export const DEFAULT_CREDENTIALS: Credentials = {
  accessId: "12345678901234567890",
  secretKey: "EXAMPLE-not-a-real-secret-key",
  token: "APIV2:430:c8mTcH:1893456000000:EXAMPLE+not/a+real+token=",
};

const BODY_LIMIT = 64 * 1024 * 1024;

/** Starts a local server that answers like ThreatConnect's API. Rejects where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const credentials = { ...DEFAULT_CREDENTIALS, ...options.credentials };
  const store = plant(options.seed ?? ransomwareScenario());
  const cache: ListCache = new Map();
  let switches: Switches = { ...DEFAULT_SWITCHES, ...options.switches };
  const state = new SimulatorState(store);
  const platform: Platform = {
    store,
    get switches() {
      return switches;
    },
    now: options.now ?? Date.now,
    webOrigin: options.webOrigin ?? "https://tc.example",
    userName: credentials.accessId,
    onWrite: () => state.countWrite(),
  };
  const server = createServer((message, response) => {
    void answer(message, response, platform, credentials, state, cache);
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}/api`,
    credentials,
    owner: store.organization.name,
    state,
    setSwitches: (changes) => {
      switches = { ...switches, ...changes };
      cache.clear();
    },
    close: () => close(server),
  };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  platform: Platform,
  credentials: Credentials,
  state: SimulatorState,
  cache: ListCache,
): Promise<void> {
  const { method = "GET", url: target = "/", headers } = message;
  const record = state.record(method, target);
  try {
    const body = await readBody(message);
    const origin = `http://${headers.host ?? "127.0.0.1"}`;
    const reply = replyTo(() => {
      authenticate({ method, target, headers }, credentials, platform.now());
      return dispatch(readRequest(method, target, body, origin, platform.switches), platform, cache);
    }, platform.switches);
    record.status = reply.status;
    send(response, reply, platform.now());
  } catch {
    response.destroy();
  }
}

function replyTo(handle: () => Reply, switches: Switches): Reply {
  try {
    return handle();
  } catch (error) {
    return { status: error instanceof ApiError ? error.status : 500, body: envelope(error, switches) };
  }
}

function envelope(error: unknown, { errCode, errorStatus }: Switches): JsonObject {
  const { code, message } = error instanceof ApiError ? error : { code: "0x1004", message: "An unknown error occurred" };
  return { errCode: errCode ? code : undefined, message, status: errorStatus };
}

function send(response: ServerResponse, { status, body, headers }: Reply, now: number): void {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(printJson(body));
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": bytes.length,
    Date: new Date(now).toUTCString(),
    ...headers,
  });
  response.end(bytes);
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

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
