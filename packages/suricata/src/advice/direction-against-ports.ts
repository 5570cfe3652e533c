import { directionAgainstPorts } from "@sigwright/rule-language/dialect";
import type { Advice } from "@sigwright/rule-language/dialect";

/** The port of the server stands on the client's side. */
export const DIRECTION_AGAINST_PORTS: Advice = directionAgainstPorts({
  namespace: "suricata",
  port: 80,
  ruleWith: (header) => `alert ${header} (msg:"a name"; flow:established,to_client; content:"HTTP/1.1 200"; startswith; sid:1; rev:1;)`,
  sideOf: ({ state: { toServer, toClient } }) => (toServer === toClient ? undefined : toClient ? "to_client" : "to_server"),
});
