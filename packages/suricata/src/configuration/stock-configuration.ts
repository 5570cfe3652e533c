import type { RuleConfiguration as PartialConfiguration } from "@sigwright/core";
import type { RuleConfiguration } from "./rule-configuration.ts";

/** Address groups of the stock `suricata.yaml` of 7.0 and 8.0. */
const ADDRESS_VARIABLES: readonly (readonly [name: string, value: string])[] = [
  ["HOME_NET", "[192.168.0.0/16,10.0.0.0/8,172.16.0.0/12]"],
  ["EXTERNAL_NET", "!$HOME_NET"],
  ["HTTP_SERVERS", "$HOME_NET"],
  ["SMTP_SERVERS", "$HOME_NET"],
  ["SQL_SERVERS", "$HOME_NET"],
  ["DNS_SERVERS", "$HOME_NET"],
  ["TELNET_SERVERS", "$HOME_NET"],
  ["AIM_SERVERS", "$EXTERNAL_NET"],
  ["DC_SERVERS", "$HOME_NET"],
  ["DNP3_SERVER", "$HOME_NET"],
  ["DNP3_CLIENT", "$HOME_NET"],
  ["MODBUS_CLIENT", "$HOME_NET"],
  ["MODBUS_SERVER", "$HOME_NET"],
  ["ENIP_CLIENT", "$HOME_NET"],
  ["ENIP_SERVER", "$HOME_NET"],
];

/** Port groups of the stock `suricata.yaml` of 7.0 and 8.0. */
const PORT_VARIABLES: readonly (readonly [name: string, value: string])[] = [
  ["HTTP_PORTS", "80"],
  ["SHELLCODE_PORTS", "!80"],
  ["ORACLE_PORTS", "1521"],
  ["SSH_PORTS", "22"],
  ["DNP3_PORTS", "20000"],
  ["MODBUS_PORTS", "502"],
  ["FILE_DATA_PORTS", "[$HTTP_PORTS,110,143]"],
  ["FTP_PORTS", "21"],
  ["GENEVE_PORTS", "6081"],
  ["VXLAN_PORTS", "4789"],
  ["TEREDO_PORTS", "3544"],
];

/** Variables that no stock file defines and that widely published rules use. */
const COMMON_ADDRESS_VARIABLES: readonly (readonly [name: string, value: string])[] = [
  ["SSH_SERVERS", "$HOME_NET"],
  ["FTP_SERVERS", "$HOME_NET"],
  ["SIP_SERVERS", "$HOME_NET"],
  ["SNMP_SERVERS", "$HOME_NET"],
  ["POP_SERVERS", "$HOME_NET"],
  ["IMAP_SERVERS", "$HOME_NET"],
];

const COMMON_PORT_VARIABLES: readonly (readonly [name: string, value: string])[] = [
  ["HTTPS_PORTS", "443"],
  ["SIP_PORTS", "5060"],
];

/** Names of the stock `classification.config`. */
const CLASSTYPES: readonly string[] = [
  "not-suspicious",
  "unknown",
  "bad-unknown",
  "attempted-recon",
  "successful-recon-limited",
  "successful-recon-largescale",
  "attempted-dos",
  "successful-dos",
  "attempted-user",
  "unsuccessful-user",
  "successful-user",
  "attempted-admin",
  "successful-admin",
  "rpc-portmap-decode",
  "shellcode-detect",
  "string-detect",
  "suspicious-filename-detect",
  "suspicious-login",
  "system-call-detect",
  "tcp-connection",
  "trojan-activity",
  "unusual-client-port-connection",
  "network-scan",
  "denial-of-service",
  "non-standard-protocol",
  "protocol-command-decode",
  "web-application-activity",
  "web-application-attack",
  "misc-activity",
  "misc-attack",
  "icmp-event",
  "inappropriate-content",
  "policy-violation",
  "default-login-attempt",
  "targeted-activity",
  "exploit-kit",
  "external-ip-check",
  "domain-c2",
  "pup-activity",
  "credential-theft",
  "social-engineering",
  "coin-mining",
  "command-and-control",
];

/** Systems of the stock `reference.config`, in lower case. */
const REFERENCES: readonly string[] = [
  "bugtraq",
  "bid",
  "cve",
  "secunia",
  "arachnids",
  "mcafee",
  "nessus",
  "url",
  "et",
  "etpro",
  "telus",
  "osvdb",
  "threatexpert",
  "md5",
  "exploitdb",
  "openpacket",
  "securitytracker",
  "secunia",
  "xforce",
  "msft",
];

/** The stock files of the engine, with the variables that published rules expect beside them. */
export const STOCK_CONFIGURATION: RuleConfiguration = {
  addressVariables: new Map([...ADDRESS_VARIABLES, ...COMMON_ADDRESS_VARIABLES]),
  portVariables: new Map([...PORT_VARIABLES, ...COMMON_PORT_VARIABLES]),
  classtypes: new Set(CLASSTYPES),
  references: new Set(REFERENCES),
  reputationCategories: new Set(),
};

/** A configuration with what it does not say taken from the stock files. */
export function completeConfiguration(configuration: PartialConfiguration | undefined): RuleConfiguration {
  return configuration === undefined ? STOCK_CONFIGURATION : { ...STOCK_CONFIGURATION, ...configuration };
}
