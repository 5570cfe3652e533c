import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { flowBits, flowWords } from "../arguments/flow.ts";
import { rpcCall, streamReassemble, streamSize, wordList } from "../arguments/lists.ts";
import { comparison, flagLetters, unsignedNumber } from "../arguments/number.ts";
import { ipProtocol } from "../arguments/ip-protocol.ts";
import { flowFitsProtocol, forIpRules } from "../checks/protocol.ts";
import { manualSection } from "./manual-section.ts";
import { PAYLOAD_SIZE } from "./payload.ts";

const packet = { kind: "matches", place: "packet" } as const;
const TCP: readonly number[] = [6];
const ICMP: readonly number[] = [1];
const TCP_OR_UDP: readonly number[] = [6, 17];
const WORD = 65535;

/** Keywords about fields of packets and about flows (manual 3.6). */
export const PACKET_KEYWORDS: readonly DialectKeyword[] = [
  { name: "fragoffset", value: "required", argument: comparison({ max: WORD, operators: ["!", "<", ">"] }), role: packet, manual: manualSection(6, 1) },
  { name: "ttl", value: "required", argument: comparison({ max: 255, operators: ["<", ">", "=", "<=", ">="], range: "-" }), role: packet, repeat: "once", manual: manualSection(6, 2) },
  { name: "tos", value: "required", argument: comparison({ max: 255, operators: ["!"], notation: "c" }), role: packet, repeat: "once", manual: manualSection(6, 3) },
  { name: "id", value: "required", argument: comparison({ max: WORD, operators: ["!"] }), role: packet, repeat: "once", manual: manualSection(6, 4) },
  { name: "ipopts", value: "required", argument: wordList({ known: ["rr", "eol", "nop", "ts", "sec", "esec", "lsrr", "lsrre", "ssrr", "satid", "any"], most: 1 }), role: packet, repeat: "once", manual: manualSection(6, 5) },
  { name: "fragbits", value: "required", argument: flagLetters("DMR", "!*+", "letters of D, M and R, with `!`, `*` or `+`: `MD+`"), role: packet, repeat: "once", manual: manualSection(6, 6) },
  PAYLOAD_SIZE,
  { name: "flags", value: "required", argument: flagLetters("FSRPAUCE012", "!*+", "letters of F, S, R, P, A, U, C, E or `0`, with `!`, `*` or `+`, then a mask behind a comma: `SF,CE`", "FSRPAUCE12"), role: packet, ipProtocols: TCP, repeat: "once", manual: manualSection(6, 8) },
  { name: "flow", value: "required", argument: flowWords, role: packet, checks: [flowFitsProtocol], repeat: "once", manual: manualSection(6, 9) },
  { name: "flowbits", value: "required", argument: flowBits, role: packet, manual: manualSection(6, 10) },
  { name: "seq", value: "required", argument: unsignedNumber(), role: packet, ipProtocols: TCP, repeat: "once", manual: manualSection(6, 11) },
  { name: "ack", value: "required", argument: unsignedNumber(), role: packet, ipProtocols: TCP, repeat: "once", manual: manualSection(6, 12) },
  { name: "window", value: "required", argument: comparison({ max: WORD, operators: ["!"], notation: "c" }), role: packet, ipProtocols: TCP, repeat: "once", manual: manualSection(6, 13) },
  { name: "itype", value: "required", argument: comparison({ max: 255, operators: ["<", ">"], range: "<>" }), role: packet, ipProtocols: ICMP, repeat: "once", manual: manualSection(6, 14) },
  { name: "icode", value: "required", argument: comparison({ min: -1, max: 256, operators: ["<", ">"], range: "<>" }), role: packet, ipProtocols: ICMP, repeat: "once", manual: manualSection(6, 15) },
  { name: "icmp_id", value: "required", argument: comparison({ max: WORD, operators: [] }), role: packet, ipProtocols: ICMP, repeat: "once", manual: manualSection(6, 16) },
  { name: "icmp_seq", value: "required", argument: comparison({ max: WORD, operators: [] }), role: packet, ipProtocols: ICMP, repeat: "once", manual: manualSection(6, 17) },
  { name: "rpc", value: "required", argument: rpcCall, role: packet, ipProtocols: TCP_OR_UDP, repeat: "once", manual: manualSection(6, 18) },
  { name: "ip_proto", value: "required", argument: ipProtocol, role: packet, checks: [forIpRules], manual: manualSection(6, 19) },
  { name: "sameip", value: "none", role: packet, repeat: "once", manual: manualSection(6, 20) },
  { name: "stream_reassemble", value: "required", argument: streamReassemble, role: packet, manual: manualSection(6, 21) },
  { name: "stream_size", value: "required", argument: streamSize, role: packet, manual: manualSection(6, 22) },
];
