import { visibleText } from "@sigwright/core";

/** Address and port as the engine wrote them; port 0 where the protocol has none. */
export interface AlertEnd {
  readonly address: string;
  readonly port: number;
}

/** One alert, in the direction of the packet or transaction that raised it. */
export interface Alert {
  readonly gid: number;
  readonly sid: number;
  readonly rev: number;
  /** The rule's message, safe to show. */
  readonly message: string;
  /** Time of the packet as the engine writes it: `2026-01-01T00:00:00.004000+0000`. */
  readonly timestamp: string;
  /** `TCP`, `UDP`, … */
  readonly protocol: string;
  readonly source: AlertEnd;
  readonly destination: AlertEnd;
  /**
   * What the file of a dataset says of the value that was found there, by the rule's `context_key`: as it stands in the
   * file, not made safe to show. Only Suricata 8 has it.
   */
  readonly context?: AlertContext;
}

/** What `alert.context` holds. */
export type AlertContext = Readonly<Record<string, unknown>>;

/** Something about the traffic that the engine found odd. */
export interface Anomaly {
  /** The engine's name of the event, `tcp.pkt_too_small` for example. */
  readonly event: string;
  readonly source: AlertEnd;
  readonly destination: AlertEnd;
}

/** What eve.json holds. */
export interface EveLog {
  readonly alerts: readonly Alert[];
  readonly anomalies: readonly Anomaly[];
}

/** Members of an event that we read; others are ignored. */
interface EveEvent {
  readonly event_type?: unknown;
  readonly timestamp?: unknown;
  readonly proto?: unknown;
  readonly src_ip?: unknown;
  readonly src_port?: unknown;
  readonly dest_ip?: unknown;
  readonly dest_port?: unknown;
  readonly alert?: Readonly<Record<string, unknown>>;
  readonly anomaly?: Readonly<Record<string, unknown>>;
}

/** Reads the engine's event log, one JSON object a line. A line that is not one is counted in `malformed`. */
export function readEveLog(text: string): EveLog & { readonly malformed: number } {
  const alerts: Alert[] = [];
  const anomalies: Anomaly[] = [];
  let malformed = 0;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const event = parseEvent(line);
    if (event === undefined) malformed++;
    else if (event.event_type === "alert") alerts.push(toAlert(event));
    else if (event.event_type === "anomaly") {
      anomalies.push({ event: string(event.anomaly?.["event"]), ...ends(event) });
    }
  }
  return { alerts, anomalies, malformed };
}

function parseEvent(line: string): EveEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function toAlert(event: EveEvent): Alert {
  const alert = event.alert ?? {};
  return {
    gid: number(alert["gid"]),
    sid: number(alert["signature_id"]),
    rev: number(alert["rev"]),
    message: string(alert["signature"]),
    timestamp: string(event.timestamp),
    protocol: string(event.proto),
    ...ends(event),
    ...contextOf(alert["context"]),
  };
}

function contextOf(context: unknown): { context?: AlertContext } {
  return typeof context === "object" && context !== null ? { context: { ...context } } : {};
}

function ends(event: EveEvent): { source: AlertEnd; destination: AlertEnd } {
  return {
    source: { address: string(event.src_ip), port: number(event.src_port) },
    destination: { address: string(event.dest_ip), port: number(event.dest_port) },
  };
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function string(value: unknown): string {
  return typeof value === "string" ? visibleText(value) : "";
}
