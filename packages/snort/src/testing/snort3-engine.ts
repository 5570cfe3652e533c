import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { captureCases, type TrafficCase } from "@sigwright/engines";

const run = promisify(execFile);

/** An installed Snort 3: its command, and a configuration as it is shipped. */
export interface Snort3Engine {
  readonly command: string;
  readonly configuration: string;
  readonly version: string;
}

/**
 * The Snort 3 that the environment names: `SIGWRIGHT_SNORT3` is its command (default `snort`), `SIGWRIGHT_SNORT3_CONFIG`
 * the path of its `snort.lua`. Undefined when there is none, which is said once.
 */
export async function installedSnort3(): Promise<Snort3Engine | undefined> {
  const command = process.env["SIGWRIGHT_SNORT3"] ?? "snort";
  const configuration = process.env["SIGWRIGHT_SNORT3_CONFIG"] ?? "/usr/local/etc/snort/snort.lua";
  const said = await run(command, ["-V"]).catch(() => undefined);
  const version = /Version (3\.[\d.]+)/.exec(`${said?.stdout ?? ""}${said?.stderr ?? ""}`)?.[1];
  if (version !== undefined) return { command, configuration, version };
  process.stderr.write("rules are not replayed in Snort 3: SIGWRIGHT_SNORT3 names no command of one\n");
  return undefined;
}

/** What a replay showed: sids of alerts by case, and those that belong to no flow of a case. */
export interface Snort3Replay {
  readonly alerts: ReadonlyMap<string, readonly number[]>;
  readonly strays: readonly number[];
}

/** Alerts as the engine prints them, more than its three a packet. */
const LOGGING = "alert_json = { fields = 'gid sid proto src_addr src_port dst_addr dst_port', file = false } event_queue = { max_queue = 100, log = 100 }";

/** An alert as the engine writes it. */
export interface JsonAlert {
  readonly gid: number;
  readonly sid: number;
  readonly proto: string;
  readonly src_addr: string;
  readonly src_port?: number;
  readonly dst_addr: string;
  readonly dst_port?: number;
}

/** Replays traffic with rules; rejects with the engine's words when it refuses a rule. */
export async function replayInSnort3(engine: Snort3Engine, rules: string, cases: readonly TrafficCase[]): Promise<Snort3Replay> {
  const { pcap, flows } = captureCases(cases);
  const alerts = new Map<string, number[]>(cases.map(({ id }) => [id, []]));
  const strays: number[] = [];
  for (const alert of await alertsInSnort3(engine, rules, pcap)) {
    const flow = flows.get(keyOf(alert));
    (flow === undefined ? strays : alerts.get(flow.id)!).push(alert.sid);
  }
  return { alerts, strays };
}

/** Alerts of rules, those with generator 1, on a capture; rejects with the engine's words when it refuses a rule. */
export async function alertsInSnort3({ command, configuration }: Snort3Engine, rules: string, pcap: Uint8Array): Promise<readonly JsonAlert[]> {
  return await inFolder(async (folder) => {
    writeFileSync(join(folder, "a.pcap"), pcap);
    writeFileSync(join(folder, "a.rules"), rules);
    const flags = ["-c", configuration, "-R", join(folder, "a.rules"), "-r", join(folder, "a.pcap"), "-A", "alert_json", "--lua", LOGGING, "-l", folder, "-k", "none", "-q"];
    const { stdout } = await run(command, flags, { maxBuffer: 1 << 28 });
    return stdout.split("\n").flatMap((line): readonly JsonAlert[] => {
      if (!line.startsWith("{")) return [];
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the engine writes the fields it was asked for
      const alert = JSON.parse(line) as JsonAlert;
      return alert.gid === 1 ? [alert] : [];
    });
  });
}

/** What the engine warns of when it loads rules, one line each. */
export async function warningsOfSnort3({ command, configuration }: Snort3Engine, rules: string): Promise<readonly string[]> {
  return await inFolder(async (folder) => {
    writeFileSync(join(folder, "a.rules"), rules);
    const { stdout, stderr } = await run(command, ["-c", configuration, "-R", join(folder, "a.rules"), "-T", "--warn-rules"], { maxBuffer: 1 << 28 });
    return `${stdout}${stderr}`.split("\n").flatMap((line) => /^WARNING: (?:\S+:\d+ )?(.*\b1:\d+.*)$/.exec(line)?.[1] ?? []);
  });
}

async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "sigwright-snort3-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The key of an alert's flow, as captures name flows. */
function keyOf({ proto, src_addr, src_port, dst_addr, dst_port }: JsonAlert): string {
  const [source, destination] = [`${hexadecimal(src_addr)}:${src_port ?? 0}`, `${hexadecimal(dst_addr)}:${dst_port ?? 0}`];
  const ends = source < destination ? [source, destination] : [destination, source];
  return [proto.toLowerCase(), ...ends].join(" ");
}

function hexadecimal(address: string): string {
  if (!address.includes(":")) return address.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0")).join("");
  const [left = [], right] = address.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const groups = right === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => "0"), ...right];
  return groups.map((group) => group.padStart(4, "0")).join("");
}
