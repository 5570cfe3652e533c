import { formatUrl, type RequestMatch } from "@sigwright/core";
import { http2Conversation } from "../exchange/http2-conversation.ts";
import { directRequest, httpConversation, type HttpResource, proxyRequest } from "../exchange/http-conversation.ts";
import type { Conversation, TcpConversation } from "../packet/conversation.ts";
import type { TrafficObservationCase } from "./observation-case.ts";
import { addressNumber, addressText } from "./observation-case.ts";

const DIRECT = "request to the server";
const PROXIED = "request to a proxy";
/** A way of its own: lists of URLs compare bytes, and say that they do not see it. */
const PROXIED_IN_CAPITALS = "request to a proxy with the host in capitals";
const HTTP_2 = "HTTP/2 in the clear";
const PROXY = { port: 3128 };
const OTHER_PORT = 8088;

/** Requests for a URL, directly and through a proxy, and requests for others that are near to it. */
export function requestCases(match: RequestMatch): readonly TrafficObservationCase[] {
  const resource = resourceOf(match);
  const capitals = { ...resource, host: resource.host.toUpperCase() };
  const own = (name: string, way: string, conversation: Conversation): TrafficObservationCase => ({
    name,
    channel: "http.request",
    way,
    fires: true,
    conversations: [conversation],
    shows: [{ kind: "text", key: formatUrl(match) }],
  });
  return [
    own("two requests and another over one connection", DIRECT, direct(match, resource, { ...resource, target: "/other" }, resource)),
    own("a request in small segments, over IPv6", DIRECT, { ...direct(match, resource), segmentSize: 50, family: 6 }),
    own("a request with the host in capitals", DIRECT, direct(match, capitals)),
    ...(match.port === undefined ? [own(`a request to port ${OTHER_PORT}`, DIRECT, toOtherPort(resource))] : []),
    own("two requests to a proxy over one connection", PROXIED, proxied(resource, resource)),
    own("a request to a proxy with the host in capitals", PROXIED_IN_CAPITALS, proxied(capitals)),
    own("a request over HTTP/2", HTTP_2, http2Conversation({ requests: [directRequest(resource)], server: { port: match.port ?? 80 } })),
    ...nearMisses(match).flatMap(({ relation, near }) => {
      const asked = resourceOf(near);
      const shows = [{ kind: "text", key: formatUrl(near) }] as const;
      return [
        { name: `a request, ${relation}`, channel: "http.request", way: DIRECT, fires: false, conversations: [direct(near, asked)], shows } as const,
        { name: `a request to a proxy, ${relation}`, channel: "http.request", way: PROXIED, fires: false, conversations: [proxied(asked)], shows } as const,
      ];
    }),
  ];
}

/** A URL that is not meant, and what it is to the one that is. */
export interface NearUrl {
  readonly relation: string;
  readonly near: RequestMatch;
}

/** URLs that differ from one in a way that counts. */
export function nearMisses(match: RequestMatch): readonly NearUrl[] {
  const { target } = match;
  const misses: NearUrl[] = [
    { relation: "a longer target", near: { ...match, target: `${target}0` } },
    { relation: "another path in front", near: { ...match, target: `/x${target}` } },
    ...otherHosts(match).map(([relation, host]) => ({ relation, near: { ...match, host } })),
  ];
  if (target.length > 1) {
    misses.push({ relation: "a shorter target", near: { ...match, target: target.slice(0, -1) } });
    misses.push({ relation: "the root of the host", near: { ...match, target: "/" } });
  }
  const swapped = swapCase(target);
  if (swapped !== target) misses.push({ relation: "the target in other case", near: { ...match, target: swapped } });
  if (match.port !== undefined) {
    const { port: _, ...withoutPort } = match;
    misses.push({ relation: "no port", near: withoutPort }, { relation: "another port", near: { ...match, port: match.port === OTHER_PORT ? OTHER_PORT + 1 : OTHER_PORT } });
  }
  const keys = new Set([formatUrl(match)]);
  return misses.filter(({ near }) => {
    const key = formatUrl(near);
    return !keys.has(key) && keys.add(key);
  });
}

function otherHosts({ host, hostKind }: RequestMatch): readonly (readonly [relation: string, host: string])[] {
  if (hostKind === "domain") return [["letters in front of the host", `x${host}`], ["a sub-domain", `www.${host}`], ["a suffix behind the host", `${host}.test`]];
  const { family, number } = addressNumber(host);
  const neighbour = addressText(family, number + 1n) ?? addressText(family, number - 1n)!;
  return [["the neighbour address", neighbour]];
}

/** Each letter in its other case, but none of a percent escape, where case does not count. */
function swapCase(target: string): string {
  return target.replaceAll(/%[0-9A-Fa-f]{2}|[A-Za-z]/g, (part) => {
    if (part.length > 1) return part;
    return part === part.toLowerCase() ? part.toUpperCase() : part.toLowerCase();
  });
}

function resourceOf({ host, hostKind, port, target }: RequestMatch): HttpResource {
  return { host: hostKind === "ipv6" ? `[${host}]` : host, target, ...(port === undefined ? {} : { port }) };
}

function direct(match: RequestMatch, ...resources: readonly HttpResource[]): TcpConversation {
  return httpConversation({ requests: resources.map(directRequest), server: { port: match.port ?? 80 } });
}

function toOtherPort(resource: HttpResource): Conversation {
  return httpConversation({ requests: [directRequest({ ...resource, port: OTHER_PORT })], server: { port: OTHER_PORT } });
}

function proxied(...resources: readonly HttpResource[]): Conversation {
  return httpConversation({ requests: resources.map(proxyRequest), server: PROXY });
}
