import type { Observation } from "@sigwright/core";
import { observe } from "@sigwright/core";
import {
  connectRequest,
  directRequest,
  dnsConversation,
  type HttpField,
  httpConversation,
  mailbox,
  proxyRequest,
  quicConversation,
  replayCases,
  type SmtpMail,
  smtpConversation,
  tlsClientHello,
  tlsConversation,
  type Conversation,
  type TrafficCase,
} from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { askedTargets } from "./testing/engine.ts";
import { renderAll } from "./testing/proven-rules.ts";

const ASKED = await askedTargets();

/** What one flow makes fire: ids of template rules, each exactly once. */
interface Expectation {
  readonly of: readonly [type: string, value: string, subdomains?: boolean];
  readonly name: string;
  readonly flow: Conversation;
  readonly fires: readonly string[];
  /** The same in 8.0, where it sees more than 7.0. */
  readonly firesIn8?: readonly string[];
}

const HOST = ["Host", "bad.example"] as const;
const BELOW = ["Host", "bad.example", true] as const;
const URL = ["URL", "http://bad.example/Path/x.exe?q=1"] as const;
const PORT_URL = ["URL", "http://bad.example:8080/p"] as const;
const IPV6_URL = ["URL", "http://[2001:db8::bad]:8080/p"] as const;
const ROOT_URL = ["URL", "http://bad.example/"] as const;
const AGENT = ["UserAgent", "Evil/1.0"] as const;
const MAIL = ["EmailAddress", "bad@evil.example"] as const;
const SUBJECT = ["EmailSubject", "Your invoice is ready"] as const;
const TARGET = "/Path/x.exe?q=1";

function dns(name: string, over: "udp" | "tcp" = "udp"): Conversation {
  return dnsConversation({ name, over });
}

/** A stub resolver's A and AAAA questions from one port. */
function dnsPair(name: string, over: "udp" | "tcp"): Conversation {
  const [a, aaaa] = (["A", "AAAA"] as const).map((type) => dnsConversation({ name, type, over }));
  return { ...a!, messages: [...a!.messages, ...aaaa!.messages] };
}

/** A conversation with all that the client says before the server says anything, in one piece. */
function pipelined(conversation: Conversation): Conversation {
  const said = (side: "client" | "server") => ({
    from: side,
    bytes: Uint8Array.from(conversation.messages.flatMap(({ from, bytes }) => (from === side ? [...bytes] : []))),
  });
  return { ...conversation, messages: [said("client"), said("server")] };
}

function direct(host: string, target = TARGET, port?: number): Conversation {
  const request = directRequest({ host, target, ...(port === undefined ? {} : { port }) });
  return httpConversation({ requests: [request], ...(port === undefined ? {} : { server: { port } }) });
}

function proxied(host: string, target = TARGET, port?: number): Conversation {
  const request = proxyRequest({ host, target, ...(port === undefined ? {} : { port }) });
  return httpConversation({ requests: [request], server: { port: 3128 } });
}

function tls(serverName: string, more: { segmentSize?: number; version?: "1.2" | "1.3" } = {}): Conversation {
  return tlsConversation({ serverName, ...more });
}

function withFields(...fields: readonly HttpField[]): Conversation {
  return httpConversation({ requests: [{ target: "/", fields }] });
}

/** An SMTP session in which the client gives these commands, each answered, and nothing else. */
function commands(...lines: readonly string[]): Conversation {
  const session = smtpConversation({ mails: [] });
  const said = lines.flatMap((line) => [
    { from: "client" as const, bytes: new TextEncoder().encode(`${line}\r\n`) },
    { from: "server" as const, bytes: new TextEncoder().encode("250 Ok\r\n") },
  ]);
  return { ...session, messages: session.messages.toSpliced(3, 0, ...said) };
}

function quic(serverName: string): Conversation {
  return quicConversation({ serverName });
}

function smtp(...mails: readonly SmtpMail[]): Conversation {
  return smtpConversation({ mails });
}

