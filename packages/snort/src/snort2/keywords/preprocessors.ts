import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { anyText } from "@sigwright/rule-language/dialect";
import { dceInterface, numberList, objectPair, sensitiveData, wordList } from "../arguments/lists.ts";
import { preprocessorSection } from "./manual-section.ts";
import { MODBUS_FUNCTIONS, DNP3_FUNCTIONS, DNP3_FLAGS, CIP_WORDS } from "./industrial-names.ts";

const packet = { kind: "matches", place: "packet" } as const;
/** Keywords of preprocessors are described with the preprocessors, in chapter 2 of the manual. */
const DCERPC = preprocessorSection(16);
const SIP = preprocessorSection(19);
const GTP = preprocessorSection(21);
const SSL = preprocessorSection(14);
const MODBUS = preprocessorSection(22);
const DNP3 = preprocessorSection(23);
const APPID = preprocessorSection(24);
const SENSITIVE_DATA = preprocessorSection(17);
const SSL_VERSIONS: readonly string[] = ["sslv2", "sslv3", "tls1.0", "tls1.1", "tls1.2"];
const SSL_STATES: readonly string[] = ["client_hello", "server_hello", "client_keyx", "server_keyx", "unknown"];

/** Keywords that preprocessors bring (manual 2.2). */
export const PREPROCESSOR_KEYWORDS: readonly DialectKeyword[] = [
  { name: "dce_iface", value: "required", argument: dceInterface, role: packet, manual: DCERPC },
  { name: "dce_opnum", value: "required", quotes: "optional", argument: numberList(0, 65535, { ranges: true }), role: packet, manual: DCERPC },
  { name: "dce_stub_data", value: "none", role: packet, manual: DCERPC },
  { name: "sip_method", value: "required", argument: anyText, role: packet, manual: SIP },
  { name: "sip_stat_code", value: "required", argument: numberList(1, 999), role: packet, manual: SIP },
  { name: "sip_header", value: "none", role: packet, manual: SIP },
  { name: "sip_body", value: "none", role: packet, manual: SIP },
  { name: "gtp_type", value: "required", argument: numberList(0, 255, { word: /^[a-z][a-z0-9_]*$/i }), role: packet, manual: GTP },
  { name: "gtp_info", value: "required", argument: numberList(0, 255, { word: /^[a-z][a-z0-9_]*$/i }), role: packet, manual: GTP },
  { name: "gtp_version", value: "required", argument: numberList(0, 2), role: packet, manual: GTP },
  { name: "ssl_version", value: "required", argument: wordList({ known: SSL_VERSIONS, negatable: true }), role: packet, manual: SSL },
  { name: "ssl_state", value: "required", argument: wordList({ known: SSL_STATES, negatable: true }), role: packet, manual: SSL },
  { name: "modbus_func", value: "required", argument: wordList({ known: MODBUS_FUNCTIONS, most: 1, numbers: true }), role: packet, manual: MODBUS },
  { name: "modbus_unit", value: "required", argument: numberList(0, 255), role: packet, manual: MODBUS },
  { name: "modbus_data", value: "none", role: packet, manual: MODBUS },
  { name: "dnp3_func", value: "required", argument: wordList({ known: DNP3_FUNCTIONS, most: 1, numbers: true }), role: packet, manual: DNP3 },
  { name: "dnp3_obj", value: "required", argument: objectPair, role: packet, manual: DNP3 },
  { name: "dnp3_ind", value: "required", argument: wordList({ known: DNP3_FLAGS }), role: packet, manual: DNP3 },
  { name: "dnp3_data", value: "none", role: packet, manual: DNP3 },
  ...CIP_WORDS.map(([name, value]): DialectKeyword => ({ name, value, role: packet })),
  { name: "s7commplus_opcode", value: "required", role: packet },
  { name: "s7commplus_func", value: "required", role: packet },
  { name: "s7commplus_content", value: "none", role: packet },
  { name: "appid", value: "required", argument: anyText, role: packet, repeat: "once", manual: APPID },
  { name: "sd_pattern", value: "required", argument: sensitiveData, role: packet, repeat: "once", manual: SENSITIVE_DATA },
  { name: "ftp.bounce", value: "none", role: packet },
];
