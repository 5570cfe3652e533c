import type { EncodingDescription } from "@sigwright/rule-language/template";
import type { SnortDialect } from "./pattern.ts";

const ENDING = "classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)";
const DETECTION = "{{match}} {{once}}";
const TO_SERVER = "flow:to_server,established;";

const HEADER_LIST = "in the rule's header, as many as fit its line";
const SYN_LIMIT = "A connection is seen by its first packet (SYN): one that began before the sensor did is not.";
const FINAL_DNS = "The engine ends a flow of DNS with its answer: a second question from the same port is another flow.";
const STREAM_LIMIT = "What the stream or the body of a message holds behind its first part is taken for headers as long as no line is empty.";
const STARTTLS = "Mail behind STARTTLS is encrypted, and encoded words (`=?utf-8?…?=`) are not decoded.";
const TARGET_LIMIT = "The target is matched as the URL has it: a client that escapes it otherwise is not seen.";

const HTTP_PORTS = "Only ports that the configuration names for HTTP are seen.";
const HTTP_2 = "A request over HTTP/2 is not matched.";

/** What was asked of the engines; of Snort 2.9 with all ports of the traffic named in its configuration. */
const PROVEN: Readonly<Record<SnortDialect, string>> = {
  snort2: "seen to fire once, and near misses not, in Snort 2.9.19, 2026-11-24",
  snort3: "seen to fire once, and near misses not, in Snort 3.12.2, 2026-11-24",
};

/** A row but for what is the same in both dialects. */
interface Row extends Omit<EncodingDescription, "rule" | "requires" | "proven"> {
  readonly header: string;
  readonly note: string;
  readonly options: string;
  /** Snort 3's header, where it differs. */
  readonly snort3Header?: string;
  /** The dialect that alone has it. */
  readonly only?: SnortDialect;
  /** What Snort 2 is known not to see beside. */
  readonly snort2Limits?: readonly string[];
}

const ADDRESS_ROWS = (observation: "address" | "network", what: string): readonly Row[] => [
  {
    observation,
    variant: "tcp",
    summary: `A TCP connection from or to ${what}, answered or not.`,
    channels: ["ip"],
    slots: ["address", "once"],
    list: HEADER_LIST,
    header: "tcp {{address}} any <> any any",
    note: " (TCP)",
    options: "flags:S,CE; {{once}}",
    limits: [SYN_LIMIT],
  },
  {
    observation,
    variant: "other",
    summary: `A packet from or to ${what} that is not TCP, answered or not.`,
    channels: ["ip"],
    slots: ["address", "once"],
    list: HEADER_LIST,
    header: "ip {{address}} any <> any any",
    note: "",
    options: "ip_proto:!6; {{once}}",
    limits: [FINAL_DNS],
    snort2Limits: ["ICMP is seen where the stream preprocessor tracks it (`track_icmp yes`)."],
  },
];

