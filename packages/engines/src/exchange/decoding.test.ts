import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { captureCases } from "../packet/capture.ts";
import type { Conversation, TcpConversation } from "../packet/conversation.ts";
import { type DecodedPacket, tsharkForTests } from "../testing/tshark.ts";
import { dnsConversation } from "./dns-conversation.ts";
import { http2Conversation } from "./http2-conversation.ts";
import { connectRequest, directRequest, httpConversation, proxyRequest } from "./http-conversation.ts";
import { mailbox, type MailboxForm } from "./mail-message.ts";
import { certificate } from "./certificate.ts";
import { quicConversation } from "./quic-conversation.ts";
import { smtpConversation } from "./smtp-conversation.ts";
import { tlsConversation, tlsMessages } from "./tls-conversation.ts";

// What tshark calls wrong: broken packets, bad checksums, gaps and repetitions in a stream.
const FAULTS = [
  "_ws.malformed",
  "_ws.expert.severity == error",
  "ip.checksum.status == bad",
  "tcp.checksum.status == bad",
  "udp.checksum.status == bad",
  "tcp.analysis.lost_segment",
  "tcp.analysis.out_of_order",
  "tcp.analysis.ack_lost_segment",
].join(" || ");

const FAMILIES = [4, 6] as const;
const NAME = "Bad.eXample";
const ATTACHMENT = Uint8Array.from({ length: 3000 }, (_, i) => i & 0xff);
const SERVER_CERTIFICATE = certificate({ subject: [["C", "US"], ["O", "Bad, Inc."], ["CN", "bad.example"]], serial: "0badc0de" });
const LONG_TARGET = `/${"long/".repeat(100)}?q`;
const TEXT = new TextEncoder().encode("0123456789".repeat(500));
const TEXT_SHOWN = new TextDecoder().decode(TEXT);
const RESOURCE = { host: "bad.example", target: "/a%20b?c=d;e" };

function tunnel(serverName: string): TcpConversation {
  const outer = httpConversation({ requests: [connectRequest(serverName)], server: { port: 3128 } });
  return { ...outer, messages: [...outer.messages, ...tlsMessages({ serverName })] };
}

/** Exchanges, and the fields that one packet of their client must decode to. */
const EXCHANGES: readonly {
  readonly name: string;
  readonly build: (family: 4 | 6) => Conversation;
  readonly fields: DecodedPacket;
  /** Whose packet. Default the client. */
  readonly from?: "server";
}[] = [
  ...(["A", "AAAA", "HTTPS"] as const).flatMap((type) =>
    (["udp", "tcp"] as const).map((over) => ({
      name: `${type} over ${over}`,
      build: (family: 4 | 6) => dnsConversation({ name: NAME, type, over, family }),
      fields: { "dns.qry.name": NAME, "dns.qry.type": { A: "1", AAAA: "28", HTTPS: "65" }[type], "dns.flags.response": "0" },
    })),
  ),
  {
    name: "a name that does not exist",
    build: (family) => dnsConversation({ name: "no.example.", answer: { nameError: true }, family }),
    fields: { "dns.qry.name": "no.example" },
  },
  {
    name: "an HTTP request",
    build: (family) => httpConversation({ requests: [directRequest(RESOURCE)], family }),
    fields: { "http.request.uri": RESOURCE.target, "http.host": "bad.example" },
  },
  {
    name: "an HTTP request to a port",
    build: (family) => httpConversation({ requests: [directRequest({ ...RESOURCE, port: 8080 })], server: { port: 8080 }, family }),
    fields: { "http.request.uri": RESOURCE.target, "http.host": "bad.example:8080" },
  },
  {
    name: "an HTTP request through a proxy, in small segments",
    build: (family) => httpConversation({ requests: [proxyRequest(RESOURCE)], server: { port: 3128 }, family, segmentSize: 7 }),
    fields: { "http.request.uri": `http://bad.example${RESOURCE.target}`, "http.host": "bad.example" },
  },
  {
    name: "a tunnel through a proxy",
    build: (family) => ({ ...tunnel("bad.example"), family }),
    fields: { "http.request.method": "CONNECT", "http.request.uri": "bad.example:443" },
  },
  ...(["bare", "angle", "named", "folded"] as const).map((form: MailboxForm) => ({
    name: `a mail, its sender ${form}`,
    build: (family: 4 | 6) =>
      smtpConversation({ mails: [{ fields: [["From", mailbox("bad@evil.example", form)], ["Subject", "Win\r\n a prize"]] }], family }),
    // tshark writes line ends as escapes.
    fields: { "imf.from": mailbox("bad@evil.example", form).replace("\r\n", "\\r\\n"), "imf.subject": "Win\\r\\n a prize" },
  })),
  {
    name: "the envelope of a mail",
    build: (family) => smtpConversation({ mails: [{ sender: "bad@evil.example" }], family, segmentSize: 100 }),
    fields: { "smtp.req.command": "MAIL", "smtp.req.parameter": "FROM:<bad@evil.example>" },
  },
  {
    name: "a second mail of one session, with an attachment and lines that begin with dots",
    build: (family) =>
      smtpConversation({
        mails: [{}, { text: ".a\r\n..\r\n.", attachments: [{ name: "x.bin", bytes: ATTACHMENT }] }],
        family,
      }),
    fields: { "mime_multipart.header.content-disposition": 'attachment;filename="x.bin"', "imf.subject": "A message" },
  },
  ...(["1.2", "1.3"] as const).map((version) => ({
    name: `a TLS ${version} handshake`,
    build: (family: 4 | 6) => tlsConversation({ serverName: NAME, protocols: ["h2", "http/1.1"], version, family }),
    fields: {
      "tls.handshake.extensions_server_name": NAME,
      "tls.handshake.extensions_alpn_str": "h2,http/1.1",
      "tls.handshake.version": "0x0303",
    },
  })),
  {
    name: "a TLS 1.2 handshake with a certificate",
    build: (family) => tlsConversation({ serverName: NAME, version: "1.2", certificate: SERVER_CERTIFICATE.der, family }),
    fields: { "x509af.serialNumber": "0badc0de", "x509sat.uTF8String": "Bad, Inc.,bad.example,Bad, Inc.,bad.example" },
    from: "server",
  },
  ...([{}, { encoding: "gzip" }, { transfer: "chunked" }, { encoding: "gzip", transfer: "chunked" }] as const).map((way) => ({
    name: `a body of 5 kB with ${JSON.stringify(way)}`,
    build: (family: 4 | 6) => httpConversation({ requests: [directRequest(RESOURCE)], responses: [{ body: TEXT, ...way }], family }),
    fields: { "http.response.code": "200", "http.file_data": TEXT_SHOWN },
    from: "server" as const,
  })),
  {
    name: "a request over HTTP/2 with a long target",
    build: (family) => http2Conversation({ requests: [directRequest({ host: "bad.example", target: LONG_TARGET })], family }),
    fields: { "http2.headers.authority": "bad.example", "http2.headers.path": LONG_TARGET, "http2.headers.method": "GET" },
  },
  {
    name: "a QUIC hello",
    build: (family) => quicConversation({ serverName: NAME, family }),
    fields: { "quic.version": "0x00000001", "quic.packet_number": "0", "tls.handshake.extensions_server_name": NAME, "tls.handshake.extensions_alpn_str": "h3" },
  },
];

