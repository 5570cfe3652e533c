import type { Observation } from "@sigwright/core";
import { connectRequest, directRequest, dnsConversation, httpConversation, proxyRequest, tlsConversation, type Conversation } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { emit, FORMATS, observationOf } from "./testing/emitted-rules.ts";
import { pop3Conversation, smtpConversation } from "./testing/mail-conversation.ts";
import { installedSnort3, replayInSnort3 } from "./testing/snort3-engine.ts";

const engine = await installedSnort3();

type Of = readonly [type: string, value: string, subdomains?: boolean];

/** What one flow makes fire: ids of template rules, each exactly once. */
interface Expectation {
  readonly of: Of;
  readonly name: string;
  readonly flow: Conversation;
  readonly fires: readonly string[];
}

const HOST: Of = ["Host", "bad.example"];
const BELOW: Of = ["Host", "bad.example", true];
const URL: Of = ["URL", "http://bad.example/Path/x.exe?q=1"];
const PORT_URL: Of = ["URL", "http://bad.example:8080/p"];
const IPV6_URL: Of = ["URL", "http://[2001:db8::bad]:8080/p"];
const LONG_URL: Of = ["URL", `http://bad.example/${"long/".repeat(200)}end`];
const AGENT: Of = ["UserAgent", 'Evil/1.0 (x; "y"; |z|)'];
const MAIL: Of = ["EmailAddress", "bad@evil.example"];
const SUBJECT: Of = ["EmailSubject", 'Win "a" prize; now'];
const TARGET = "/Path/x.exe?q=1";

function dns(name: string, over: "udp" | "tcp" = "udp"): Conversation {
  return dnsConversation({ name, over });
}

/** A stub resolver's A and AAAA questions from one port, before any answer. */
function dnsPair(name: string, over: "udp" | "tcp"): Conversation {
  const [a, aaaa] = (["A", "AAAA"] as const).map((type) => dnsConversation({ name, type, over }));
  return { ...a!, messages: [a!.messages[0]!, aaaa!.messages[0]!, a!.messages[1]!, aaaa!.messages[1]!] };
}

/** Another question, and then one in the same segment. */
function dnsBehind(name: string): Conversation {
  const [first, second] = ["good.test", name].map((each) => dns(each, "tcp"));
  const bytes = Uint8Array.from([...first!.messages[0]!.bytes, ...second!.messages[0]!.bytes]);
  return { ...first!, messages: [{ from: "client", bytes }, ...second!.messages.slice(1)] };
}

function direct(host: string, target = TARGET, port?: number): Conversation {
  const request = directRequest({ host, target, ...(port === undefined ? {} : { port }) });
  return httpConversation({ requests: [request], ...(port === undefined ? {} : { server: { port } }) });
}

function proxied(host: string, target = TARGET, port?: number): Conversation {
  return httpConversation({ requests: [proxyRequest({ host, target, ...(port === undefined ? {} : { port }) })], server: { port: 3128 } });
}

function withAgent(agent: string): Conversation {
  const request = directRequest({ host: "good.test", target: "/" });
  const fields = request.fields.filter(([name]) => name.toLowerCase() !== "user-agent");
  return httpConversation({ requests: [{ ...request, fields: [...fields, ["User-Agent", agent]] }] });
}

function tls(serverName: string, more: { segmentSize?: number; version?: "1.2" | "1.3" } = {}): Conversation {
  return tlsConversation({ serverName, ...more });
}

const mail = (headers: string, more: { from?: string; to?: string; body?: string } = {}): Conversation => smtpConversation([{ headers, ...more }]);

