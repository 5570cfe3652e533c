import type { Conversation, Endpoint } from "./conversation.ts";
import { type Flow, flowKey } from "./flow.ts";
import { type AddressBytes, parseAddress } from "./ip-address.ts";

/** First port of the dynamic range (RFC 6335). */
const FIRST_EPHEMERAL_PORT = 49_152;
const PORTS = 0x1_0000;
const LOWEST_CLIENT_PORT = 1024;
/** Hosts of 10.0.0.0/8 that do not end in .0 or .255. */
const HOME_HOSTS = 0x1_0000 * 254;

/**
 * The server that stands for "some other machine": of the ranges set aside for benchmarks (RFC 2544, RFC 5180), since
 * the documentation ranges often are the indicators of a test.
 */
const OUTSIDE_ADDRESS = { 4: "198.18.0.1", 6: "2001:2::1" } as const;

/** Gives conversations the addresses and ports they leave open, so that no two share a flow. */
export interface FlowAllocator {
  /** A machine of the home network that no one has yet. */
  readonly nextHome: () => HomeMachine;
  /**
   * The flow of a conversation with the given home machine: as client, or as server when the client's address is given.
   *
   * @throws RangeError when addresses are malformed or of two families, or the flow is taken and can't be moved.
   */
  readonly allocate: (conversation: Conversation, home: HomeMachine) => { readonly flow: Flow; readonly key: string };
}

/** Addresses of one machine: inside the stock HOME_NET (10.0.0.0/8), and unique local IPv6 (RFC 4193). */
export interface HomeMachine {
  readonly 4: AddressBytes;
  readonly 6: AddressBytes;
}

/** A fresh allocator; the same requests in the same order get the same flows. */
export function flowAllocator(): FlowAllocator {
  const taken = new Set<string>();
  // Where to go on looking for a port between two machines: else many flows between them would take quadratic time.
  const portsTried = new Map<string, number>();
  let homes = 0;
  return {
    nextHome: () => homeMachine(homes++),
    allocate: (conversation, home) => {
      const family = conversationFamily(conversation);
      const { transport, client, server } = conversation;
      const clientAddress = client?.address === undefined ? home[family] : parseAddress(client.address);
      const unnamedServer = client?.address === undefined ? parseAddress(OUTSIDE_ADDRESS[family]) : home[family];
      const serverAddress = server.address === undefined ? unnamedServer : parseAddress(server.address);
      const serverEnd = { address: serverAddress, port: server.port };
      const between = flowKey(transport, { address: clientAddress, port: 0 }, serverEnd);
      for (let tried = client?.port === undefined ? (portsTried.get(between) ?? 0) : 0; ; tried++) {
        const port = clientPort(client, tried);
        if (port === undefined) break;
        if (client?.port === undefined) portsTried.set(between, tried + 1);
        const clientEnd = { address: clientAddress, port };
        const key = flowKey(transport, clientEnd, serverEnd);
        if (taken.has(key)) continue;
        taken.add(key);
        return { flow: { transport, client: clientEnd, server: serverEnd }, key };
      }
      throw new RangeError(`two conversations ask for the same ${transport} flow to port ${server.port}`);
    },
  };
}

function conversationFamily(conversation: Conversation): 4 | 6 {
  const given = [conversation.client?.address, conversation.server.address]
    .filter((address) => address !== undefined)
    .map((address): 4 | 6 => (address.includes(":") ? 6 : 4));
  const family = given[0] ?? conversation.family ?? 4;
  if (given.some((other) => other !== family) || (conversation.family ?? family) !== family) {
    throw new RangeError("the addresses of a conversation are of different families");
  }
  return family;
}

/** The port to try after so many others; `undefined` when there are no more. */
function clientPort(client: Endpoint | undefined, tried: number): number | undefined {
  if (client?.port !== undefined) return tried === 0 ? client.port : undefined;
  const port = FIRST_EPHEMERAL_PORT + tried;
  if (port < PORTS) return port;
  const lower = LOWEST_CLIENT_PORT + port - PORTS;
  return lower < FIRST_EPHEMERAL_PORT ? lower : undefined;
}

function homeMachine(index: number): HomeMachine {
  if (index >= HOME_HOSTS) throw new RangeError(`more than ${HOME_HOSTS} machines in one home network`);
  const host = Math.floor(index / 254);
  const last = 1 + (index % 254);
  const ipv6 = parseAddress("fd00:5167::");
  ipv6.set([host >>> 8, host & 0xff, 0, last], 12);
  return { 4: Uint8Array.of(10, host >>> 8, host & 0xff, last), 6: ipv6 };
}
