import type { Channel, FingerprintMatch, LiteralMatch } from "@sigwright/core";
import { certificate, type CertificateFields, type NameAttribute } from "../exchange/certificate.ts";
import { quicConversation } from "../exchange/quic-conversation.ts";
import { clientHelloMessage, type TlsClientHello, tlsClientHello } from "../exchange/tls-client-hello.ts";
import { tlsConversation, type TlsDialogue } from "../exchange/tls-conversation.ts";
import { helloFacts, ja3, ja3s, ja4 } from "../exchange/tls-fingerprint.ts";
import { tlsServerHello } from "../exchange/tls-server-hello.ts";
import type { Message, TcpConversation } from "../packet/conversation.ts";
import { nearTexts } from "./literal-values.ts";
import type { CasesOf, TrafficObservationCase } from "./observation-case.ts";
import type { Samples } from "./samples.ts";

const SERVER_NAME = "good.test";
const HELLO = "TLS hello";
const QUIC_HELLO = "QUIC hello";
const CERTIFICATE = "certificate in TLS 1.2";
const SMALL_SEGMENT = 40;

/** Dialogues whose hellos we know: a fingerprint of any of them can be shown. */
const KNOWN_DIALOGUES: readonly TlsDialogue[] = [undefined, SERVER_NAME].flatMap((serverName) =>
  [undefined, ["h2", "http/1.1"], ["http/1.1"]].flatMap((protocols) =>
    (["1.3", "1.2"] as const).map((version) => ({ version, ...(serverName === undefined ? {} : { serverName }), ...(protocols === undefined ? {} : { protocols }) })),
  ),
);
const KNOWN_QUIC_HELLOS: readonly TlsClientHello[] = [SERVER_NAME, undefined].map((serverName) => ({
  protocols: ["h3"],
  ...(serverName === undefined ? {} : { serverName }),
}));
/** One with other suites than all of them. */
const OTHER_DIALOGUE: TlsDialogue = { serverName: SERVER_NAME, cipherSuites: [0x1302, 0x1301, 0xc030], chosenSuite: 0x1302 };

/** Hellos with a fingerprint, if one is known, and with another, over TCP or over QUIC. */
export function helloCases(match: FingerprintMatch, channel: Channel, samples: Samples): CasesOf<TrafficObservationCase> {
  if (channel === "quic.ja3" || channel === "quic.ja4") return quicHelloCases(match, channel);
  const found = match.algorithm === "ja3s" ? withServerHello(match.value, samples) : withClientHello(match, samples);
  if (found === undefined) {
    const reason = "no hello with this fingerprint is known, and none can be made from it: give the record with one as a sample";
    return { cases: [], notProvable: [{ channel, reason }] };
  }
  const facts = { channel, way: HELLO, fires: true, shows: [{ kind: "text", key: match.value }] } as const;
  return {
    cases: [
      { ...facts, name: "a handshake", conversations: [found] },
      { ...facts, name: "a handshake in small segments, over IPv6", conversations: [{ ...found, segmentSize: SMALL_SEGMENT, family: 6 }] },
      { ...facts, name: "a handshake with other hellos", fires: false, conversations: [tlsConversation(OTHER_DIALOGUE)], shows: [] },
    ],
    notProvable: [],
  };
}

function quicHelloCases({ algorithm, value }: FingerprintMatch, channel: Channel): CasesOf<TrafficObservationCase> {
  const known = KNOWN_QUIC_HELLOS.find((hello) => {
    const facts = helloFacts(clientHelloMessage(hello, "quic"));
    return (algorithm === "ja4" ? ja4(facts, "quic") : ja3(facts).digest) === value;
  });
  if (known === undefined) {
    return { cases: [], notProvable: [{ channel, reason: "no QUIC hello with this fingerprint is known, and none can be made from it" }] };
  }
  const facts = { channel, way: QUIC_HELLO, fires: true, shows: [{ kind: "text", key: value }] } as const;
  return {
    cases: [
      { ...facts, name: "a QUIC hello", conversations: [quicConversation(known)] },
      { ...facts, name: "a QUIC hello over IPv6", conversations: [quicConversation({ ...known, family: 6 })] },
      { ...facts, name: "another QUIC hello", fires: false, conversations: [quicConversation({ ...known, cipherSuites: [0x1302, 0x1301] })], shows: [] },
    ],
    notProvable: [],
  };
}

function withClientHello({ algorithm, value }: FingerprintMatch, samples: Samples): TcpConversation | undefined {
  const fingerprint = (hello: Uint8Array): string | undefined => ignoringFaults(() => (algorithm === "ja4" ? ja4(helloFacts(hello)) : ja3(helloFacts(hello)).digest));
  const known = KNOWN_DIALOGUES.find((dialogue) => fingerprint(tlsClientHello(dialogue)) === value);
  if (known !== undefined) return tlsConversation(known);
  const sample = samples.clientHellos.find((hello) => fingerprint(hello) === value);
  return sample === undefined ? undefined : withFirstMessage("client", sample);
}

function withServerHello(value: string, samples: Samples): TcpConversation | undefined {
  const fingerprint = (hello: Uint8Array): string | undefined => ignoringFaults(() => ja3s(helloFacts(hello)).digest);
  const { der } = certificate({ subject: [["CN", SERVER_NAME]] });
  const dialogues: readonly TlsDialogue[] = [...KNOWN_DIALOGUES, { version: "1.2", certificate: der }];
  const known = dialogues.find(({ version = "1.3", certificate: bytes }) => fingerprint(tlsServerHello({ version, certificate: bytes })) === value);
  if (known !== undefined) return tlsConversation(known);
  const sample = samples.serverHellos.find((hello) => fingerprint(hello) === value);
  return sample === undefined ? undefined : withFirstMessage("server", sample);
}

