import { parseArgs } from "node:util";
import { FAULT_NAMES, isFaultName } from "./faults/catalogue.ts";
import type { Strike } from "./faults/plan.ts";
import { SCENARIOS } from "./scenarios/scenarios.ts";
import type { Simulator, SimulatorOptions } from "./server.ts";
import { DEFAULT_SWITCHES, SWITCH_VALUES, type Switches } from "./switches.ts";

/** What the command answers `--help` with. */
export const HELP = `A local server that answers like ThreatConnect's v3 API.

  --port N              port of 127.0.0.1 (8080; 0 for any)
  --scenario NAME       what it holds: ${Object.keys(SCENARIOS).join(", ")} (ransomware)
  --indicators N        how many indicators the large incident has (100000)
  --switch NAME=VALUE   a reading of what the documentation leaves open; may be repeated
  --strike FAULT[@N]    strikes the first request, or the N-th; may be repeated
  --fault-rate R        how many requests are struck by chance, from 0 to 1 (0)
  --fault-seed N        which ones (1)
  --help                this text
`;

/** A mistake in the command's arguments, in words for whoever made it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads the command's arguments; undefined where they ask for help. Throws UsageError. */
export function readArguments(args: readonly string[]): SimulatorOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const scenario = Object.hasOwn(SCENARIOS, values.scenario) ? SCENARIOS[values.scenario] : undefined;
  if (scenario === undefined) throw unknown("scenario", values.scenario, Object.keys(SCENARIOS));
  const rate = readNumber("fault-rate", values["fault-rate"], 1);
  return {
    port: readNumber("port", values.port, 65_535),
    seed: scenario({ indicators: readNumber("indicators", values.indicators, 10_000_000) }),
    switches: Object.assign({}, ...values.switch.map(readSwitch)) as Partial<Switches>,
    faults: {
      strikes: values.strike.map(readStrike),
      ...(rate > 0 && { random: { seed: readNumber("fault-seed", values["fault-seed"], 2 ** 31), rate } }),
    },
  };
}

/** The environment that points a client at a running simulator, one variable a line. */
export function environment({ url, credentials, owner }: Simulator): string {
  return [
    `TC_API_PATH=${url}`,
    `TC_ACCESS_ID=${credentials.accessId}`,
    `TC_SECRET_KEY=${credentials.secretKey}`,
    `TC_TOKEN=${credentials.token}`,
    `TC_OWNER=${owner}`,
    "",
  ].join("\n");
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "8080" },
        scenario: { type: "string", default: "ransomware" },
        indicators: { type: "string", default: "100000" },
        switch: { type: "string", multiple: true, default: [] },
        strike: { type: "string", multiple: true, default: [] },
        "fault-rate": { type: "string", default: "0" },
        "fault-seed": { type: "string", default: "1" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readSwitch(text: string): Partial<Switches> {
  const [name = "", value = ""] = text.split("=");
  if (!Object.hasOwn(DEFAULT_SWITCHES, name)) throw unknown("switch", name, Object.keys(DEFAULT_SWITCHES));
  const values: readonly unknown[] = SWITCH_VALUES[name as keyof Switches];
  const chosen = values.find((candidate) => String(candidate) === value);
  if (chosen === undefined) throw unknown(`value of ${name}`, value, values.map(String));
  return { [name]: chosen };
}

function readStrike(text: string): Strike {
  const [fault = "", request = "1"] = text.split("@");
  if (!isFaultName(fault)) throw unknown("fault", fault, FAULT_NAMES);
  return { fault, request: readNumber("strike", request, 1_000_000_000) };
}

function readNumber(name: string, text: string, maximum: number): number {
  const number = Number(text);
  const whole = maximum === 1 || Number.isInteger(number);
  if (/^\d+(?:\.\d+)?$/.test(text) && whole && number <= maximum) return number;
  throw new UsageError(`--${name} takes ${maximum === 1 ? "a number" : "a whole number"} up to ${maximum}, not "${text}".`);
}

function unknown(kind: string, name: string, known: readonly string[]): UsageError {
  return new UsageError(`There is no ${kind} "${name}". Known: ${known.join(", ")}.`);
}
