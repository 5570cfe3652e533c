import { type ArgumentForm, argumentString, type DialectKeyword, fault, oneOf, textLike } from "@sigwright/rule-language/dialect";
import { numberOrName } from "../arguments/number-or-name.ts";
import { changedForm, numberKeyword, richNumber } from "./version-rows.ts";

const SECURITY_RESULTS = ["ok", "fail", "toomany", "unknown"];

const SA_ATTRIBUTE = /^\s*(?:alg_enc|alg_hash|alg_auth|alg_dh|sa_group_type|sa_life_type|sa_life_duration|alg_prf|sa_key_length|sa_field_size)\s*=\s*(\d+)\s*$/;

const chosenAttribute: ArgumentForm = {
  summary: "an attribute of a security association and its value: `alg_hash=2`",
  parse: (argument) => {
    const value = SA_ATTRIBUTE.exec(argumentString(argument))?.[1];
    if (value === undefined) return fault(argument, `\`${argumentString(argument)}\` is no attribute with a value`);
    return Number(value) < 2 ** 32 ? { value } : fault(argument, "the value has more than 32 bits");
  },
};

const OPCODE = /^[ \t!]*\+?(\d+)$/;

const opcode: ArgumentForm = {
  summary: "a number from 0 to 255, with `!` before it when it must not be that one",
  parse: (argument) => {
    const number = OPCODE.exec(argumentString(argument))?.[1];
    return number !== undefined && Number(number) <= 255 ? { value: Number(number) } : fault(argument, `\`${argumentString(argument)}\` is no opcode`);
  },
};

/** Keywords on DNS, DHCP, FTP, IKE, NFS, RFB and SNMP beside the sticky buffers. */
export const NETWORK_SERVICE_KEYWORDS: readonly DialectKeyword[] = [
  ...changedForm({ name: "dns.opcode", protocol: "dns", value: "required", role: { kind: "matches-in", buffer: "dns.opcode" }, manual: "dns-keywords.html#dns-opcode" }, opcode, richNumber(8)),
  ...numberKeyword({ name: "dhcp.leasetime", protocol: "dhcp", value: "required", role: { kind: "matches-in", buffer: "dhcp.leasetime" }, manual: "dhcp-keywords.html#dhcp-leasetime" }, 64),
  ...numberKeyword({ name: "dhcp.rebinding_time", protocol: "dhcp", value: "required", role: { kind: "matches-in", buffer: "dhcp.rebinding-time" }, manual: "dhcp-keywords.html#dhcp-rebinding-time" }, 64),
  ...numberKeyword({ name: "dhcp.renewal_time", protocol: "dhcp", value: "required", role: { kind: "matches-in", buffer: "dhcp.renewal-time" }, manual: "dhcp-keywords.html#dhcp-renewal-time" }, 64),
  { name: "ftpbounce", protocol: "ftp", value: "none", role: { kind: "matches-in", buffer: "ftp_request" }, manual: "ftp-keywords.html#ftpbounce" },
  { name: "ftpdata_command", protocol: "ftp-data", value: "required", argument: textLike(/^\s*(?:stor|retr)\s*$/, "`stor` or `retr`"), role: { kind: "matches-in", buffer: "ftpdata_command" }, manual: "ftp-keywords.html#ftpdata-command" },
  { name: "ike.chosen_sa_attribute", protocol: "ike", value: "required", argument: chosenAttribute, role: { kind: "matches-in", buffer: "ike.chosen_sa_attribute" }, manual: "ike-keywords.html#ike-chosen-sa-attribute" },
  ...numberKeyword({ name: "ike.exchtype", protocol: "ike", value: "required", role: { kind: "matches-in", buffer: "ike.exchtype" }, manual: "ike-keywords.html#ike-exchtype" }, 8),
  ...numberKeyword({ name: "ike.key_exchange_payload_length", protocol: "ike", value: "required", role: { kind: "matches-in", buffer: "ike.key_exchange_payload_length" }, manual: "ike-keywords.html#ike-key-exchange-payload-length" }, 32),
  ...numberKeyword({ name: "ike.nonce_payload_length", protocol: "ike", value: "required", role: { kind: "matches-in", buffer: "ike.nonce_payload_length" }, manual: "ike-keywords.html#ike-nonce-payload-length" }, 32),
  ...numberKeyword({ name: "nfs_procedure", protocol: "nfs", value: "required", role: { kind: "matches-in", buffer: "nfs_request" } }, 32, { inclusive: true }),
  ...numberKeyword({ name: "nfs.version", aliases: ["nfs_version"], protocol: "nfs", value: "required", role: { kind: "matches-in", buffer: "nfs_request" } }, 32, { inclusive: true }),
  ...changedForm(
    { name: "rfb.secresult", protocol: "rfb", value: "required", role: { kind: "matches-in", buffer: "rfb.secresult" }, manual: "rfb-keywords.html#rfb-secresult" },
    oneOf(SECURITY_RESULTS),
    numberOrName(richNumber(32), SECURITY_RESULTS, { negatable: true }),
  ),
  ...numberKeyword({ name: "rfb.sectype", protocol: "rfb", value: "required", role: { kind: "matches-in", buffer: "rfb.sectype" }, manual: "rfb-keywords.html#rfb-sectype" }, 32),
  ...numberKeyword({ name: "snmp.version", protocol: "snmp", value: "required", role: { kind: "matches-in", buffer: "snmp.version" }, manual: "snmp-keywords.html#snmp-version" }, 32),
  ...changedForm(
    { name: "snmp.pdu_type", protocol: "snmp", value: "required", role: { kind: "matches-in", buffer: "snmp.pdu_type" }, manual: "snmp-keywords.html#snmp-pdu-type" },
    textLike(/^\s*\d{1,19}\s*$/, "a number"),
    richNumber(32),
  ),
];
