import { captureCases, type Capture, type CapturedFlow, type TrafficCase } from "../packet/capture.ts";
import { flowKey } from "../packet/flow.ts";
import { parseAddress } from "../packet/ip-address.ts";
import { EngineError } from "./engine-error.ts";
import type { Alert, AlertContext } from "./eve-log.ts";
import { replay, type ReplayOptions } from "./replay.ts";
import type { RuleSet } from "./rule-set.ts";

/** How often one signature fired on one conversation of a case. */
export interface CaseAlert {
  readonly gid: number;
  readonly sid: number;
  /** Place in the case's conversations, from 0. */
  readonly conversation: number;
  /** At least 1. */
  readonly count: number;
  /** The contexts of those alerts that have one, in the order of the alerts; absent when none has. */
  readonly contexts?: readonly AlertContext[];
}

/**
 * Replays many cases in one run of the engine and says for each what fired; silence is an empty list.
 *
 * @throws EngineError as `replay` does, and when the engine did not read every packet or alerts on a flow of no case.
 * @throws RangeError when two cases share an id, or a conversation can't be built as asked.
 */
export async function replayCases(
  rules: RuleSet,
  cases: readonly TrafficCase[],
  options: ReplayOptions = {},
): Promise<ReadonlyMap<string, readonly CaseAlert[]>> {
  const capture = captureCases(cases);
  if (capture.packets === 0) return groupAlerts(cases, capture, []);
  const { alerts, packets } = await replay(rules, capture.pcap, options);
  if (packets !== capture.packets) {
    throw new EngineError("incomplete", `Suricata read ${packets} of ${capture.packets} packets`);
  }
  return groupAlerts(cases, capture, alerts);
}

/**
 * Says for each case what fired in it.
 *
 * @throws EngineError `incomplete` when an alert is on a flow of no case.
 */
export function groupAlerts(
  cases: readonly { readonly id: string }[],
  capture: Capture,
  alerts: readonly Alert[],
): ReadonlyMap<string, readonly CaseAlert[]> {
  const grouped = new Map(cases.map(({ id }) => [id, new Map<string, CaseAlert>()]));
  for (const alert of alerts) {
    const { id, conversation } = flowOf(alert, capture);
    const counted = grouped.get(id)!;
    const key = `${conversation} ${alert.gid}:${alert.sid}`;
    const before = counted.get(key);
    const contexts = [...(before?.contexts ?? []), ...(alert.context === undefined ? [] : [alert.context])];
    counted.set(key, { gid: alert.gid, sid: alert.sid, conversation, count: (before?.count ?? 0) + 1, ...(contexts.length === 0 ? {} : { contexts }) });
  }
  return new Map([...grouped].map(([id, counted]) => [id, [...counted.values()].toSorted(byPlace)]));
}

function flowOf({ sid, protocol, source, destination }: Alert, capture: Capture): CapturedFlow {
  const transport = protocol === "TCP" ? "tcp" : "udp";
  // An alert on what could not be decoded has no addresses.
  if (source.address !== "" && destination.address !== "") {
    const one = { address: parseAddress(source.address), port: source.port };
    const other = { address: parseAddress(destination.address), port: destination.port };
    const flow = capture.flows.get(flowKey(transport, one, other));
    if (flow !== undefined) return flow;
  }
  const ends = `${source.address}:${source.port} and ${destination.address}:${destination.port}`;
  throw new EngineError("incomplete", `signature ${sid} alerts between ${ends}, a flow of no case`);
}

function byPlace(a: CaseAlert, b: CaseAlert): number {
  return a.conversation - b.conversation || a.gid - b.gid || a.sid - b.sid;
}