/** A TLS handshake whose client hello is cut in two records, the first with so many bytes. */
function cutHello(serverName: string, first: number): Conversation {
  const hello = tlsClientHello({ serverName }).subarray(5);
  const pieces = [hello.subarray(0, first), hello.subarray(first)];
  const bytes = Uint8Array.from(pieces.flatMap((piece) => [22, 3, 1, piece.length >> 8, piece.length & 0xff, ...piece]));
  const whole = tlsConversation({ serverName });
  return { ...whole, messages: whole.messages.with(0, { from: "client", bytes }) };
}

/** Lines that stand before what is looked for, so many bytes of them that the engine looks at them in several pieces. */
const LONG_HEADERS = Array.from({ length: 60 }, (_, index) => [`X-Line-${index}`, "y".repeat(100)] as const);
const LONG_TEXT = "All lines of this text are alike.\r\n".repeat(400);
const FORWARDED = "Hello,\r\n\r\n---- Forwarded ----\r\nFrom: bad@evil.example\r\nSubject: Your invoice is ready\r\n\r\nBye.\r\n";

const EXPECTATIONS: readonly Expectation[] = [
  { of: HOST, name: "A and AAAA over UDP", flow: dnsPair("bad.example", "udp"), fires: ["host-dns"] },
  { of: HOST, name: "A and AAAA over TCP", flow: dnsPair("bad.example", "tcp"), fires: ["host-dns"] },
  { of: HOST, name: "A and AAAA over TCP in one piece", flow: pipelined(dnsPair("bad.example", "tcp")), fires: ["host-dns"] },
  { of: HOST, name: "DNS in mixed case", flow: dns("bAd.eXAMPLE"), fires: ["host-dns"] },
  { of: HOST, name: "DNS without answer", flow: dnsConversation({ name: "bad.example", answer: false }), fires: ["host-dns"] },
  { of: HOST, name: "DNS over IPv6", flow: dnsConversation({ name: "bad.example", family: 6 }), fires: ["host-dns"] },
  { of: HOST, name: "DNS longer in front", flow: dns("xbad.example"), fires: [] },
  { of: HOST, name: "DNS longer behind", flow: dns("bad.example.corp.test"), fires: [] },
  { of: HOST, name: "DNS sub-domain", flow: dns("www.bad.example"), fires: [] },
  { of: HOST, name: "DNS of the parent", flow: dns("example"), fires: [] },
  { of: HOST, name: "HTTP", flow: direct("bad.example", "/"), fires: ["host-http"] },
  { of: HOST, name: "HTTP in capitals", flow: direct("BAD.Example", "/"), fires: ["host-http"] },
  { of: HOST, name: "HTTP with port", flow: direct("bad.example", "/", 8080), fires: ["host-http"] },
  // 7.0.10 does not lower-case the host when there is a port.
  { of: HOST, name: "HTTP in capitals with port", flow: direct("BAD.Example", "/", 8080), fires: ["host-http"] },
  { of: HOST, name: "HTTP through a proxy", flow: proxied("bad.example", "/"), fires: ["host-http"] },
  {
    of: HOST,
    name: "HTTP tunnel",
    flow: httpConversation({ requests: [connectRequest("bad.example")], server: { port: 3128 } }),
    fires: ["host-http"],
  },
  {
    of: HOST,
    name: "HTTP kept connection",
    flow: httpConversation({
      requests: ["/1", "/2", "/3"].map((target) => directRequest({ host: "bad.example", target })),
    }),
    fires: ["host-http"],
  },
  {
    of: HOST,
    name: "HTTP pipelined",
    flow: pipelined(
      httpConversation({ requests: ["/1", "/2", "/3"].map((target) => directRequest({ host: "bad.example", target })) }),
    ),
    fires: ["host-http"],
  },
  {
    of: HOST,
    name: "HTTP in small segments",
    flow: httpConversation({ requests: [directRequest({ host: "bad.example", target: "/" })], segmentSize: 5 }),
    fires: ["host-http"],
  },
  { of: HOST, name: "HTTP longer in front", flow: direct("xbad.example", "/"), fires: [] },
  { of: HOST, name: "HTTP longer behind", flow: direct("bad.example.corp.test", "/"), fires: [] },
  { of: HOST, name: "HTTP sub-domain", flow: direct("www.bad.example", "/"), fires: [] },
  { of: HOST, name: "HTTP name in the path only", flow: direct("good.test", "/bad.example"), fires: [] },
  { of: HOST, name: "TLS 1.3", flow: tls("bad.example"), fires: ["host-tls"] },
  { of: HOST, name: "TLS 1.2", flow: tls("bad.example", { version: "1.2" }), fires: ["host-tls"] },
  { of: HOST, name: "TLS in mixed case", flow: tls("Bad.Example"), fires: ["host-tls"] },
  { of: HOST, name: "TLS over many segments", flow: tls("bad.example", { segmentSize: 20 }), fires: ["host-tls"] },
  { of: HOST, name: "TLS longer in front", flow: tls("xbad.example"), fires: [] },
  { of: HOST, name: "TLS longer behind", flow: tls("bad.example.corp.test"), fires: [] },
  { of: HOST, name: "TLS sub-domain", flow: tls("www.bad.example"), fires: [] },
  { of: HOST, name: "QUIC", flow: quic("bad.example"), fires: ["host-quic"] },
  { of: HOST, name: "QUIC in mixed case", flow: quic("BAD.example"), fires: ["host-quic"] },
  { of: HOST, name: "QUIC longer in front", flow: quic("xbad.example"), fires: [] },
  { of: HOST, name: "QUIC longer behind", flow: quic("bad.example.corp.test"), fires: [] },
  { of: HOST, name: "QUIC sub-domain", flow: quic("www.bad.example"), fires: [] },

  { of: BELOW, name: "QUIC itself", flow: quic("bad.example"), fires: ["host-quic"] },
  { of: BELOW, name: "QUIC below", flow: quic("www.Bad.example"), fires: ["host-quic"] },
  { of: BELOW, name: "QUIC no dot between", flow: quic("xbad.example"), fires: [] },
  { of: BELOW, name: "DNS itself", flow: dnsPair("bad.example", "udp"), fires: ["host-dns"] },
  { of: BELOW, name: "DNS below, mixed case", flow: dns("a.b.BAD.example"), fires: ["host-dns"] },
  { of: BELOW, name: "DNS no dot between", flow: dns("xbad.example"), fires: [] },
  { of: BELOW, name: "DNS longer behind", flow: dns("www.bad.example.corp.test"), fires: [] },
  { of: BELOW, name: "HTTP itself", flow: direct("bad.example", "/"), fires: ["host-http"] },
  { of: BELOW, name: "HTTP below, with port", flow: direct("www.bad.example", "/", 8080), fires: ["host-http"] },
  { of: BELOW, name: "HTTP below, in capitals with port", flow: direct("WWW.Bad.example", "/", 81), fires: ["host-http"] },
  { of: BELOW, name: "HTTP no dot between", flow: direct("xbad.example", "/"), fires: [] },
  { of: BELOW, name: "TLS itself", flow: tls("bad.example"), fires: ["host-tls"] },
  { of: BELOW, name: "TLS below, mixed case", flow: tls("www.Bad.example"), fires: ["host-tls"] },
  { of: BELOW, name: "TLS no dot between", flow: tls("xbad.example"), fires: [] },

  { of: URL, name: "direct", flow: direct("bad.example"), fires: ["url-origin"] },
  { of: URL, name: "direct, host in capitals", flow: direct("BAD.EXAMPLE"), fires: ["url-origin"] },
  { of: URL, name: "direct, another port", flow: direct("bad.example", TARGET, 8000), fires: ["url-origin"] },
  { of: URL, name: "direct over IPv6", flow: httpConversation({ requests: [directRequest({ host: "bad.example", target: TARGET })], family: 6 }), fires: ["url-origin"] },
  {
    of: URL,
    name: "direct, twice on a kept connection",
    flow: httpConversation({
      requests: [TARGET, "/other", TARGET].map((target) => directRequest({ host: "bad.example", target })),
    }),
    fires: ["url-origin"],
  },
  { of: URL, name: "through a proxy", flow: proxied("bad.example"), fires: ["url-absolute"] },
  { of: URL, name: "through a proxy, host in capitals", flow: proxied("Bad.EXAMPLE"), fires: ["url-absolute"] },
  { of: URL, name: "longer path", flow: direct("bad.example", `${TARGET}0`), fires: [] },
  { of: URL, name: "shorter path", flow: direct("bad.example", "/Path/x.exe"), fires: [] },
  { of: URL, name: "longer in front", flow: direct("bad.example", `/x${TARGET}`), fires: [] },
  { of: URL, name: "other case of the path", flow: direct("bad.example", "/path/x.exe?q=1"), fires: [] },
  { of: URL, name: "escaped otherwise", flow: direct("bad.example", "/%50ath/x.exe?q=1"), fires: [] },
  { of: URL, name: "other host", flow: direct("xbad.example"), fires: [] },
  { of: URL, name: "sub-domain", flow: direct("www.bad.example"), fires: [] },
  { of: URL, name: "proxied, longer path", flow: proxied("bad.example", `${TARGET}0`), fires: [] },
  { of: URL, name: "proxied, other case of the path", flow: proxied("bad.example", "/path/x.exe?q=1"), fires: [] },
  { of: URL, name: "proxied, other host", flow: proxied("xbad.example"), fires: [] },
  { of: URL, name: "proxied, sub-domain", flow: proxied("www.bad.example"), fires: [] },
  { of: URL, name: "proxied, port", flow: proxied("bad.example", TARGET, 8080), fires: [] },

  { of: PORT_URL, name: "direct", flow: direct("bad.example", "/p", 8080), fires: ["url-origin"] },
  { of: PORT_URL, name: "direct, host in capitals", flow: direct("BAD.example", "/p", 8080), fires: ["url-origin"] },
  { of: PORT_URL, name: "direct, another port", flow: direct("bad.example", "/p"), fires: [] },
  { of: PORT_URL, name: "proxied", flow: proxied("bad.example", "/p", 8080), fires: ["url-absolute"] },
  { of: PORT_URL, name: "proxied, no port", flow: proxied("bad.example", "/p"), fires: [] },
  { of: IPV6_URL, name: "direct", flow: direct("[2001:db8::bad]", "/p", 8080), fires: ["url-origin"] },
  { of: IPV6_URL, name: "proxied", flow: proxied("[2001:db8::bad]", "/p", 8080), fires: ["url-absolute"] },
  { of: IPV6_URL, name: "direct, in capitals", flow: direct("[2001:DB8::BAD]", "/p", 8080), fires: ["url-origin"] },
  { of: IPV6_URL, name: "neighbour", flow: direct("[2001:db8::bae]", "/p", 8080), fires: [] },
  { of: ROOT_URL, name: "direct", flow: direct("bad.example", "/"), fires: ["url-origin"] },
  { of: ROOT_URL, name: "proxied", flow: proxied("bad.example", "/"), fires: ["url-absolute"] },
  { of: ROOT_URL, name: "query", flow: direct("bad.example", "/?"), fires: [] },

  // What is stated as limits of the encodings.
  { of: HOST, name: "limit: DNS on another port", flow: dnsConversation({ name: "bad.example", server: { port: 5353 } }), fires: [] },
  { of: HOST, name: "limit: two Host fields", flow: withFields(["Host", "bad.example"], ["Host", "bad.example"]), fires: [] },
  { of: HOST, name: "limit: final dot in the Host field", flow: withFields(["Host", "bad.example."]), fires: [] },
  { of: HOST, name: "limit: a hello's first record of 3 bytes", flow: cutHello("bad.example", 3), fires: [], firesIn8: ["host-tls"] },
  { of: HOST, name: "a hello's first record of 4 bytes", flow: cutHello("bad.example", 4), fires: ["host-tls"] },
  { of: IPV6_URL, name: "limit: another spelling of the address", flow: direct("[2001:db8:0:0:0:0:0:bad]", "/p", 8080), fires: [] },
  { of: AGENT, name: "limit: two User-Agent fields", flow: withFields(["Host", "good.test"], ["User-Agent", "Evil/1.0"], ["User-Agent", "x"]), fires: [] },
  { of: AGENT, name: "blanks around it", flow: withFields(["Host", "good.test"], ["User-Agent", " Evil/1.0 "]), fires: ["user-agent"] },

  { of: MAIL, name: "a blank before the address of MAIL FROM", flow: commands("MAIL FROM: <bad@evil.example> SIZE=9"), fires: ["email-address-mail-from"] },
  { of: MAIL, name: "behind AUTH", flow: commands("AUTH LOGIN", "dXNlcg==", "cGFzcw==", "MAIL FROM:<bad@evil.example>"), fires: ["email-address-mail-from"] },
  { of: MAIL, name: "the last of many recipients", flow: smtp({ recipients: [...Array.from({ length: 200 }, (_, index) => `r${index}@good.test`), "bad@evil.example"] }), fires: ["email-address-rcpt-to"] },
  { of: MAIL, name: "From behind long headers", flow: smtp({ fields: [...LONG_HEADERS, ["From", mailbox("bad@evil.example", "named")]] }), fires: ["email-address-from"] },
  { of: MAIL, name: "From behind the name with the address", flow: smtp({ fields: [["From", '"bad@evil.example" <good@good.test>']] }), fires: ["email-address-from"] },
  { of: MAIL, name: "Cc behind another address", flow: smtp({ fields: [["Cc", "a@good.test, <bad@evil.example>"]] }), fires: ["email-address-to"] },
  { of: MAIL, name: "Sender", flow: smtp({ fields: [["Sender", "bad@evil.example"]] }), fires: ["email-address-reply-to"] },
  { of: MAIL, name: "in a forwarded message", flow: smtp({ text: FORWARDED }), fires: [] },
  { of: MAIL, name: "in a forwarded message, far behind", flow: smtp({ text: `${LONG_TEXT}${FORWARDED}${LONG_TEXT}` }), fires: [] },
  { of: MAIL, name: "in another field", flow: smtp({ fields: [["X-From", "bad@evil.example"], ["Comments", "From: bad@evil.example"]] }), fires: [] },
  { of: MAIL, name: "in the subject", flow: smtp({ fields: [["Subject", "From: bad@evil.example"]] }), fires: [] },
  { of: SUBJECT, name: "behind long headers", flow: smtp({ fields: [...LONG_HEADERS, ["Subject", "Your invoice is ready"]] }), fires: ["email-subject"] },
  { of: SUBJECT, name: "folded twice, with a tab", flow: smtp({ fields: [["Subject", "\r\n Your invoice\r\n is ready"]] }), fires: ["email-subject"] },
  { of: SUBJECT, name: "folded with a tab in the blank's place", flow: smtp({ fields: [["Subject", "Your invoice\r\n\tis ready"]] }), fires: ["email-subject"] },
  { of: SUBJECT, name: "longer on a folded line", flow: smtp({ fields: [["Subject", "Your invoice is ready\r\n now"]] }), fires: [] },
  { of: SUBJECT, name: "a blank less", flow: smtp({ fields: [["Subject", "Yourinvoice is ready"]] }), fires: [] },
  { of: SUBJECT, name: "limit: encoded words", flow: smtp({ fields: [["Subject", "=?utf-8?q?Your_invoice_is_ready?="]] }), fires: [] },
  { of: SUBJECT, name: "in a forwarded message", flow: smtp({ text: FORWARDED }), fires: [] },

  ...addressFlows(["Address", "203.0.113.7"], "address", "203.0.113.7", ["203.0.113.6", "203.0.113.8"]),
  ...addressFlows(["Address", "2001:db8:1::7"], "address", "2001:db8:1::7", ["2001:db8:1::6", "2001:db8:1::8"]),
  ...addressFlows(["CIDR", "203.0.113.16/29"], "network", "203.0.113.23", ["203.0.113.15", "203.0.113.24"]),
  ...addressFlows(["CIDR", "2001:db8:2::/64"], "network", "2001:db8:2::ffff", ["2001:db8:1:ffff::1", "2001:db8:2:1::"]),
];

