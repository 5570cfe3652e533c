// Traffic for what the example's indicators describe: conversations on which a rule must fire exactly once, and near
// misses on which none may.
import { directRequest, dnsConversation, httpConversation, proxyRequest, tlsConversation } from "@sigwright/engines";

/**
 * @typedef {import("@sigwright/core").Observation} Observation
 * @typedef {import("@sigwright/engines").Conversation} Conversation
 * @typedef {{ what: string, conversation: Conversation, fires: boolean }} Case
 */

/**
 * Conversations for one observation. Kinds the example has no traffic for give none.
 *
 * @param {Observation} observation
 * @returns {Case[]}
 */
export function trafficFor({ match }) {
  switch (match.kind) {
    case "domain":
      return domainTraffic(match.name);
    case "address":
      return [
        hit("a connection", connection(match.address)),
        hit("one that is not answered", { ...connection(match.address), opening: "unanswered", messages: [] }),
        miss("a connection to the next address", connection(nextAddress(match.address))),
      ];
    case "network":
      return [
        hit("a connection into the network", connection(nextAddress(match.address))),
        miss("the address just below it", connection(previousAddress(match.address))),
      ];
    case "request":
      return requestTraffic(match);
    case "digest":
    case "literal":
      return [];
  }
}

/** @param {string} name */
function domainTraffic(name) {
  const http = (/** @type {string} */ host) => httpConversation({ requests: [directRequest({ host, target: "/" })] });
  return [
    hit("a DNS query", dnsConversation({ name })),
    hit("one over TCP in capitals", dnsConversation({ name: name.toUpperCase(), over: "tcp" })),
    hit("an HTTP request", http(name)),
    hit("a TLS handshake", tlsConversation({ serverName: name })),
    miss("x…", dnsConversation({ name: `x${name}` })),
    miss("….corp.test", dnsConversation({ name: `${name}.corp.test` })),
    miss("www.… in HTTP", http(`www.${name}`)),
    miss("www.… in TLS", tlsConversation({ serverName: `www.${name}` })),
  ];
}

/** @param {Extract<Observation["match"], { kind: "request" }>} match */
function requestTraffic({ host: bare, hostKind, port, target }) {
  const host = hostKind === "ipv6" ? `[${bare}]` : bare;
  const resource = { host, target, ...(port === undefined ? {} : { port }) };
  const server = port === undefined ? {} : { server: { port } };
  const direct = (/** @type {string} */ path) => httpConversation({ requests: [directRequest({ ...resource, target: path })], ...server });
  return [
    hit("a request", direct(target)),
    hit("one through a proxy", httpConversation({ requests: [proxyRequest(resource)], server: { port: 3128 } })),
    miss("a longer path", direct(`${target}x`)),
    miss("the path in another case", direct(swapCase(target))),
    miss("the same path at another host", httpConversation({ requests: [directRequest({ ...resource, host: `x${host}` })], ...server })),
  ];
}

/**
 * @param {string} what
 * @param {Conversation} conversation
 * @returns {Case}
 */
function hit(what, conversation) {
  return { what, conversation, fires: true };
}

/**
 * @param {string} what
 * @param {Conversation} conversation
 * @returns {Case}
 */
function miss(what, conversation) {
  return { what, conversation, fires: false };
}

/** @param {string} address */
function connection(address) {
  return httpConversation({ requests: [directRequest({ host: "intranet.test", target: "/" })], server: { address } });
}

/** @param {string} address */
function nextAddress(address) {
  return withLastNumber(address, (last) => last + 1);
}

/** @param {string} address a network's first one */
function previousAddress(address) {
  const numbers = address.split(".").map(Number);
  const value = numbers.reduce((sum, number) => sum * 256 + number, 0) - 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

/**
 * @param {string} address
 * @param {(last: number) => number} change
 */
function withLastNumber(address, change) {
  const separator = address.includes(":") ? ":" : ".";
  const radix = separator === ":" ? 16 : 10;
  const at = address.lastIndexOf(separator) + 1;
  return address.slice(0, at) + change(Number.parseInt(address.slice(at) || "0", radix)).toString(radix);
}

/** @param {string} text */
function swapCase(text) {
  return text.replace(/[a-z]/i, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
}
