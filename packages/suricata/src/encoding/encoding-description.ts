import type { EncodingDescription } from "@sigwright/rule-language/template";
import { MAIL_ENCODINGS } from "./mail-encodings.ts";
import { RULE_ENDING } from "./rule-ending.ts";
import { TLS_ENCODINGS } from "./tls-encodings.ts";

const ENDING = RULE_ENDING;
const ONE_PER_PAIR = "threshold:type limit,track by_both,count 1,seconds 3600;";

const PAIR_LIMIT = "One alert for each pair of addresses and hour: further flows of the same pair in that hour are silent.";

/**
 * Every encoding of the format. Measured on Suricata 7.0.10 with the stock configuration; each is replayed against the
 * engine in the package's tests.
 */
export const SURICATA_ENCODINGS: readonly EncodingDescription[] = [
  {
    observation: "address",
    summary: "Any packet from or to the address, answered or not.",
    channels: ["ip"],
    slots: ["address"],
    rule: `alert ip {{address}} any <> any any (msg:"{{message}}"; ${ONE_PER_PAIR} ${ENDING}`,
    requires: [],
    limits: [PAIR_LIMIT],
  },
  {
    observation: "network",
    summary: "Any packet from or to an address of the network, answered or not.",
    channels: ["ip"],
    slots: ["address"],
    rule: `alert ip {{address}} any <> any any (msg:"{{message}}"; ${ONE_PER_PAIR} ${ENDING}`,
    requires: [],
    limits: [PAIR_LIMIT],
  },
  {
    observation: "host",
    variant: "dns",
    summary: "The name is asked for in DNS, over UDP or TCP, in any case, answered or not.",
    channels: ["dns.query"],
    slots: ["match", "once", "host", "host.bytes"],
    rule: `alert dns any any -> any any (msg:"{{message}}"; {{match}} {{once}} ${ENDING}`,
    requires: [],
    limits: ["DNS over TLS, HTTPS or QUIC is encrypted and not seen."],
  },
  {
    observation: "host",
    variant: "http",
    summary: "A request names the host, with or without port, to the server or to a proxy (CONNECT too).",
    channels: ["http.host"],
    slots: ["match", "once", "host", "host.bytes"],
    rule: `alert http any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    limits: ["A name written with a final dot in the Host header is not matched."],
  },
  {
    observation: "host",
    variant: "tls",
    summary: "A TLS client hello names the host, in any case.",
    channels: ["tls.sni"],
    slots: ["match", "once", "host", "host.bytes"],
    rule: `alert tls any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    limits: [
      "An encrypted client hello (ECH) shows its outer name only.",
      "A name written with a final dot in the server name indication, which RFC 6066 forbids, is not matched.",
    ],
  },
  {
    observation: "host",
    variant: "quic",
    summary: "A QUIC client hello names the host, in any case, answered or not.",
    channels: ["quic.sni"],
    slots: ["match", "once", "host", "host.bytes"],
    rule: `alert quic any any -> any any (msg:"{{message}}"; {{match}} {{once}} ${ENDING}`,
    requires: [],
    limits: ["An encrypted client hello (ECH) shows its outer name only."],
  },
  {
    observation: "url",
    variant: "origin",
    summary: "A request to the server itself: host, target byte for byte, and port where the URL names one.",
    channels: ["http.request"],
    slots: ["match", "once", "port", "host", "host.bytes", "target", "target.bytes"],
    rule: `alert http any any -> any {{port}} (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    limits: [
      "The target is matched as the URL has it: a client that escapes it otherwise is not seen.",
      "A name written with a final dot in the Host header is not matched.",
    ],
  },
  {
    observation: "url",
    variant: "absolute",
    summary: "A request to a proxy: the whole URL, the case of scheme and host free.",
    channels: ["http.request"],
    slots: ["match", "once", "host", "host.bytes", "target", "target.bytes"],
    rule: `alert http any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    limits: [
      "A proxied request that spells out the default port (`http://host:80/`) or credentials is not matched.",
      "The target is matched as the URL has it: a client that escapes it otherwise is not seen.",
    ],
  },
  {
    observation: "user-agent",
    summary: "A request has exactly this `User-Agent`, byte for byte, in HTTP/1 or HTTP/2.",
    channels: ["http.user_agent"],
    slots: ["match", "once", "text", "text.bytes"],
    rule: `alert http any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    limits: ["A request with two `User-Agent` fields is not matched."],
  },
  ...MAIL_ENCODINGS,
  ...TLS_ENCODINGS,
];