function addressFlows(of: Expectation["of"], rule: string, address: string, neighbours: readonly string[]): Expectation[] {
  const request = directRequest({ host: "good.test", target: "/" });
  const to = (server: string): Conversation => httpConversation({ requests: [request, request], server: { address: server } });
  const unanswered = (family: 4 | 6, ends: object): Conversation => ({
    transport: "tcp",
    opening: "unanswered",
    messages: [],
    server: { port: 443 },
    family,
    ...ends,
  });
  const family = address.includes(":") ? 6 : 4;
  return [
    { of, name: `connection to ${address}`, flow: to(address), fires: [rule] },
    {
      of,
      name: `connection from ${address}`,
      flow: httpConversation({ requests: [request], client: { address } }),
      fires: [rule],
    },
    {
      of,
      name: `unanswered SYN to ${address}`,
      flow: unanswered(family, { server: { address, port: 443 } }),
      fires: [rule],
    },
    { of, name: `unanswered SYN from ${address}`, flow: unanswered(family, { client: { address } }), fires: [rule] },
    {
      of,
      name: `datagrams to ${address}`,
      flow: dnsConversation({ name: "good.test", server: { address } }),
      fires: [rule],
    },
    ...neighbours.map((neighbour) => ({ of, name: `connection to ${neighbour}`, flow: to(neighbour), fires: [] })),
  ];
}

