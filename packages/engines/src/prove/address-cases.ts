import type { AddressMatch, NetworkMatch } from "@sigwright/core";
import { dnsConversation } from "../exchange/dns-conversation.ts";
import { directRequest, httpConversation } from "../exchange/http-conversation.ts";
import type { Conversation, Endpoint } from "../packet/conversation.ts";
import { addressNumber, addressText, isInNetwork, type TrafficObservationCase } from "./observation-case.ts";

const REQUEST = directRequest({ host: "good.test", target: "/" });
/** Where the other side may be, when the usual home network is what is observed. */
const OTHER_SIDES = { 4: ["10.77.0.0", "172.31.0.0", "192.0.2.0"], 6: ["fd00:77::", "2001:db8:77::"] } as const;
const USUAL_HOME = { 4: ["10.0.0.0", 8], 6: ["fd00:5167::", 32] } as const;

/** Traffic from and to an address, or to the ends of a network, and to the neighbours. */
export function addressCases(match: AddressMatch | NetworkMatch): readonly TrafficObservationCase[] {
  const { family } = match;
  const { first, last } = rangeOf(match);
  const inside = [...new Set([first, last])].map((number) => addressText(family, number)!);
  const outside = [first - 1n, last + 1n].flatMap((number) => addressText(family, number) ?? []);
  let others = 0;
  const otherSide = (): Endpoint => otherEndpoint(match, others++);
  const cases: TrafficObservationCase[] = [];
  const add = (name: string, way: string, fires: boolean, address: string, conversations: readonly Conversation[]): void => {
    cases.push({ name, channel: "ip", way, fires, conversations, shows: [{ kind: "address", address }] });
  };
  for (const address of inside) {
    const client = otherSide();
    const connection = (): Conversation => httpConversation({ requests: [REQUEST, REQUEST], client, server: { address } });
    add(`two connections to ${address}`, "connection", true, address, [connection(), connection()]);
  }
  const address = inside[0]!;
  add(`connection from ${address}`, "connection", true, address, [httpConversation({ requests: [REQUEST], client: { address }, server: otherSide() })]);
  add(`unanswered SYN to ${address}`, "unanswered SYN", true, address, [unanswered(otherSide(), { address })]);
  add(`unanswered SYN from ${address}`, "unanswered SYN", true, address, [unanswered({ address }, otherSide())]);
  add(`datagrams to ${address}`, "datagrams", true, address, [dnsConversation({ name: "good.test", family, client: otherSide(), server: { address } })]);
  for (const neighbour of outside) {
    add(`connection to the neighbour ${neighbour}`, "connection", false, neighbour, [httpConversation({ requests: [REQUEST], client: otherSide(), server: { address: neighbour } })]);
    add(`connection from the neighbour ${neighbour}`, "connection", false, neighbour, [httpConversation({ requests: [REQUEST], client: { address: neighbour }, server: otherSide() })]);
  }
  return cases;
}

function rangeOf(match: AddressMatch | NetworkMatch): { readonly first: bigint; readonly last: bigint } {
  const { family, number } = addressNumber(match.address);
  if (match.kind === "address") return { first: number, last: number };
  const size = 1n << BigInt((family === 4 ? 32 : 128) - match.prefix);
  return { first: number, last: number + size - 1n };
}

/**
 * The machine on the other side: left open where it may be in the usual home network, else one of another network, a
 * new one for each case, since lists alert once for each pair of addresses.
 */
function otherEndpoint(match: AddressMatch | NetworkMatch, index: number): Endpoint {
  const { family } = match;
  const isTaken = (base: string, prefix: number): boolean => {
    const ofMatch = match.kind === "address" ? (family === 4 ? 32 : 128) : match.prefix;
    return isInNetwork(match.address, base, prefix) || isInNetwork(base, match.address, ofMatch);
  };
  const [home, prefix] = USUAL_HOME[family];
  if (!isTaken(home, prefix)) return {};
  const base = OTHER_SIDES[family].find((each) => !isTaken(each, family === 4 ? 24 : 64)) ?? OTHER_SIDES[family][0];
  return { address: addressText(family, addressNumber(base).number + 1n + BigInt(index))! };
}

function unanswered(client: Endpoint, server: Endpoint): Conversation {
  return { transport: "tcp", opening: "unanswered", messages: [], client, server: { port: 443, ...server } };
}