const EXPECTATIONS: readonly Expectation[] = [
  { of: HOST, name: "A over UDP", flow: dns("bad.example"), fires: ["host-dns-udp"] },
  { of: HOST, name: "A and AAAA over UDP", flow: dnsPair("bad.example", "udp"), fires: ["host-dns-udp"] },
  { of: HOST, name: "A and AAAA over TCP", flow: dnsPair("bad.example", "tcp"), fires: ["host-dns-tcp"] },
  { of: HOST, name: "TCP, behind another question", flow: dnsBehind("bad.example"), fires: ["host-dns-tcp"] },
  { of: HOST, name: "DNS in mixed case", flow: dns("bAd.eXAMPLE"), fires: ["host-dns-udp"] },
  { of: HOST, name: "DNS without answer", flow: dnsConversation({ name: "bad.example", answer: false }), fires: ["host-dns-udp"] },
  { of: HOST, name: "DNS over IPv6", flow: dnsConversation({ name: "bad.example", family: 6 }), fires: ["host-dns-udp"] },
  ...(["udp", "tcp"] as const).flatMap((over) =>
    ["xbad.example", "bad.example.corp.test", "www.bad.example", "example"].map((name): Expectation => ({ of: HOST, name: `DNS of ${name} over ${over}`, flow: dns(name, over), fires: [] })),
  ),
  { of: HOST, name: "HTTP", flow: direct("bad.example", "/"), fires: ["host-http"] },
  { of: HOST, name: "HTTP in capitals", flow: direct("BAD.Example", "/"), fires: ["host-http"] },
  { of: HOST, name: "HTTP with port", flow: direct("bad.example", "/", 8080), fires: ["host-http"] },
  { of: HOST, name: "HTTP with final point", flow: direct("bad.example.", "/"), fires: ["host-http"] },
  { of: HOST, name: "HTTP on a strange port", flow: direct("bad.example", "/", 4567), fires: ["host-http"] },
  { of: HOST, name: "HTTP through a proxy", flow: proxied("bad.example", "/"), fires: ["host-http"] },
  { of: HOST, name: "HTTP tunnel", flow: httpConversation({ requests: [connectRequest("bad.example")], server: { port: 3128 } }), fires: ["host-http"] },
  { of: HOST, name: "HTTP kept connection", flow: httpConversation({ requests: ["/1", "/2", "/3"].map((target) => directRequest({ host: "bad.example", target })) }), fires: ["host-http"] },
  { of: HOST, name: "HTTP in small segments", flow: httpConversation({ requests: [directRequest({ host: "bad.example", target: "/" })], segmentSize: 5 }), fires: ["host-http"] },
  ...["xbad.example", "bad.example.corp.test", "www.bad.example"].map((host): Expectation => ({ of: HOST, name: `HTTP of ${host}`, flow: direct(host, "/"), fires: [] })),
  { of: HOST, name: "HTTP name in the path only", flow: direct("good.test", "/bad.example"), fires: [] },
  { of: HOST, name: "TLS 1.3", flow: tls("bad.example"), fires: ["host-tls"] },
  { of: HOST, name: "TLS 1.2", flow: tls("bad.example", { version: "1.2" }), fires: ["host-tls"] },
  { of: HOST, name: "TLS in mixed case", flow: tls("Bad.Example"), fires: ["host-tls"] },
  { of: HOST, name: "TLS over many segments", flow: tls("bad.example", { segmentSize: 20 }), fires: ["host-tls"] },
  ...["xbad.example", "bad.example.corp.test", "www.bad.example"].map((name): Expectation => ({ of: HOST, name: `TLS of ${name}`, flow: tls(name), fires: [] })),

  { of: BELOW, name: "DNS itself", flow: dns("bad.example"), fires: ["host-dns-udp"] },
  { of: BELOW, name: "DNS below, mixed case", flow: dns("a.b.BAD.example"), fires: ["host-dns-udp"] },
  { of: BELOW, name: "DNS below over TCP", flow: dns("a.b.BAD.example", "tcp"), fires: ["host-dns-tcp"] },
  { of: BELOW, name: "DNS no dot between", flow: dns("xbad.example"), fires: [] },
  { of: BELOW, name: "DNS longer behind", flow: dns("www.bad.example.corp.test"), fires: [] },
  { of: BELOW, name: "HTTP itself", flow: direct("bad.example", "/"), fires: ["host-http"] },
  { of: BELOW, name: "HTTP below, with port", flow: direct("WWW.bad.example", "/", 8080), fires: ["host-http"] },
  { of: BELOW, name: "HTTP no dot between", flow: direct("xbad.example", "/"), fires: [] },
  { of: BELOW, name: "HTTP longer behind", flow: direct("www.bad.example.corp.test", "/"), fires: [] },
  { of: BELOW, name: "TLS itself", flow: tls("bad.example"), fires: ["host-tls"] },
  { of: BELOW, name: "TLS below, mixed case", flow: tls("www.Bad.example", { version: "1.2" }), fires: ["host-tls-below"] },
  { of: BELOW, name: "TLS far below, in small segments", flow: tls("a.b.c.bad.example", { segmentSize: 20 }), fires: ["host-tls-below"] },
  { of: BELOW, name: "TLS no dot between", flow: tls("xbad.example"), fires: [] },
  { of: BELOW, name: "TLS longer behind", flow: tls("www.bad.example.corp.test"), fires: [] },

  { of: URL, name: "direct", flow: direct("bad.example"), fires: ["url-origin"] },
  { of: URL, name: "direct, host in capitals", flow: direct("BAD.EXAMPLE"), fires: ["url-origin"] },
  { of: URL, name: "direct, another port", flow: direct("bad.example", TARGET, 8000), fires: ["url-origin"] },
  { of: URL, name: "direct over IPv6", flow: httpConversation({ requests: [directRequest({ host: "bad.example", target: TARGET })], family: 6 }), fires: ["url-origin"] },
  { of: URL, name: "twice on a kept connection", flow: httpConversation({ requests: [TARGET, "/other", TARGET].map((target) => directRequest({ host: "bad.example", target })) }), fires: ["url-origin"] },
  { of: URL, name: "through a proxy", flow: proxied("bad.example"), fires: ["url-absolute"] },
  { of: URL, name: "through a proxy, host in capitals", flow: proxied("Bad.EXAMPLE"), fires: ["url-absolute"] },
  ...[`${TARGET}0`, "/Path/x.exe", `/x${TARGET}`, "/path/x.exe?q=1", "/%50ath/x.exe?q=1"].flatMap((target): Expectation[] => [
    { of: URL, name: `direct, ${target}`, flow: direct("bad.example", target), fires: [] },
    { of: URL, name: `proxied, ${target}`, flow: proxied("bad.example", target), fires: [] },
  ]),
  ...["xbad.example", "www.bad.example", "bad.example.test"].flatMap((host): Expectation[] => [
    { of: URL, name: `direct to ${host}`, flow: direct(host), fires: [] },
    { of: URL, name: `proxied to ${host}`, flow: proxied(host), fires: [] },
  ]),
  { of: URL, name: "host and target in two requests", flow: httpConversation({ requests: [directRequest({ host: "bad.example", target: "/" }), directRequest({ host: "good.test", target: TARGET })] }), fires: [] },
  { of: URL, name: "proxied, port", flow: proxied("bad.example", TARGET, 8080), fires: [] },
  { of: PORT_URL, name: "direct", flow: direct("bad.example", "/p", 8080), fires: ["url-origin"] },
  { of: PORT_URL, name: "direct, another port", flow: direct("bad.example", "/p"), fires: [] },
  { of: PORT_URL, name: "proxied", flow: proxied("bad.example", "/p", 8080), fires: ["url-absolute"] },
  { of: PORT_URL, name: "proxied, no port", flow: proxied("bad.example", "/p"), fires: [] },
  { of: IPV6_URL, name: "direct, in capitals", flow: direct("[2001:DB8::BAD]", "/p", 8080), fires: ["url-origin"] },
  { of: IPV6_URL, name: "proxied", flow: proxied("[2001:db8::bad]", "/p", 8080), fires: ["url-absolute"] },
  { of: IPV6_URL, name: "neighbour", flow: direct("[2001:db8::bae]", "/p", 8080), fires: [] },
  { of: LONG_URL, name: "direct", flow: direct("bad.example", `/${"long/".repeat(200)}end`), fires: ["url-origin"] },
  { of: LONG_URL, name: "proxied", flow: proxied("bad.example", `/${"long/".repeat(200)}end`), fires: ["url-absolute"] },
  { of: LONG_URL, name: "another end", flow: direct("bad.example", `/${"long/".repeat(200)}eNd`), fires: [] },

  { of: AGENT, name: "exactly", flow: withAgent('Evil/1.0 (x; "y"; |z|)'), fires: ["user-agent"] },
  ...['Evil/1.0 (x; "y"; |z|)0', 'xEvil/1.0 (x; "y"; |z|)', 'evil/1.0 (x; "y"; |z|)', "Evil/1.0"].map((agent): Expectation => ({ of: AGENT, name: agent, flow: withAgent(agent), fires: [] })),

  { of: MAIL, name: "envelope", flow: mail("", { from: "bad@evil.example" }), fires: ["email-address-envelope"] },
  { of: MAIL, name: "envelope in capitals", flow: mail("", { from: "BAD@Evil.example" }), fires: ["email-address-envelope"] },
  { of: MAIL, name: "envelope, longer in front", flow: mail("", { from: "xbad@evil.example" }), fires: [] },
  { of: MAIL, name: "envelope, longer behind", flow: mail("", { from: "bad@evil.example.test" }), fires: [] },
  { of: MAIL, name: "recipient", flow: mail("", { to: "bad@evil.example" }), fires: [] },
  { of: MAIL, name: "From, named", flow: mail('From: "Some One" <bad@evil.example>\r\n'), fires: ["email-address-header"] },
  { of: MAIL, name: "From, bare", flow: mail("From: bad@evil.example\r\n"), fires: ["email-address-header"] },
  { of: MAIL, name: "From, folded", flow: mail("From: Some One\r\n <bad@evil.example>\r\n"), fires: ["email-address-header"] },
  { of: MAIL, name: "Reply-To", flow: mail("Reply-To: bad@evil.example\r\n"), fires: ["email-address-header"] },
  { of: MAIL, name: "From, longer in front", flow: mail("From: xbad@evil.example\r\n"), fires: [] },
  { of: MAIL, name: "From, longer behind", flow: mail("From: bad@evil.example.test\r\n"), fires: [] },
  { of: MAIL, name: "To", flow: mail("Cc: bad@evil.example\r\n"), fires: [] },
  { of: MAIL, name: "From in the body", flow: mail("", { body: "From: bad@evil.example" }), fires: [] },
  { of: MAIL, name: "in the body", flow: mail("", { body: "write to bad@evil.example" }), fires: [] },
  { of: MAIL, name: "From over POP3", flow: pop3Conversation({ headers: "From: bad@evil.example\r\n" }), fires: ["email-address-header"] },
  { of: MAIL, name: "both, in small segments", flow: smtpConversation([{ from: "bad@evil.example", headers: "From: bad@evil.example\r\n" }], 20), fires: ["email-address-envelope", "email-address-header"] },
  { of: MAIL, name: "two messages in a session", flow: smtpConversation([{ from: "bad@evil.example" }, { from: "bad@evil.example" }]), fires: ["email-address-envelope"] },
  { of: SUBJECT, name: "exactly", flow: mail('Subject: Win "a" prize; now\r\n'), fires: ["email-subject"] },
  { of: SUBJECT, name: "folded", flow: mail('subject: Win "a"\r\n prize; now\r\nX-Other: y\r\n'), fires: ["email-subject"] },
  { of: SUBJECT, name: "over POP3", flow: pop3Conversation({ headers: 'Subject: Win "a" prize; now\r\n' }), fires: ["email-subject"] },
  { of: SUBJECT, name: "longer", flow: mail('Subject: Win "a" prize; now!\r\n'), fires: [] },
  { of: SUBJECT, name: "longer, folded", flow: mail('Subject: Win "a" prize; now\r\n or never\r\n'), fires: [] },
  { of: SUBJECT, name: "answer", flow: mail('Subject: Re: Win "a" prize; now\r\n'), fires: [] },
  { of: SUBJECT, name: "other case", flow: mail('Subject: win "a" prize; now\r\n'), fires: [] },
  { of: SUBJECT, name: "in the body", flow: mail("", { body: 'Subject: Win "a" prize; now' }), fires: [] },

  ...addressFlows(["Address", "203.0.113.7"], "address", "203.0.113.7", ["203.0.113.6", "203.0.113.8"]),
  ...addressFlows(["Address", "2001:db8:1::7"], "address", "2001:db8:1::7", ["2001:db8:1::6", "2001:db8:1::8"]),
  ...addressFlows(["CIDR", "203.0.113.16/29"], "network", "203.0.113.23", ["203.0.113.15", "203.0.113.24"]),
  ...addressFlows(["CIDR", "2001:db8:2::/64"], "network", "2001:db8:2::ffff", ["2001:db8:1:ffff::1", "2001:db8:2:1::"]),
];

