import { startSimulator } from "@sigwright/threatconnect-simulator";
import type { Simulator, SimulatorOptions } from "@sigwright/threatconnect-simulator";
import { callCli } from "./call-cli.ts";
import type { CliCall, CliCallOptions } from "./call-cli.ts";

/** A simulated platform, and the command as somebody calls it who has access. */
export interface SimulatedPlatform extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly run: (args: readonly string[], options?: CliCallOptions) => Promise<CliCall>;
}

/** Starts a {@link SimulatedPlatform}. The names and addresses of its scenarios are reserved ones: lift the guards for them. */
export async function simulatedPlatform(options: SimulatorOptions = {}): Promise<SimulatedPlatform> {
  const simulator = await startSimulator(options);
  const { accessId, secretKey } = simulator.credentials;
  const access = { TC_API_PATH: simulator.url, TC_ACCESS_ID: accessId, TC_SECRET_KEY: secretKey };
  return {
    simulator,
    run: (args, more = {}) => callCli(args, { ...more, env: { ...access, ...more.env } }),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}

/** Lifts the guards that hold reserved names and addresses back, which all examples are made of. */
export const NO_RESERVED_GUARDS = "--guard=-special-use-domain,-special-purpose-address";