const FIELDS = [...new Set(EXCHANGES.flatMap(({ fields }) => Object.keys(fields)))];

const tshark = await tsharkForTests();

describe.skipIf(tshark === undefined).each(FAMILIES)("what tshark sees over IPv%i", (family) => {
  const others: readonly Conversation[] = [
    { transport: "tcp", opening: "unanswered", server: { port: 443 }, messages: [], family },
    { transport: "tcp", opening: "refused", server: { port: 443 }, messages: [], family },
    httpConversation({
      requests: ["/1", "/2", "/3"].map((target) => directRequest({ host: "bad.example", target })),
      responses: [{ body: new Uint8Array(300_000).fill(0x61) }],
      family,
    }),
  ];
  const capture = captureCases(
    [...EXCHANGES.map(({ build }) => build(family)), ...others].map((conversation, i) => ({
      id: String(i),
      conversations: [conversation],
    })),
  );

  let decoded: readonly DecodedPacket[] = [];
  beforeAll(async () => {
    decoded = await tshark!.decode(capture.pcap, ["ip.src", "ipv6.src", "ip.dst", "ipv6.dst", ...FIELDS]);
  });

  test("every packet, and nothing wrong with any", async () => {
    expect(decoded).toHaveLength(capture.packets);
    expect(await tshark!.decode(capture.pcap, ["frame.number", "_ws.expert.message"], FAULTS)).toEqual([]);
  });

  test.each(EXCHANGES.map((exchange, i) => ({ ...exchange, machine: i + 1 })))("$name", ({ fields, machine, from }) => {
    const client = family === 4 ? `10.0.0.${machine}` : `fd00:5167::${machine.toString(16)}`;
    const field = `${family === 4 ? "ip" : "ipv6"}.${from === "server" ? "dst" : "src"}`;
    const sent = decoded.filter((packet) => packet[field] === client);
    expect(sent.map((packet) => pick(packet, Object.keys(fields)))).toContainEqual(fields);
  });

  test("several requests over one connection", () => {
    const targets = decoded.map((packet) => packet["http.request.uri"]!);
    expect(targets.filter((target) => /^\/[123]$/.test(target))).toEqual(["/1", "/2", "/3"]);
  });
});

test.skipIf(tshark === undefined)("any domain name and any path arrive as they were given", async () => {
  const label = fc.stringMatching(/^[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,20}[a-zA-Z0-9_])?$/);
  const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));
  const path = fc.stringMatching(/^\/[!-~]{0,60}$/);
  const samples = fc.sample(fc.tuple(name, path), { numRuns: fuzzRuns(50), seed: 7 });
  const cases = samples.map(([host, target], i) => ({
    id: String(i),
    conversations: [
      dnsConversation({ name: host }),
      httpConversation({ requests: [directRequest({ host, target })] }),
      tlsConversation({ serverName: host }),
    ],
  }));
  const fields = ["dns.qry.name", "http.host", "http.request.uri", "tls.handshake.extensions_server_name"];
  const asked = "dns.flags.response == 0 || http.request || tls.handshake.type == 1";
  const seen = await tshark!.decode(captureCases(cases).pcap, fields, asked);
  expect(seen.map((packet) => fields.map((field) => packet[field]).join("|"))).toEqual(
    samples.flatMap(([host, target]) => [`${host}|||`, `|${host}|${target}|`, `|||${host}`]),
  );
});

function pick(packet: DecodedPacket, fields: readonly string[]): DecodedPacket {
  return Object.fromEntries(fields.map((field) => [field, packet[field]!]));
}
