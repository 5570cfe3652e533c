import { type ArgumentForm, type DialectKeyword, fault, type InspectionBuffer, integer, oneOf, type OptionCheck, unsigned, type UnsignedValue } from "@sigwright/rule-language/dialect";
import { entropy } from "../arguments/entropy.ts";
import { elephantSide, flowCount } from "../arguments/flow-counts.ts";
import { indexed } from "../arguments/indexed.ts";
import { bitFlags, numberOrName, piecesOf } from "../arguments/number-or-name.ts";
import { absentFirst } from "../checks/absent-buffer.ts";
import { richNumber } from "./version-rows.ts";

const SINCE = "8.0";
const TCP = 6;

const RCODES = `
  noerror formerr servfail nxdomain notimp refused yxdomain yxrrset nxrrset notauth notzone badvers badkey badtime
  badmode badname badalg badtrunc
`.trim().split(/\s+/);

const RECORD_TYPES = `
  a ns md mf cname soa mb mg mr null wks ptr hinfo minfo mx txt rp afsdb x25 isdn rt nsap nsapptr sig key px gpos aaaa
  loc nxt srv atma naptr kx cert a6 dname opt apl ds sshfp ipseckey rrsig nsec dnskey dhcid nsec3 nsec3param tlsa hip
  cds cdnskey https spf tkey tsig maila any uri
`.trim().split(/\s+/);

const LDAP_OPERATIONS = `
  bind_request bind_response unbind_request search_request search_result_entry search_result_done
  search_result_reference modify_request modify_response add_request add_response del_request del_response
  mod_dn_request mod_dn_response compare_request compare_response abandon_request extended_request extended_response
  intermediate_response
`.trim().split(/\s+/);

const LDAP_RESULTS = `
  success operations_error protocol_error time_limit_exceeded size_limit_exceeded compare_false compare_true
  auth_method_not_supported stronger_auth_required referral admin_limit_exceeded unavailable_critical_extension
  confidentiality_required sasl_bind_in_progress no_such_attribute undefined_attribute_type inappropriate_matching
  constraint_violation attribute_or_value_exists invalid_attribute_syntax no_such_object alias_problem
  invalid_dns_syntax is_leaf alias_dereferencing_problem inappropriate_authentication invalid_credentials
  insufficient_access_rights busy unavailable unwilling_to_perform loop_detect sort_control_missing offset_range_error
  naming_violation object_class_violation not_allowed_on_non_leaf not_allowed_on_rdn entry_already_exists
  object_class_mods_prohibited results_too_large affects_multiple_dsas control_error other server_down local_error
  encoding_error decoding_error timeout auth_unknown filter_error user_canceled param_error no_memory connect_error
  not_supported control_not_found no_results_returned more_results_to_return client_loop referral_limit_exceeded
  invalid_response ambiguous_response tls_not_supported intermediate_response unknown_type canceled no_such_operation
  too_late cannot_cancel assertion_failed authorization_denied e_sync_refresh_required no_operation
`.trim().split(/\s+/);

const NTP_MODES = ["reserved", "symmetric_active", "symmetric_passive", "client", "server", "broadcast", "control", "private"];
const OPCODES = ["continuation", "text", "binary", "close", "ping", "pong"];
const TRAP_TYPES = ["coldstart", "warmstart", "linkdown", "linkup", "authenticationfailure", "egpneighborloss", "enterprisespecific"];
const ENIP_STATUSES = ["success", "invalid_cmd", "no_resources", "incorrect_data", "invalid_session", "invalid_length", "unsupported_prot_rev", "encap_header_error"];
const YES_NO = ["yes", "true", "1", "on", "no", "false", "0", "off"];
const SESSION_STATES = ["setup", "established", "closing"];

/** Most VLAN headers of a packet, and the highest identifier of a VLAN. */
const VLAN_LAYERS = 3;
const HIGHEST_VLAN = 0xfffn;

/** A number whose operands are limited more than its type. */
function limited(number: ArgumentForm<UnsignedValue>, most: bigint): ArgumentForm {
  return {
    summary: number.summary,
    parse: (argument) => {
      const parsed = number.parse(argument);
      if ("fault" in parsed) return parsed;
      return parsed.value.number > most || (parsed.value.end ?? 0n) > most ? fault(argument, `a number is above ${most}`) : parsed;
    },
  };
}

const rich16 = unsigned(16, { richer: true });

