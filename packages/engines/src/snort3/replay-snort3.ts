import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Alert } from "../suricata/eve-log.ts";
import { EngineError } from "../suricata/engine-error.ts";
import { engineText } from "../suricata/engine-text.ts";
import { runProcess } from "../suricata/process.ts";
import { snort3Configuration, usedNames } from "./configuration.ts";
import type { Snort3Engine } from "./snort3-engine.ts";

/** How to run the engine. */
export interface Snort3Options {
  /** Seconds one run may take. Default 120. */
  readonly timeout?: number;
  /** Mebibytes of address space one run may take. Default 8192. */
  readonly memory?: number;
  readonly signal?: AbortSignal;
}

/** What the engine saw. */
export interface Snort3Replay {
  readonly alerts: readonly Alert[];
  /** Packets the engine analysed. */
  readonly packets: number;
  /** Lines of the rules that the engine went on without, and why. */
  readonly refused: readonly { readonly rule: string; readonly reason: string }[];
}

/** Statements of rule files that make the engine read other files. */
const INCLUDE = /^\s*include\b/m;
const ANALYSED = /^\s*analyzed: (\d{1,12})$/m;
const FAULT = /^(?:ERROR|FATAL): (.*)$/gm;
/** A fault with the line of the rule file that it is about. */
const FAULT_IN_RULE = /^ERROR: rules\.rules:(\d{1,9}) (.*)$/gm;
const MOST_FAULTS = 5;
/** The engine names the faults of all rules at once, but sees some of them only when others are gone. */
const MOST_TRIES = 4;

/**
 * Replays a capture through Snort 3 with the given rules, and our own configuration. The engine loads all rules or none:
 * lines that it refuses are left out.
 *
 * @throws EngineError when the engine takes too long, crashes or refuses what is no single line, or the rules include
 * other files.
 */
export async function replayInSnort3(rules: string, pcap: Uint8Array, engine: Snort3Engine, options: Snort3Options = {}): Promise<Snort3Replay> {
  if (INCLUDE.test(rules)) throw new EngineError("rules-refused", "the rules include other files, and engines are not let read what a file names");
  const folder = await mkdtemp(join(tmpdir(), "sigwright-snort3-"));
  try {
    await writeFile(join(folder, "snort.lua"), snort3Configuration(usedNames(rules)));
    await writeFile(join(folder, "capture.pcap"), pcap);
    const lines = rules.split("\n");
    const refused: { readonly rule: string; readonly reason: string }[] = [];
    for (let tries = 1; ; tries++) {
      // oxlint-disable-next-line no-await-in-loop -- a run without what the last one refused
      const { said, isDone, endedBy } = await run(engine, folder, lines.join("\n"), options);
      const analysed = ANALYSED.exec(said)?.[1];
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (isDone && analysed !== undefined) return { alerts: await readAlerts(join(folder, "alert_json.txt")), packets: Number(analysed), refused };
      const faults = [...said.matchAll(FAULT_IN_RULE)].filter(([, line]) => lines[Number(line) - 1] !== undefined && lines[Number(line) - 1] !== "");
      if (faults.length === 0 || tries === MOST_TRIES) throw failure(said, endedBy);
      for (const [, line, reason] of faults) {
        const rule = lines[Number(line) - 1]!;
        // A second fault of the same line.
        if (rule === "") continue;
        refused.push({ rule, reason: engineText(reason!) });
        lines[Number(line) - 1] = "";
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(engine: Snort3Engine, folder: string, rules: string, options: Snort3Options): Promise<{ readonly said: string; readonly isDone: boolean; readonly endedBy: string | undefined }> {
  const limits = { seconds: options.timeout ?? 120, megabytes: options.memory ?? 8192, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  await writeFile(join(folder, "rules.rules"), rules);
  // Its last words are at the end of a long output, and what is kept of output is its beginning.
  const command = '"$0" -c snort.lua -R rules.rules -r capture.pcap -l . -k none > said 2>&1';
  const { exitCode, endedBy } = await runProcess(["/bin/sh", "-c", command, engine.path], folder, limits);
  return { said: await readFile(join(folder, "said"), "latin1"), isDone: exitCode === 0, endedBy };
}

function failure(said: string, endedBy: string | undefined): EngineError {
  const faults = Array.from(said.matchAll(FAULT), ([, text]) => engineText(text!)).slice(0, MOST_FAULTS);
  if (endedBy === undefined && faults.length > 0) return new EngineError("rules-refused", "Snort 3 does not load the rules", { output: faults.join("\n") });
  return new EngineError("crashed", `Snort 3 gave up during the replay${endedBy === undefined ? "" : `, ended by ${endedBy}`}`, { output: engineText(said.slice(-1000)) });
}

async function readAlerts(path: string): Promise<readonly Alert[]> {
  // The file is there only when there was an alert.
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "").map((line) => toAlert(JSON.parse(line)));
}

function toAlert(event: unknown): Alert {
  const member = (name: string): unknown => (typeof event === "object" && event !== null && name in event ? Reflect.get(event, name) : undefined);
  const number = (name: string): number => Number(member(name) ?? 0);
  const text = (name: string): string => {
    const value = member(name);
    return typeof value === "string" ? value : "";
  };
  return {
    gid: number("gid"),
    sid: number("sid"),
    rev: number("rev"),
    message: "",
    timestamp: "",
    protocol: text("proto"),
    source: { address: text("src_addr"), port: number("src_port") },
    destination: { address: text("dst_addr"), port: number("dst_port") },
  };
}
