import { integer, oneOf, type DialectKeyword, type KeywordRole, type OptionCheck } from "@sigwright/rule-language/dialect";
import { asn1, fragBits, IP_OPTION_NAMES, mark, NEWER_IP_OPTION_NAMES, numberLike, rpcProgram, streamSize, tcpFlags, tosByte } from "../arguments/packet-fields.ts";
import { ipProtocol } from "../arguments/ip-protocol.ts";
import { combinesIpProtocols } from "../checks/combines-ip-protocols.ts";
import { filesStored } from "../checks/files-stored.ts";
import { fitsLayer3 } from "../checks/fits-layer-3.ts";
import { changedForm, numberKeyword } from "./version-rows.ts";

const PACKET: KeywordRole = { kind: "matches", place: "packet", requires: "packet" };
const ANY_WAY: KeywordRole = { kind: "matches", place: "packet" };
const SEQUENCE = numberLike(/^\s*([0-9]+)\s*$/, 65535, "a number from 0 to 65535");
const PACKET_SINCE = "8.0";
const CHECKSUM = oneOf(["valid", "invalid"]);
const CHECKSUMS = ["ipv4-csum", "tcpv4-csum", "tcpv6-csum", "udpv4-csum", "udpv6-csum", "icmpv4-csum", "icmpv6-csum"];

const bypassWithoutFilestore: OptionCheck = {
  summary: "bypass can't stand behind filestore",
  check: ({ state, nameRange, keyword, report }) => {
    if (filesStored.of(state) === true) report.reject("options-exclude-each-other", nameRange, `\`${keyword.name}\` and \`filestore\` can't stand in the same rule`);
  },
};

/** A keyword that goes along with buffers before 8.0, and not from then on. */
function packetSince8(keyword: Omit<DialectKeyword, "role" | "since" | "until">): readonly DialectKeyword[] {
  return [
    { ...keyword, until: PACKET_SINCE, role: ANY_WAY },
    { ...keyword, since: PACKET_SINCE, role: PACKET },
  ];
}

/** Keywords about the headers of packets. */
export const PACKET_FIELDS: readonly DialectKeyword[] = [
  ...numberKeyword({ name: "ttl", value: "required", role: PACKET, prefilter: true, manual: "header-keywords.html#ttl" }, 8),
  ...changedForm({ name: "ipopts", value: "required", role: PACKET, manual: "header-keywords.html#ipopts" }, oneOf(IP_OPTION_NAMES), oneOf(NEWER_IP_OPTION_NAMES)),
  { name: "sameip", value: "none", role: PACKET, manual: "header-keywords.html#sameip" },
  { name: "ip_proto", value: "required", quotes: "optional", argument: ipProtocol, role: PACKET, checks: [combinesIpProtocols], manual: "header-keywords.html#ip-proto" },
  { name: "id", value: "required", argument: numberLike(/^\s*([0-9]{1,5})\s*$/, 65535, "a number from 0 to 65535"), role: PACKET, prefilter: true, manual: "header-keywords.html" },
  { name: "geoip", value: "required", role: PACKET, manual: "header-keywords.html#geoip" },
  { name: "fragbits", value: "required", argument: fragBits, role: PACKET, prefilter: true, manual: "header-keywords.html#fragbits-ip-fragmentation" },
  { name: "fragoffset", value: "required", argument: numberLike(/^\s*(?:[<>])?\s*([0-9]+)/, 65535, "a number from 0 to 65535, with `<` or `>` before it"), role: PACKET, prefilter: true, manual: "header-keywords.html#fragoffset" },
  { name: "tos", value: "required", quotes: "optional", negatable: true, argument: tosByte, role: PACKET, manual: "header-keywords.html#tos" },
  { name: "l3_proto", value: "required", argument: oneOf(["ipv4", "ip4", "ipv6", "ip6"]), role: { kind: "meta" }, checks: [fitsLayer3] },
  { name: "tcp.flags", aliases: ["flags"], value: "required", argument: tcpFlags, role: PACKET, prefilter: true, manual: "header-keywords.html#tcp-flags" },
  { name: "tcp.seq", aliases: ["seq"], value: "required", argument: integer({ max: 4294967295 }), role: PACKET, prefilter: true, manual: "header-keywords.html#seq" },
  { name: "tcp.ack", aliases: ["ack"], value: "required", argument: integer({ max: 4294967295 }), role: PACKET, prefilter: true, manual: "header-keywords.html#ack" },
  { name: "tcp.window", aliases: ["window"], value: "required", argument: numberLike(/^\s*!?\s*([0-9]{1,9})\s*$/, 65535, "a number from 0 to 65535, with `!` before it to negate it"), role: PACKET, manual: "header-keywords.html#window" },
  ...numberKeyword({ name: "tcp.mss", value: "required", role: PACKET, prefilter: true, manual: "header-keywords.html#tcp-mss" }, 16),
  ...numberKeyword({ name: "itype", value: "required", role: PACKET, prefilter: true, manual: "header-keywords.html#itype" }, 8),
  ...numberKeyword({ name: "icode", value: "required", role: PACKET, prefilter: true, manual: "header-keywords.html#icode" }, 8),
  { name: "icmp_id", value: "required", argument: SEQUENCE, role: PACKET, prefilter: true, manual: "header-keywords.html#icmp-id" },
  ...packetSince8({ name: "icmp_seq", value: "required", argument: SEQUENCE, prefilter: true, manual: "header-keywords.html#icmp-seq" }),
  ...numberKeyword({ name: "icmpv6.mtu", value: "required", role: PACKET, prefilter: true, manual: "header-keywords.html#icmpv6-mtu" }, 32),
  { name: "stream_size", value: "required", argument: streamSize, role: ANY_WAY, prefilter: true, manual: "flow-keywords.html#stream-size" },
  ...packetSince8({ name: "asn1", value: "required", argument: asn1, manual: "payload-keywords.html" }),
  { name: "rpc", value: "required", argument: rpcProgram, role: PACKET, manual: "payload-keywords.html#rpc" },
  ...CHECKSUMS.map((name): DialectKeyword => ({ name, value: "required", argument: CHECKSUM, role: ANY_WAY, manual: "header-keywords.html" })),
  { name: "nfq_set_mark", value: "required", argument: mark, role: { kind: "matches", place: "post-match" } },
  { name: "bypass", value: "none", role: { kind: "matches", place: "post-match" }, checks: [bypassWithoutFilestore], manual: "bypass-keyword.html" },
];