/** A handshake in which one side's hello is a given record. */
function withFirstMessage(from: Message["from"], bytes: Uint8Array): TcpConversation {
  const conversation = tlsConversation({ serverName: SERVER_NAME });
  const first = conversation.messages.findIndex((message) => message.from === from);
  return { ...conversation, messages: conversation.messages.with(first, { from, bytes }) };
}

function ignoringFaults<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

/** A certificate with a fingerprint, if it is given, and another. */
export function certificateFingerprintCases(match: FingerprintMatch, samples: Samples): CasesOf<TrafficObservationCase> {
  const der = samples.byDigest.get(match.value);
  if (der === undefined) {
    const reason = "a certificate can't be made from its fingerprint: give the certificate as a sample";
    return { cases: [], notProvable: [{ channel: "tls.certificate", reason }] };
  }
  const other = certificate({ subject: [["CN", SERVER_NAME]], serial: "02" }).der;
  return { cases: [...shown(der, match.value), near("another certificate", other, [])], notProvable: [] };
}

/** Where an attribute begins behind a comma, as the canonical form of subjects has it. */
const NEXT_ATTRIBUTE = /, (?=(?:[A-Za-z][A-Za-z0-9.-]{0,40}|\d[\d.]{2,60})=)/;

/** Certificates with a subject, and with others that are near to it. */
export function certificateSubjectCases(match: LiteralMatch): CasesOf<TrafficObservationCase> {
  const subject = nameOf(match.text);
  const own = certificateOf({ subject, issuer: [["CN", "An Authority"]] });
  if (own === undefined) {
    const reason = "it has an attribute that certificates of ours can't be given";
    return { cases: [], notProvable: [{ channel: "tls.certificate", reason }] };
  }
  const asIssuer = certificateOf({ subject: [["CN", SERVER_NAME]], issuer: subject })!;
  const [type, value] = subject.at(-1)!;
  const misses = nearTexts({ ...match, text: value }).flatMap(({ relation, text }) => {
    const changed: readonly NameAttribute[] = [...subject.slice(0, -1), [type, text]];
    const bytes = certificateOf({ subject: changed });
    return bytes === undefined ? [] : [near(`the last attribute ${relation}`, bytes, [changed.map((pair) => pair.join("=")).join(", ")])];
  });
  const longer = certificateOf({ subject: [["C", "XX"], ...subject] })!;
  return { cases: [...shown(own, match.text), ...misses, near("as the issuer only", asIssuer, []), near("another attribute in front", longer, [])], notProvable: [] };
}

/** Certificates with a serial number, and with others that are near to it. */
export function certificateSerialCases(match: LiteralMatch): CasesOf<TrafficObservationCase> {
  const digits = match.text.replaceAll(":", "");
  const withSerial = (serial: string): Uint8Array | undefined => certificateOf({ subject: [["CN", SERVER_NAME]], serial: positive(serial) });
  const own = withSerial(digits);
  if (own === undefined) {
    const reason = "a serial number has 20 bytes at most (RFC 5280 section 4.1.2.2)";
    return { cases: [], notProvable: [{ channel: "tls.certificate", reason }] };
  }
  const last = Number.parseInt(digits.at(-1)!, 16);
  const misses = [
    ["another last digit", `${digits.slice(0, -1)}${(last ^ 1).toString(16)}`],
    ["a byte in front", `11${digits}`],
    ["a byte behind", `${digits}11`],
  ] as const;
  const cases = misses.flatMap(([relation, serial]) => {
    const bytes = withSerial(serial);
    return bytes === undefined ? [] : [near(`a serial number with ${relation}`, bytes, [serial.match(/../g)!.join(":")])];
  });
  return { cases: [...shown(own, match.text), ...cases], notProvable: [] };
}

function shown(der: Uint8Array, key: string): readonly TrafficObservationCase[] {
  const facts = { channel: "tls.certificate", way: CERTIFICATE, fires: true, shows: [{ kind: "text", key }] } as const;
  const conversation = withCertificate(der);
  return [
    { ...facts, name: "a certificate", conversations: [conversation] },
    { ...facts, name: "a certificate in small segments, over IPv6", conversations: [{ ...conversation, segmentSize: SMALL_SEGMENT, family: 6 }] },
  ];
}

function near(name: string, der: Uint8Array, keys: readonly string[]): TrafficObservationCase {
  const shows = keys.map((key) => ({ kind: "text", key }) as const);
  return { name, channel: "tls.certificate", way: CERTIFICATE, fires: false, conversations: [withCertificate(der)], shows };
}

function withCertificate(der: Uint8Array): TcpConversation {
  return tlsConversation({ serverName: SERVER_NAME, version: "1.2", certificate: der });
}

function certificateOf(fields: CertificateFields): Uint8Array | undefined {
  return ignoringFaults(() => certificate(fields).der);
}

function nameOf(subject: string): readonly NameAttribute[] {
  return subject.split(NEXT_ATTRIBUTE).map((attribute) => {
    const equals = attribute.indexOf("=");
    return [attribute.slice(0, equals), attribute.slice(equals + 1)];
  });
}

/** Certificates have signed numbers: one that begins with a set bit gets a zero in front. */
function positive(digits: string): string {
  return Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits;
}