const sessionStates: ArgumentForm = {
  summary: `states with commas and no blanks between them: ${SESSION_STATES.join(", ")}`,
  parse: (argument) => {
    const seen = new Set<string>();
    for (const piece of piecesOf(argument)) {
      if (!SESSION_STATES.includes(piece.text)) return fault(argument, `unknown state \`${piece.text}\``, { ...piece, expected: SESSION_STATES });
      if (seen.has(piece.text)) return fault(argument, `\`${piece.text}\` stands there twice`, piece);
      seen.add(piece.text);
    }
    return seen.size === 0 ? fault(argument, "it names no state", { expected: SESSION_STATES }) : { value: [...seen] };
  },
};

const needsTcp: OptionCheck = {
  summary: "sessions are those of TCP",
  check: ({ state: { ipProtocols }, keyword, nameRange, report }) => {
    if (ipProtocols.any || ipProtocols.numbers.has(TCP)) return;
    report.reject("wrong-ip-protocol", nameRange, `\`${keyword.name}\` needs a rule for TCP`);
  },
};

interface ValueRow {
  readonly name: string;
  readonly protocol: string;
  readonly argument: ArgumentForm;
  readonly direction?: "to_server" | "to_client";
  readonly repeat?: "once";
  readonly manual: string;
}

const ANY_INDEX = { min: -(2 ** 31), max: 2 ** 31 - 1 };

function enipNumber(name: string, bits: 8 | 16 | 32): ValueRow {
  return { name: `enip.${name}`, protocol: "enip", argument: richNumber(bits), manual: `enip-keyword.html#enip-${name.replaceAll("_", "-")}` };
}

/** Keywords of 8.0 that compare a value of a transaction; each has a list of its own, named after it. */
const VALUE_ROWS: readonly ValueRow[] = [
  { name: "dns.rcode", protocol: "dns", argument: numberOrName(richNumber(16), RCODES, { negatable: true }), manual: "dns-keywords.html#dns-rcode" },
  { name: "dns.rrtype", protocol: "dns", argument: numberOrName(richNumber(16), RECORD_TYPES, { negatable: true }), manual: "dns-keywords.html#dns-rrtype" },
  enipNumber("capabilities", 16),
  enipNumber("cip_attribute", 32),
  enipNumber("cip_class", 32),
  enipNumber("cip_extendedstatus", 16),
  enipNumber("cip_instance", 32),
  enipNumber("cip_status", 8),
  enipNumber("device_type", 16),
  enipNumber("identity_status", 16),
  enipNumber("product_code", 16),
  enipNumber("protocol_version", 16),
  enipNumber("revision", 16),
  enipNumber("serial", 32),
  enipNumber("state", 8),
  { name: "enip.status", protocol: "enip", argument: numberOrName(richNumber(32), ENIP_STATUSES, { negatable: true }), manual: "enip-keyword.html#enip-status" },
  enipNumber("vendor_id", 16),
  { name: "ftp.dynamic_port", protocol: "ftp", argument: richNumber(16), manual: "ftp-keywords.html#ftp-dynamic-port" },
  { name: "ftp.mode", protocol: "ftp", argument: oneOf(["active", "passive"]), manual: "ftp-keywords.html#ftp-mode" },
  { name: "ftp.reply_received", protocol: "ftp", direction: "to_client", argument: oneOf(YES_NO), manual: "ftp-keywords.html#ftp-reply-received" },
  { name: "ldap.request.operation", protocol: "ldap", direction: "to_server", argument: numberOrName(richNumber(8), LDAP_OPERATIONS, { negatable: true }), manual: "ldap-keywords.html#ldap-request-operation" },
  { name: "ldap.responses.count", protocol: "ldap", direction: "to_client", argument: richNumber(32), manual: "ldap-keywords.html#ldap-responses-count" },
  { name: "ldap.responses.operation", protocol: "ldap", direction: "to_client", argument: indexed(numberOrName(richNumber(8), LDAP_OPERATIONS, { negatable: true }), ANY_INDEX), manual: "ldap-keywords.html#ldap-responses-operation" },
  { name: "ldap.responses.result_code", protocol: "ldap", direction: "to_client", argument: indexed(numberOrName(richNumber(32), LDAP_RESULTS, { negatable: true }), ANY_INDEX), manual: "ldap-keywords.html#ldap-responses-result-code" },
  { name: "ntp.mode", protocol: "ntp", argument: numberOrName(richNumber(8), NTP_MODES, { negatable: true }), manual: "ntp-keywords.html#ntp-mode" },
  { name: "ntp.stratum", protocol: "ntp", argument: richNumber(8), manual: "ntp-keywords.html#ntp-stratum" },
  { name: "ntp.version", protocol: "ntp", argument: richNumber(8), manual: "ntp-keywords.html#ntp-version" },
  { name: "smb.version", protocol: "smb", repeat: "once", argument: integer({ min: 1, max: 2 }), manual: "smb-keywords.html#smb-version" },
  { name: "snmp.trap_type", protocol: "snmp", argument: numberOrName(richNumber(8), TRAP_TYPES, { negatable: true }), manual: "snmp-keywords.html#snmp-trap-type" },
  { name: "websocket.flags", protocol: "websocket", argument: bitFlags(["fin", "comp"], { isOpen: true }), manual: "websocket-keywords.html#websocket-flags" },
  { name: "websocket.mask", protocol: "websocket", argument: richNumber(32), manual: "websocket-keywords.html#websocket-mask" },
  { name: "websocket.opcode", protocol: "websocket", argument: numberOrName(richNumber(8), OPCODES, { negatable: true }), manual: "websocket-keywords.html#websocket-opcode" },
];

