import type { Advice } from "./advice.ts";

/** Header protocols whose rules look at TCP as it comes. */
const TCP: ReadonlySet<string> = new Set(["tcp", "tcp-pkt", "tcp-stream"]);
/** Any of these says what part of a connection is meant. */
const SAY_SO: readonly string[] = ["flow", "flags", "stream_size", "tcp.flags", "seq", "ack"];

/** Payload of TCP is looked at, whether there is a connection or not. */
export const missingFlow: Advice = {
  info: {
    code: "suricata/missing-flow",
    severity: "warning",
    summary: "A rule looks at the payload of TCP and says nothing of the connection.",
    explanation:
      "Without `flow` a rule is tried in both directions, and one made-up packet that belongs to no connection raises its alert: anybody can flood the sensor with them. `flow:established,to_server` or `to_client` says whose payload is meant, and asks for a handshake. Buffers of application protocols have it built in; `flow:stateless` says that it is not wanted.",
    example: {
      bad: 'alert tcp any any -> any 4444 (msg:"a name"; content:"beacon|00 01|"; sid:1; rev:1;)',
      good: 'alert tcp any any -> any 4444 (msg:"a name"; flow:established,to_server; content:"beacon|00 01|"; sid:1; rev:1;)',
    },
  },
  check({ rule, state }, report) {
    const first = state.fixed.payload[0];
    if (first === undefined || state.protocol !== undefined) return;
    const { protocol } = rule.header;
    if (protocol === undefined || !TCP.has(protocol.text.toLowerCase())) return;
    if (SAY_SO.some((name) => rule.option(name) !== undefined)) return;
    report(first.range, {
      message: "this is looked for in any TCP packet, whether it belongs to a connection or not",
      help: "add `flow:established,to_server;` or `flow:established,to_client;`",
    });
  },
};