function addressFlows(of: Of, rule: string, address: string, neighbours: readonly string[]): Expectation[] {
  const request = directRequest({ host: "good.test", target: "/" });
  const to = (server: string): Conversation => httpConversation({ requests: [request, request], server: { address: server } });
  const family = address.includes(":") ? 6 : 4;
  const alone = (opening: "unanswered" | "refused", ends: object): Conversation => ({ transport: "tcp", opening, messages: [], server: { port: 443 }, family, ...ends });
  return [
    { of, name: `connection to ${address}`, flow: to(address), fires: [`${rule}-tcp`] },
    { of, name: `connection from ${address}`, flow: httpConversation({ requests: [request], client: { address } }), fires: [`${rule}-tcp`] },
    { of, name: `unanswered SYN to ${address}`, flow: alone("unanswered", { server: { address, port: 443 } }), fires: [`${rule}-tcp`] },
    { of, name: `refused SYN from ${address}`, flow: alone("refused", { client: { address } }), fires: [`${rule}-tcp`] },
    { of, name: `datagrams to ${address}`, flow: dnsConversation({ name: "good.test", server: { address } }), fires: [`${rule}-other`] },
    { of, name: `unanswered datagram to ${address}`, flow: dnsConversation({ name: "good.test", answer: false, server: { address } }), fires: [`${rule}-other`] },
    ...neighbours.map((neighbour) => ({ of, name: `connection to ${neighbour}`, flow: to(neighbour), fires: [] })),
  ];
}