const ROWS: readonly Row[] = [
  ...ADDRESS_ROWS("address", "the address"),
  ...ADDRESS_ROWS("network", "an address of the network"),
  {
    observation: "host",
    variant: "dns-udp",
    summary: "The name is asked for in DNS over UDP, in any case, answered or not.",
    channels: ["dns.query"],
    slots: ["match", "once", "host", "host.bytes"],
    header: "udp any any -> any any",
    note: " (DNS query)",
    options: `flow:to_server; ${DETECTION}`,
    limits: ["DNS over TLS, HTTPS or QUIC is encrypted and not seen.", FINAL_DNS],
  },
  {
    observation: "host",
    variant: "dns-tcp",
    summary: "The name is asked for in DNS over TCP, in any case, answered or not.",
    channels: ["dns.query"],
    slots: ["match", "once", "host", "host.bytes"],
    header: "tcp any any -> any any",
    note: " (DNS query over TCP)",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: ["DNS over TLS, HTTPS or QUIC is encrypted and not seen."],
  },
  {
    observation: "host",
    variant: "http",
    summary: "A request names the host, with or without port or final point, to the server or to a proxy (CONNECT too).",
    channels: ["http.host"],
    slots: ["match", "once", "host", "host.bytes"],
    header: "tcp any any -> any any",
    snort3Header: "http any any -> any any",
    note: " (HTTP host)",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: [HTTP_2],
    snort2Limits: [HTTP_PORTS],
  },
  {
    observation: "host",
    variant: "tls",
    summary: "A TLS client hello names the host, in any case.",
    channels: ["tls.sni"],
    slots: ["match", "once", "host", "host.bytes"],
    header: "tcp any any -> any any",
    note: " (TLS SNI)",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: [
      "An encrypted client hello (ECH) shows its outer name only.",
      "A name written with a final dot in the server name indication, which RFC 6066 forbids, is not matched.",
    ],
  },
  {
    observation: "host",
    variant: "tls-below",
    only: "snort3",
    summary: "A TLS client hello names a host below the name, in any case, where names below are meant.",
    channels: ["tls.sni"],
    slots: ["match", "once", "host", "host.bytes"],
    header: "tcp any any -> any any",
    note: " (TLS SNI below)",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: ["An encrypted client hello (ECH) shows its outer name only."],
  },
  {
    observation: "url",
    variant: "origin",
    summary: "A request to the server itself: host, target byte for byte, and port where the URL names one.",
    channels: ["http.request"],
    slots: ["match", "once", "port", "host", "host.bytes", "target", "target.bytes"],
    header: "tcp any any -> any {{port}}",
    snort3Header: "http any any -> any {{port}}",
    note: "",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: [TARGET_LIMIT],
    snort2Limits: [HTTP_PORTS, HTTP_2],
  },
  {
    observation: "url",
    variant: "absolute",
    summary: "A request to a proxy: the whole URL, the case of scheme and host free.",
    channels: ["http.request"],
    slots: ["match", "once", "host", "host.bytes", "target", "target.bytes"],
    header: "tcp any any -> any any",
    snort3Header: "http any any -> any any",
    note: " (through a proxy)",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: ["A proxied request that spells out the default port (`http://host:80/`) or credentials is not matched.", TARGET_LIMIT],
    snort2Limits: [HTTP_PORTS, HTTP_2],
  },
  {
    observation: "user-agent",
    summary: "A request has exactly this `User-Agent`, byte for byte.",
    channels: ["http.user_agent"],
    slots: ["match", "once", "text", "text.bytes"],
    header: "tcp any any -> any any",
    snort3Header: "http any any -> any any",
    note: "",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: [],
    snort2Limits: [HTTP_PORTS, HTTP_2],
  },
  {
    observation: "email-address",
    variant: "envelope",
    summary: "A message is sent from the address: the `MAIL FROM` of SMTP, in any case.",
    channels: ["smtp.envelope"],
    slots: ["match", "once", "text", "text.bytes"],
    header: "tcp any any -> any any",
    note: " (envelope)",
    options: `${TO_SERVER} ${DETECTION}`,
    limits: ["Mail behind STARTTLS is encrypted.", "Mail that is sent to the address is not meant."],
  },
  {
    observation: "email-address",
    variant: "header",
    summary: "A message names the address as its sender (`From`, `Sender` or `Reply-To`, folded or not), over SMTP, POP3 or IMAP.",
    channels: ["mail.header"],
    slots: ["match", "once", "text", "text.bytes"],
    header: "tcp any any -> any any",
    note: " (mail header)",
    options: `flow:established; ${DETECTION}`,
    limits: [STARTTLS, STREAM_LIMIT],
  },
  {
    observation: "email-subject",
    summary: "A message has exactly this subject, folded or not, over SMTP, POP3 or IMAP.",
    channels: ["mail.header"],
    slots: ["match", "once", "text", "text.bytes"],
    header: "tcp any any -> any any",
    note: "",
    options: `flow:established; ${DETECTION}`,
    limits: [STARTTLS, STREAM_LIMIT],
  },
];

/** Bits that Snort 2 rules share: its default table has room for 1,024. */
const SHARED_BITS = "Signatures share 512 flow bits, as the engine has few: of two that share one, the second is silent in a flow in which the first alerted.";

/** Every encoding of a dialect. All were replayed against the engine. */
export function snortEncodings(dialect: SnortDialect): readonly EncodingDescription[] {
  const isSnort3 = dialect === "snort3";
  return ROWS.filter(({ only }) => only === undefined || only === dialect).map(({ observation, variant, summary, channels, slots, list, header, snort3Header, note, options, limits, snort2Limits = [] }) => ({
    observation,
    ...(variant === undefined ? {} : { variant }),
    summary,
    channels,
    slots,
    rule: `alert ${isSnort3 ? (snort3Header ?? header) : header} (msg:"{{message}}${note}"; ${options} ${ENDING}`,
    requires: [],
    ...(list === undefined ? {} : { list }),
    limits: isSnort3 ? limits : [...limits, ...snort2Limits, SHARED_BITS],
    proven: PROVEN[dialect],
  }));
}
