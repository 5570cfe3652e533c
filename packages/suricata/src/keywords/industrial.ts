import { type DialectKeyword, integer } from "@sigwright/rule-language/dialect";
import { cipService, dnp3Function, dnp3Indicators, dnp3Object, modbus } from "../arguments/industrial.ts";

const DNP3 = { protocol: "dnp3", value: "required", role: { kind: "matches-in", buffer: "dnp3" } } as const;

/** Keywords on the protocols of industrial control systems beside the sticky buffers. */
export const INDUSTRIAL_KEYWORDS: readonly DialectKeyword[] = [
  { name: "dnp3_func", aliases: ["dnp3.func"], ...DNP3, argument: dnp3Function, manual: "dnp3-keywords.html#dnp3-func" },
  { name: "dnp3_ind", aliases: ["dnp3.ind"], ...DNP3, argument: dnp3Indicators, manual: "dnp3-keywords.html#dnp3-ind" },
  { name: "dnp3_obj", aliases: ["dnp3.obj"], ...DNP3, argument: dnp3Object, manual: "dnp3-keywords.html#dnp3-obj" },
  { name: "modbus", protocol: "modbus", value: "required", argument: modbus, role: { kind: "matches-in", buffer: "modbus" }, manual: "modbus-keyword.html" },
  { name: "cip_service", protocol: "enip", value: "required", argument: cipService, role: { kind: "matches-in", buffer: "cip" }, manual: "enip-keyword.html#cip_service" },
  { name: "enip_command", protocol: "enip", value: "required", argument: integer({ max: 65535 }), role: { kind: "matches-in", buffer: "enip" }, manual: "enip-keyword.html#enip_command" },
];