describe.skipIf(engine === undefined)("in Snort 3, one flow at a time", () => {
  const fired = new Map<string, readonly string[]>();
  const idOf = ({ of, name }: Expectation): string => `${of[0]} ${of[1].slice(0, 40)}${of[2] === true ? " and below" : ""}: ${name}`;

  beforeAll(async () => {
    const snort3 = FORMATS.find(({ format }) => format.id === "snort3")!;
    const observations = new Map<string, Observation>(EXPECTATIONS.map(({ of }) => [of.join(" "), observationOf(...of)]));
    const names = new Map<number, { readonly of: string; readonly rule: string }>();
    const lines: string[] = [];
    let sid = 1_000_000;
    for (const [of, observation] of observations) {
      for (const { sid: given, rule, text } of emit(observation, sid, snort3)) {
        names.set(given, { of, rule });
        lines.push(text);
      }
      sid += 10;
    }
    const cases = EXPECTATIONS.map((expectation) => ({ id: idOf(expectation), conversations: [expectation.flow] }));
    const { alerts, strays } = await replayInSnort3(engine!, `${lines.join("\n")}\n`, cases);
    if (strays.length > 0) throw new Error(`alerts outside of all flows: ${strays.join(" ")}`);
    for (const expectation of EXPECTATIONS) {
      const own = alerts.get(idOf(expectation))!.map((of) => names.get(of)!).filter(({ of }) => of === expectation.of.join(" "));
      fired.set(idOf(expectation), own.map(({ rule }) => rule).toSorted());
    }
  }, 180_000);

  test.each(EXPECTATIONS.map((expectation) => ({ id: idOf(expectation), fires: expectation.fires })))("$id: fires $fires", ({ id, fires }) => {
    expect(fired.get(id)).toEqual(fires);
  });
});
