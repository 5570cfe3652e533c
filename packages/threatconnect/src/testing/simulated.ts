import { startSimulator } from "@sigwright/threatconnect-simulator";
import type { Simulator, SimulatorOptions } from "@sigwright/threatconnect-simulator";
import { createClient } from "../client.ts";
import type { Client, ClientOptions } from "../client.ts";

/** A simulator and a client of it. */
export interface Simulated {
  readonly simulator: Simulator;
  readonly client: Client;
  /** Pauses that were made, in milliseconds; none of them was waited for. */
  readonly pauses: number[];
}

/** Starts a simulator; close it in the end. */
export async function simulate(options: SimulatorOptions = {}, clientOptions: Partial<ClientOptions> = {}): Promise<Simulated> {
  const simulator = await startSimulator(options);
  const pauses: number[] = [];
  let slept = 0;
  const { accessId, secretKey } = simulator.credentials;
  const client = createClient({
    apiUrl: simulator.url,
    credentials: { accessId, secretKey },
    clock: {
      now: () => Date.now() + slept,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
        // The signature is made with this clock, and the server's has not moved.
        slept += Math.min(milliseconds, 1000);
      },
      random: () => 0.5,
    },
    ...clientOptions,
  });
  return { simulator, client, pauses };
}
