import type { EncodingDescription } from "@sigwright/rule-language/template";
import { FILE_ENCODINGS } from "./file-encodings.ts";
import { MAIL_ENCODINGS } from "./mail-encodings.ts";
import { RULE_ENDING } from "./rule-ending.ts";
import { SHORT_RECORD, TLS_ENCODINGS } from "./tls-encodings.ts";
import { type EngineVersion, SURICATA_TARGETS } from "../targets.ts";

const ENDING = RULE_ENDING;
const HEADER_LIST = "in the rule's header, as many as fit its line";
const NAME_LIST = "a dataset of names in a file, without names below them; for 8.0 in JSON, so that alerts name the indicator";
const ONE_PER_PAIR = "threshold:type limit,track by_both,count 1,seconds 3600;";

const FINAL_DOT = "A name written with a final dot in the Host header is not matched.";
const TWO_HOSTS = "A request with two Host fields is not matched.";
const HTTP_2 = "In 7.0 a request over HTTP/2 is not matched.";
const LONG_IPV6 = "An IPv6 address that a client writes in another spelling than RFC 5952 is not matched.";
const PAIR_LIMIT = "One alert for each pair of addresses and hour: further flows of the same pair in that hour are silent.";

/** Releases that the package's tests ask: those that Debian's backports have today. */
const PROVEN: Readonly<Record<EngineVersion, string>> = { "7.0": "7.0.10", "8.0": "8.0.8" };

function withProof(row: EncodingDescription): EncodingDescription {
  const engines = SURICATA_TARGETS.map(({ version }) => version).filter((version) => row.targets?.includes(version) !== false);
  return { ...row, proven: `seen to fire once, and near misses not, in Suricata ${engines.map((version) => PROVEN[version]).join(" and ")}, by the tests of each build` };
}

const ROWS: readonly EncodingDescription[] = [
  {
    observation: "address",
    summary: "Any packet from or to the address, answered or not.",
    channels: ["ip"],
    slots: ["address"],
    rule: `alert ip {{address}} any <> any any (msg:"{{message}}"; ${ONE_PER_PAIR} ${ENDING}`,
    requires: [],
    list: HEADER_LIST,
    limits: [PAIR_LIMIT],
  },
  {
    observation: "network",
    summary: "Any packet from or to an address of the network, answered or not.",
    channels: ["ip"],
    slots: ["address"],
    rule: `alert ip {{address}} any <> any any (msg:"{{message}}"; ${ONE_PER_PAIR} ${ENDING}`,
    requires: [],
    list: HEADER_LIST,
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
    list: NAME_LIST,
    limits: [
      "DNS over TLS, HTTPS or QUIC is encrypted and not seen.",
      "DNS on another port than 53 is not recognised as such.",
      "A forwarder that asks from one fixed port has one flow, and so gives one alert.",
    ],
  },
  {
    observation: "host",
    variant: "http",
    summary: "A request names the host, with or without port, to the server or to a proxy (CONNECT too).",
    channels: ["http.host"],
    slots: ["match", "once", "host", "host.bytes"],
    rule: `alert http any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    list: NAME_LIST,
    limits: [FINAL_DOT, TWO_HOSTS],
  },
  {
    observation: "host",
    variant: "tls",
    summary: "A TLS client hello names the host, in any case.",
    channels: ["tls.sni"],
    slots: ["match", "once", "host", "host.bytes"],
    rule: `alert tls any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    list: NAME_LIST,
    limits: [
      "An encrypted client hello (ECH) shows its outer name only.",
      SHORT_RECORD,
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
    list: NAME_LIST,
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
      FINAL_DOT,
      TWO_HOSTS,
      LONG_IPV6,
      HTTP_2,
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
    list: "a dataset of whole URLs in a file; for 8.0 in JSON, so that alerts name the indicator",
    limits: [
      "A proxied request that spells out the default port (`http://host:80/`) or credentials is not matched.",
      "The target is matched as the URL has it: a client that escapes it otherwise is not seen.",
      LONG_IPV6,
      HTTP_2,
    ],
  },
  {
    observation: "user-agent",
    summary: "A request has exactly this `User-Agent`, byte for byte, in HTTP/1 or HTTP/2.",
    channels: ["http.user_agent"],
    slots: ["match", "once", "text", "text.bytes"],
    rule: `alert http any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}} ${ENDING}`,
    requires: [],
    list: "a dataset in a file; for 8.0 in JSON, so that alerts name the indicator",
    limits: ["A request with two `User-Agent` fields is not matched."],
  },
  ...MAIL_ENCODINGS,
  ...TLS_ENCODINGS,
  ...FILE_ENCODINGS,
];

/**
 * Every encoding of the format. Measured with the stock configuration; each is replayed against the engine in the
 * package's tests, for which this table says what there is to prove.
 */
export const SURICATA_ENCODINGS: readonly EncodingDescription[] = ROWS.map(withProof);
