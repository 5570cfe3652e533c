import { missingFlow } from "@sigwright/rule-language/dialect";
import type { Advice } from "@sigwright/rule-language/dialect";

/** Payload of TCP is looked at, whether there is a connection or not. */
export const MISSING_FLOW: Advice = missingFlow({
  namespace: "suricata",
  explanation:
    "Without `flow` a rule is tried in both directions, and one made-up packet that belongs to no connection raises its alert: anybody can flood the sensor with them. `flow:established,to_server` or `to_client` says whose payload is meant, and asks for a handshake. Buffers of application protocols have it built in; `flow:stateless` says that it is not wanted.",
  example: {
    bad: 'alert tcp any any -> any 4444 (msg:"a name"; content:"beacon|00 01|"; sid:1; rev:1;)',
    good: 'alert tcp any any -> any 4444 (msg:"a name"; flow:established,to_server; content:"beacon|00 01|"; sid:1; rev:1;)',
  },
  protocols: new Set(["tcp", "tcp-pkt", "tcp-stream"]),
  sayers: ["flow", "flags", "stream_size", "tcp.flags", "seq", "ack"],
  inPayload: ({ state: { fixed, protocol } }) => (protocol === undefined ? fixed.payload[0]?.range : undefined),
});
