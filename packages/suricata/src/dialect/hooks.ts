import type { FlowDirection } from "@sigwright/rule-language/dialect";

/** Hooks of packets, for rules whose header names no application protocol. */
const PACKET_HOOKS: readonly string[] = ["all", "flow_start", "pre_flow", "pre_stream"];

/** What every application protocol has. */
const SHARED_HOOKS: readonly (readonly [string, FlowDirection])[] = [
  ["request_started", "to_server"],
  ["request_complete", "to_server"],
  ["response_started", "to_client"],
  ["response_complete", "to_client"],
];

/** Hooks that a protocol has beside those that all have. */
const OWN_HOOKS: Readonly<Record<string, Readonly<Record<FlowDirection, readonly string[]>>>> = {
  http1: {
    to_server: ["request_line", "request_headers", "request_body", "request_trailer"],
    to_client: ["response_line", "response_headers", "response_body", "response_trailer"],
  },
  smtp: { to_server: ["request_data"], to_client: ["response_data"] },
  tls: {
    to_server: ["client_in_progress", "client_hello_done", "client_cert_done", "client_handshake_done", "client_finished"],
    to_client: ["server_in_progress", "server_hello", "server_cert_done", "server_hello_done", "server_handshake_done", "server_finished"],
  },
  ssh: {
    to_server: ["request_in_progress", "request_banner_wait_eol", "request_banner_done", "request_finished"],
    to_client: ["response_in_progress", "response_banner_wait_eol", "response_banner_done", "response_finished"],
  },
};

/** The hooks that a protocol of a header has: its own in their directions, or those of packets. */
export function hooksOf(protocol: string | undefined): ReadonlyMap<string, FlowDirection | undefined> {
  if (protocol === undefined) return new Map(PACKET_HOOKS.map((hook) => [hook, undefined]));
  return new Map<string, FlowDirection>([...SHARED_HOOKS, ...ownHooksOf(protocol)]);
}

/** The hooks that a protocol has beside those that all have, in their directions. */
export function ownHooksOf(protocol: string): ReadonlyMap<string, FlowDirection> {
  const own = OWN_HOOKS[protocol];
  return new Map<string, FlowDirection>([
    ...(own?.to_server ?? []).map((hook): [string, FlowDirection] => [hook, "to_server"]),
    ...(own?.to_client ?? []).map((hook): [string, FlowDirection] => [hook, "to_client"]),
  ]);
}
