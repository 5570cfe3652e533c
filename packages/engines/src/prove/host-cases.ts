import type { Channel, DomainMatch } from "@sigwright/core";
import { dnsConversation } from "../exchange/dns-conversation.ts";
import { http2Conversation } from "../exchange/http2-conversation.ts";
import { connectRequest, directRequest, httpConversation, proxyRequest } from "../exchange/http-conversation.ts";
import { quicConversation } from "../exchange/quic-conversation.ts";
import { tlsConversation } from "../exchange/tls-conversation.ts";
import type { Conversation } from "../packet/conversation.ts";
import { mixedCase, relatedNames } from "./domain-names.ts";
import type { TrafficObservationCase } from "./observation-case.ts";

/** How a name is seen on one channel: all ways for the name itself, and one for names that are near to it. */
interface NameTraffic {
  readonly of: (name: string) => readonly (readonly [name: string, way: string, conversation: Conversation])[];
  readonly near: (name: string) => readonly (readonly [name: string, way: string, conversation: Conversation])[];
}

const PROXY = { port: 3128 };
const SMALL_SEGMENT = 20;

const NAME_TRAFFIC: Readonly<Partial<Record<Channel, NameTraffic>>> = {
  "dns.query": {
    of: (name) => [
      ["A and AAAA over UDP", "DNS", lookups(name, "udp")],
      ["A and AAAA over TCP", "DNS", lookups(name, "tcp")],
      ["A in mixed case, over IPv6", "DNS", dnsConversation({ name: mixedCase(name), family: 6 })],
      ["HTTPS, unanswered", "DNS", dnsConversation({ name, type: "HTTPS", answer: false })],
    ],
    near: (name) => (["udp", "tcp"] as const).map((over) => [`A over ${over.toUpperCase()}`, "DNS", dnsConversation({ name, over })]),
  },
  "http.host": {
    of: (name) => [
      ["three requests over one connection", "HTTP", requests(name, "/1", "/2", "/3")],
      ["a request in capitals, to a port, over IPv6", "HTTP", { ...toPort(name.toUpperCase(), 8080), family: 6 }],
      ["a request in small segments", "HTTP", httpConversation({ requests: [directRequest({ host: name, target: "/" })], segmentSize: SMALL_SEGMENT })],
      ["a request to a proxy", "HTTP", httpConversation({ requests: [proxyRequest({ host: name, target: "/" })], server: PROXY })],
      ["a tunnel through a proxy", "HTTP", httpConversation({ requests: [connectRequest(name)], server: PROXY })],
      ["a request over HTTP/2", "HTTP/2 in the clear", http2Conversation({ requests: [directRequest({ host: name, target: "/" })] })],
    ],
    near: (name) => [
      ["a request", "HTTP", requests(name, "/")],
      ["a request to a proxy", "HTTP", httpConversation({ requests: [proxyRequest({ host: name, target: "/" })], server: PROXY })],
    ],
  },
  "tls.sni": {
    of: (name) => [
      ["TLS 1.3", "TLS", tlsConversation({ serverName: name, protocols: ["h2", "http/1.1"] })],
      ["TLS 1.2, in mixed case, over IPv6", "TLS", tlsConversation({ serverName: mixedCase(name), version: "1.2", family: 6 })],
      ["TLS in small segments", "TLS", tlsConversation({ serverName: name, segmentSize: SMALL_SEGMENT })],
    ],
    near: (name) => [["TLS 1.3", "TLS", tlsConversation({ serverName: name })]],
  },
  "quic.sni": {
    of: (name) => [
      ["QUIC", "QUIC", quicConversation({ serverName: name })],
      ["QUIC in mixed case, over IPv6", "QUIC", quicConversation({ serverName: mixedCase(name), family: 6 })],
    ],
    near: (name) => [["QUIC", "QUIC", quicConversation({ serverName: name })]],
  },
};

/** Channels on which a name can be shown. */
export const NAME_CHANNELS: readonly Channel[] = ["dns.query", "http.host", "tls.sni", "quic.sni"];

/** Traffic that names a host, or a name that is near to it. */
export function hostCases(match: DomainMatch, channel: Channel): readonly TrafficObservationCase[] {
  const traffic = NAME_TRAFFIC[channel];
  if (traffic === undefined) return [];
  const itself = traffic.of(match.name).map(([name, way, conversation]) => toCase(channel, match.name, name, way, conversation, true));
  const related = relatedNames(match).flatMap(({ relation, name, fires }) =>
    traffic.near(name).map(([what, way, conversation]) => toCase(channel, name, `${what}, ${relation}: ${name}`, way, conversation, fires)),
  );
  return [...itself, ...related, ...elsewhere(match, channel)];
}

/** The name where it is something else. */
function elsewhere({ name }: DomainMatch, channel: Channel): readonly TrafficObservationCase[] {
  if (channel !== "http.host") return [];
  const conversation = requests("good.test", `/${name}`);
  return [toCase(channel, "good.test", "a request to another host with the name in its target", "HTTP", conversation, false)];
}

function toCase(channel: Channel, shown: string, name: string, way: string, conversation: Conversation, fires: boolean): TrafficObservationCase {
  return { name, channel, way, fires, conversations: [conversation], shows: [{ kind: "host", name: shown }] };
}

/** What a stub resolver asks from one port: over UDP it sends both questions before it waits, over TCP one after the other. */
function lookups(name: string, over: "udp" | "tcp"): Conversation {
  const [a, aaaa] = (["A", "AAAA"] as const).map((type) => dnsConversation({ name, type, over }).messages);
  const messages = over === "udp" ? [a![0]!, aaaa![0]!, a![1]!, aaaa![1]!] : [...a!, ...aaaa!];
  return { ...dnsConversation({ name, over }), messages };
}

function requests(host: string, ...targets: readonly string[]): Conversation {
  return httpConversation({ requests: targets.map((target) => directRequest({ host, target })) });
}

function toPort(host: string, port: number): Conversation {
  return httpConversation({ requests: [directRequest({ host, target: "/", port })], server: { port } });
}
