import { type AddressBytes, addressKey } from "./ip-address.ts";

/** Both ends of one flow, with nothing left open. Both addresses are of one family. */
export interface Flow {
  readonly transport: "tcp" | "udp";
  readonly client: FlowEnd;
  readonly server: FlowEnd;
}

/** Address and port of one end of a flow. */
export interface FlowEnd {
  readonly address: AddressBytes;
  readonly port: number;
}

/** Text that is equal for two packets exactly when they belong to one flow, whichever way they travel. */
export function flowKey(transport: Flow["transport"], one: FlowEnd, other: FlowEnd): string {
  const first = `${addressKey(one.address)}:${one.port}`;
  const second = `${addressKey(other.address)}:${other.port}`;
  return first < second ? `${transport} ${first} ${second}` : `${transport} ${second} ${first}`;
}
