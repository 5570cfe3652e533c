import { choice, type DialectKeyword, flag, listed, span, textOf, wholeNumber } from "@sigwright/rule-language/dialect";
import { atMost } from "../checks/consolidated.ts";
import { flow } from "../checks/flow.ts";
import { flowBits } from "../checks/flow-bits.ts";
import { standsWithValue } from "../checks/general.ts";
import { fragmentBits, ipProtocol, rpcNumber, tcpFlags } from "../checks/packet-fields.ts";
import { CONDITION, MAX_32, placed, row } from "./row.ts";

const manual = "non_payload/index.html";

/** A field of packets: a number, a comparison or a range. */
function field(name: string, max: number): DialectKeyword {
  return row(name, CONDITION, [placed("range", span(0, max))], { manual, checks: [standsWithValue, atMost(1)] });
}

/** Keywords that look at headers of packets and at flows. Source: Snort 3.12.2, `--help-options`, and its verdicts. */
export const NON_PAYLOAD_KEYWORDS: readonly DialectKeyword[] = [
  field("ack", Infinity),
  field("fragoffset", 8192),
  field("icmp_id", 65535),
  field("icmp_seq", 65535),
  field("icode", 255),
  field("id", Infinity),
  field("itype", 255),
  field("seq", Infinity),
  field("tos", 255),
  field("ttl", 255),
  field("window", 65535),
  row("flags", CONDITION, [placed("flags", textOf("TCP flags: `SA`, `S,CE`")), placed("mask", textOf("TCP flags that don't count"))], { manual, checks: [standsWithValue, atMost(1), tcpFlags] }),
  row("fragbits", CONDITION, [placed("bits", textOf("fragment bits: `MD`, `+D`, `!R`"))], { manual, checks: [standsWithValue, atMost(1), fragmentBits] }),
  row("ip_proto", CONDITION, [placed("protocol", textOf("a number or the name of an IP protocol, with `!`, `<` or `>` before it"))], { manual, checks: [standsWithValue, ipProtocol] }),
  row("ipopts", CONDITION, [placed("option", listed("rr", "eol", "nop", "ts", "sec", "esec", "lsrr", "lsrre", "ssrr", "satid", "any"))], { manual, checks: [standsWithValue, atMost(1)] }),
  row("flow", CONDITION, ["to_client", "to_server", "from_client", "from_server", "established", "not_established", "stateless", "no_stream", "only_stream", "no_frag", "only_frag"].map((name) => ({ name, form: flag })), { manual, checks: [standsWithValue, atMost(1), flow] }),
  row("flowbits", CONDITION, [placed("operation", choice("set", "unset", "isset", "isnotset", "noalert")), placed("bits", textOf("names of bits with `&` or `|` between"))], { manual, checks: [standsWithValue, flowBits] }),
  row("rpc", CONDITION, [placed("application", wholeNumber(0, MAX_32)), placed("version", rpcNumber), placed("procedure", rpcNumber)], { manual, checks: [standsWithValue, atMost(1)] }),
  row("stream_reassemble", CONDITION, [
    { name: "action", form: listed("disable", "enable") },
    { name: "direction", form: listed("client", "server", "both") },
    { name: "noalert", form: flag },
    { name: "fastpath", form: flag },
  ], { manual, checks: [atMost(1)] }),
  row("stream_size", CONDITION, [placed("size", span(0, Infinity)), placed("direction", listed("either", "to_server", "to_client", "both"))], { manual, checks: [standsWithValue] }),
  row("appids", CONDITION, [placed("applications", textOf("names of applications in double quotes"))], { manual, checks: [standsWithValue] }),
];
