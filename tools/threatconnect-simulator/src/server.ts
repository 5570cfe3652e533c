import { createServer, type Server } from "node:http";
import { answerRequest, type Answering } from "./answer.ts";
import type { Credentials } from "./authentication.ts";
import { planFaults, type Faults } from "./faults/plan.ts";
import { plant } from "./planting.ts";
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
  /** What goes wrong; nothing where absent. */
  readonly faults?: Faults;
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
  /** Replaces what goes wrong from now on, and counts requests from 1 again. */
  readonly setFaults: (faults: Faults) => void;
  /** Closes the server and every connection. */
  readonly close: () => Promise<void>;
}

/** Made-up credentials that every simulator accepts unless told otherwise. */
export const DEFAULT_CREDENTIALS: Credentials = {
  accessId: "12345678901234567890",
  secretKey: "EXAMPLE-not-a-real-secret-key",
  token: "APIV2:430:c8mTcH:1893456000000:EXAMPLE+not/a+real+token=",
};

/** Starts a local server that answers like ThreatConnect's API. Rejects where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const credentials = { ...DEFAULT_CREDENTIALS, ...options.credentials };
  const store = plant(options.seed ?? ransomwareScenario());
  const clock = options.now ?? Date.now;
  const state = new SimulatorState(store);
  const answering: Answering = {
    store,
    state,
    credentials,
    switches: { ...DEFAULT_SWITCHES, ...options.switches },
    webOrigin: options.webOrigin ?? "https://tc.example",
    cache: new Map(),
    faults: options.faults ?? {},
    plan: planFaults(options.faults ?? {}),
    clockSkew: 0,
    clock,
  };
  const server = createServer((message, response) => {
    void answerRequest(answering, message, response);
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}/api`,
    credentials,
    owner: store.organization.name,
    state,
    setSwitches: (changes) => {
      answering.switches = { ...answering.switches, ...changes };
      answering.cache.clear();
    },
    setFaults: (faults) => {
      answering.faults = faults;
      answering.plan = planFaults(faults);
    },
    close: () => close(server),
  };
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
  return new Promise((resolve) => {
    // Closing twice is no mistake worth an error.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