function observationOf([type, value, subdomains = false]: Expectation["of"]): Observation {
  const observed = observe({ type, value }, { subdomains });
  if (observed.status !== "observed") throw new Error(`${type} ${value}: ${observed.reason}`);
  return observed.observations[0]!;
}

describe.each(ASKED)("in Suricata $target.version, one flow at a time", ({ target, engine }) => {
  const fired = new Map<string, readonly string[]>();
  const idOf = ({ of, name }: Expectation): string => `${of[0]} ${of[1]}${of[2] === true ? " and below" : ""}: ${name}`;

  beforeAll(async () => {
    if (engine === undefined) return;
    const observations = new Map(EXPECTATIONS.map(({ of }) => [of.join(" "), observationOf(of)]));
    const names = new Map<number, { readonly of: string; readonly rule: string }>();
    const lines: string[] = [];
    let sid = 1_000_000;
    for (const [of, observation] of observations) {
      for (const { sid: given, rule, result } of renderAll(observation, sid, target)) {
        if (result.status === "unsupported") throw new Error(result.reason);
        names.set(given, { of, rule });
        lines.push(result.text);
      }
      sid += 10;
    }
    const cases: TrafficCase[] = EXPECTATIONS.map((expectation) => ({
      id: idOf(expectation),
      conversations: [expectation.flow],
    }));
    const alerts = await replayCases(`${lines.join("\n")}\n`, cases, { engine });
    for (const expectation of EXPECTATIONS) {
      const own = alerts.get(idOf(expectation))!.flatMap(({ sid: of, count }) => {
        const name = names.get(of)!;
        return name.of === expectation.of.join(" ") ? Array.from({ length: count }, () => name.rule) : [];
      });
      fired.set(idOf(expectation), own);
    }
  }, 120_000);

  test.skipIf(engine === undefined).each(EXPECTATIONS.map((expectation) => ({ id: idOf(expectation), fires: (target.version === "8.0" ? expectation.firesIn8 : undefined) ?? expectation.fires })))(
    "$id: fires $fires",
    ({ id, fires }) => {
      expect(fired.get(id)).toEqual(fires);
    },
  );
});