/** The lists of the keywords of 8.0 that compare values. */
export const NEWER_VALUE_BUFFERS: readonly InspectionBuffer[] = VALUE_ROWS.map(({ name, protocol, direction }) => ({
  name,
  keyword: name,
  kind: "transaction",
  since: SINCE,
  inspections: (protocol === "dns" ? ["dns", "doh2"] : [protocol]).flatMap((inspected) =>
    (direction === undefined ? (["to_server", "to_client"] as const) : [direction]).map((each) => ({ protocol: inspected, direction: each })),
  ),
}));

const COUNT = { since: SINCE, value: "required", role: { kind: "matches", place: "packet", requires: "packet" }, manual: "flow-keywords.html" } as const;
const PACKET = { since: SINCE, value: "required", role: { kind: "matches", place: "packet", requires: "packet" }, prefilter: true } as const;

/** Keywords that came with 8.0, beside sticky buffers and transforms. */
export const NEWER_KEYWORDS: readonly DialectKeyword[] = [
  ...VALUE_ROWS.map(({ name, protocol, argument, repeat, manual }): DialectKeyword => ({
    name,
    since: SINCE,
    value: "required",
    protocol,
    argument,
    role: { kind: "matches-in", buffer: name },
    ...(repeat === undefined ? {} : { repeat }),
    manual,
  })),
  { name: "flow.bytes", ...COUNT, argument: flowCount(richNumber(64)) },
  { name: "flow.bytes_toclient", ...COUNT, argument: richNumber(64) },
  { name: "flow.bytes_toserver", ...COUNT, argument: richNumber(64) },
  { name: "flow.pkts", ...COUNT, argument: flowCount(richNumber(32)), prefilter: true },
  { name: "flow.pkts_toclient", ...COUNT, argument: richNumber(32), prefilter: true },
  { name: "flow.pkts_toserver", ...COUNT, argument: richNumber(32), prefilter: true },
  { name: "flow.elephant", ...COUNT, argument: elephantSide, prefilter: true },
  { name: "tcp.session", since: SINCE, value: "required", role: PACKET.role, argument: sessionStates, checks: [needsTcp], manual: "header-keywords.html" },
  { name: "tcp.wscale", ...PACKET, argument: richNumber(8), manual: "header-keywords.html#tcp-wscale" },
  { name: "vlan.id", ...PACKET, argument: indexed(limited(rich16, HIGHEST_VLAN), { min: -VLAN_LAYERS, max: VLAN_LAYERS - 1 }), manual: "vlan-keywords.html#vlan-id" },
  { name: "vlan.layers", ...PACKET, argument: limited(unsigned(8, { richer: true }), BigInt(VLAN_LAYERS)), manual: "vlan-keywords.html#vlan-layers" },
  { name: "entropy", since: SINCE, value: "required", argument: entropy, role: { kind: "inspects" }, manual: "payload-keywords.html#entropy" },
  { name: "absent", since: SINCE, value: "optional", argument: oneOf(["or_else"], { caseMatters: true }), role: { kind: "measures" }, checks: [absentFirst], manual: "payload-keywords.html#absent" },
];
