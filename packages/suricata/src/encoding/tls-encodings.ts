import type { Channel, ObservationKind } from "@sigwright/core";
import type { EncodingDescription } from "@sigwright/rule-language/template";
import { RULE_ENDING } from "./rule-ending.ts";

const SLOTS = ["match", "once", "text", "text.bytes"];

const JA3_SETTING = "JA3 not switched off: `app-layer.protocols.tls.ja3-fingerprints` not `no`, and an engine built with it.";
const JA4_SETTING = "JA4 not switched off: `app-layer.protocols.tls.ja4-fingerprints` not `no`, and an engine built with it; early releases of 7.0 have none and refuse the rule.";
const DATASET = "a dataset in a file; for 8.0 in JSON, so that alerts name the indicator";
const SHARED = "Many programs share a fingerprint: whoever is built on the same library sends the same hello.";
const SHUFFLED = "Clients that shuffle their extensions (Chrome since version 110) have another JA3 each time.";
/** What is true of all that is seen in a TLS client hello. */
export const SHORT_RECORD = "In 7.0 a client hello whose first record holds less than 4 bytes of it is not recognised as TLS.";
const ENCRYPTED = "In TLS 1.3 and QUIC certificates are encrypted, and a session that is resumed sends none.";
const OWN = "Of the certificates that a server sends only its own, the first, is looked at.";

interface HelloRow {
  readonly observation: ObservationKind;
  readonly variant?: string;
  readonly channel: Channel;
  readonly header: string;
  readonly note: string;
  readonly summary: string;
  readonly requires: string;
  readonly list?: string;
  readonly limits: readonly string[];
}

function hello({ observation, variant, channel, header, note, summary, requires, list, limits }: HelloRow): EncodingDescription {
  return {
    observation,
    ...(variant === undefined ? {} : { variant }),
    summary,
    channels: [channel],
    slots: SLOTS,
    rule: `${header} {{match}} {{once}} ${RULE_ENDING}`.replace("{{message}}", `{{message}}${note}`),
    requires: [requires],
    ...(list === undefined ? {} : { list }),
    limits,
  };
}

const FROM_CLIENT = 'alert tls any any -> any any (msg:"{{message}}"; flow:established,to_server;';
const FROM_SERVER = 'alert tls any any -> any any (msg:"{{message}}"; flow:established,to_client;';
// Over UDP the first packet comes before a flow counts as established.
const OVER_QUIC = 'alert quic any any -> any any (msg:"{{message}}";';

function certificate(observation: ObservationKind, summary: string, limits: readonly string[], list?: string): EncodingDescription {
  return {
    observation,
    summary,
    channels: ["tls.certificate"],
    slots: SLOTS,
    rule: `${FROM_SERVER} {{match}} {{once}} ${RULE_ENDING}`,
    requires: [],
    ...(list === undefined ? {} : { list }),
    limits: [ENCRYPTED, ...limits],
  };
}

/** What is known of TLS by its hellos and certificates. */
export const TLS_ENCODINGS: readonly EncodingDescription[] = [
  hello({
    observation: "ja3",
    variant: "tls",
    channel: "tls.ja3",
    header: FROM_CLIENT,
    note: " (TLS)",
    summary: "A TLS client hello has this JA3 fingerprint.",
    requires: JA3_SETTING,
    list: DATASET,
    limits: [SHARED, SHUFFLED, SHORT_RECORD],
  }),
  hello({
    observation: "ja3",
    variant: "quic",
    channel: "quic.ja3",
    header: OVER_QUIC,
    note: " (QUIC)",
    summary: "A QUIC client hello has this JA3 fingerprint, answered or not.",
    requires: JA3_SETTING,
    list: DATASET,
    limits: [SHARED, SHUFFLED],
  }),
  hello({
    observation: "ja3s",
    channel: "tls.ja3s",
    header: FROM_SERVER,
    note: "",
    summary: "A TLS server hello has this JA3S fingerprint.",
    requires: JA3_SETTING,
    list: DATASET,
    limits: ["Many servers share a fingerprint, and one server has another for each kind of client.", "QUIC encrypts the server hello beyond what the engine opens."],
  }),
  hello({
    observation: "ja4",
    variant: "tls",
    channel: "tls.ja4",
    header: FROM_CLIENT,
    note: " (TLS)",
    summary: "A TLS client hello has this JA4 fingerprint, which begins with `t`.",
    requires: JA4_SETTING,
    list: DATASET,
    limits: [SHARED, SHORT_RECORD],
  }),
  hello({
    observation: "ja4",
    variant: "quic",
    channel: "quic.ja4",
    header: OVER_QUIC,
    note: " (QUIC)",
    summary: "A QUIC client hello has this JA4 fingerprint, which begins with `q`, answered or not.",
    requires: JA4_SETTING,
    list: DATASET,
    limits: [SHARED],
  }),
  certificate(
    "certificate-fingerprint",
    "A TLS server sends the certificate with this SHA-1, SHA-256 or MD5.",
    ["By SHA-1 only the server's own certificate is found, by SHA-256 and MD5 those of its issuers too."],
    `${DATASET}; of SHA-1 only`,
  ),
  certificate("certificate-subject", "A TLS server's certificate has exactly this subject, its attributes in this order.", [
    OWN,
    "An attribute whose type has no short name is matched as its object identifier only.",
  ]),
  certificate("certificate-serial", "A TLS server's certificate has this serial number, whoever issued it.", [
    OWN,
    "A negative number, which RFC 5280 forbids, is not matched.",
  ]),
];
