import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { EngineError } from "./engine-error.ts";
import type { LoadReport, LogLine } from "./engine-log.ts";
import { type EveLog, readEveLog } from "./eve-log.ts";
import { engineText } from "./engine-text.ts";
import { type PlacedRules, placeRules, type RuleSet } from "./rule-set.ts";
import { type RunFolder, withRunFolder } from "./run-folder.ts";
import { lastWords, runSuricata, type SuricataOptions } from "./suricata-run.ts";

/** A capture: its bytes, or a file on disk. */
export type PcapSource = Uint8Array | { readonly path: string };

/** How to replay. */
export interface ReplayOptions extends SuricataOptions {
  /**
   * Go on with the other rules when the engine refuses some. Default false: silence must never be a rule not loaded.
   */
  readonly allowRefusedRules?: boolean;
}

/** A rule the engine went on without. */
export interface RefusedRule {
  readonly verdict: "reject" | "skip" | "barred";
  /** Joined to one line, as far as the engine repeats it; safe to show. */
  readonly rule: string;
  /** Why, for people; never empty. */
  readonly reasons: readonly string[];
}

/** What the engine saw. */
export interface ReplayResult extends EveLog {
  /** Packets the engine read. */
  readonly packets: number;
  /** Rules that were not in force: only skipped ones, unless others were allowed for. */
  readonly refused: readonly RefusedRule[];
}

const PACKETS = /^read \d{1,9} files?, (\d{1,12}) packets, /

/**
 * Replays a capture through the engine with the given rules. The same rules and capture give the same alerts.
 *
 * @throws EngineError when the engine is missing, takes too long, crashes, refuses a rule, or does not read the whole
 * capture.
 */
export async function replay(rules: RuleSet, pcap: PcapSource, options: ReplayOptions = {}): Promise<ReplayResult> {
  return await withRunFolder(async (folder) => {
    const placed = await placeRules(rules, folder);
    const capture = await placeCapture(pcap, folder);
    const { exitCode, log, report } = await runSuricata(folder, placed, ["-r", capture], options);
    const refused = refusedRules(placed, report);
    if (options.allowRefusedRules !== true) throwIfAny(refused);
    if (exitCode !== 0 || report.counts === undefined) {
      throw new EngineError("crashed", "Suricata gave up during the replay", { output: lastWords(log) });
    }
    return { ...(await readEvents(folder)), packets: packetsRead(log), refused };
  });
}

function refusedRules(placed: PlacedRules, report: LoadReport): readonly RefusedRule[] {
  return [
    ...placed.barred.map(({ rule, reason }) => ({ verdict: "barred" as const, rule: engineText(rule.text), reasons: [reason] })),
    ...report.rules.map(({ verdict, rule, reasons }) => ({ verdict, rule: engineText(rule), reasons })),
  ];
}

function throwIfAny(rules: readonly RefusedRule[]): void {
  const refused = rules.filter(({ verdict }) => verdict !== "skip");
  const [first] = refused;
  if (first === undefined) return;
  const why = first.reasons.join("; ");
  throw new EngineError("rules-refused", `Suricata does not load ${refused.length} of the rules to replay: ${why}`, {
    output: first.rule,
  });
}

async function placeCapture(pcap: PcapSource, folder: RunFolder): Promise<string> {
  if ("path" in pcap) return resolve(pcap.path);
  const path = join(folder.root, "capture.pcap");
  await writeFile(path, pcap);
  return path;
}

async function readEvents(folder: RunFolder): Promise<EveLog> {
  const { malformed, ...events } = readEveLog(await readFile(join(folder.output, "eve.json"), "utf8"));
  if (malformed === 0) return events;
  throw new EngineError("incomplete", `Suricata wrote ${malformed} events that are not JSON`);
}

function packetsRead(log: readonly LogLine[]): number {
  for (const { text } of log) {
    const match = PACKETS.exec(text);
    if (match?.[1] !== undefined) return Number(match[1]);
  }
  throw new EngineError("incomplete", "Suricata does not say how many packets it read", { output: lastWords(log) });
}
