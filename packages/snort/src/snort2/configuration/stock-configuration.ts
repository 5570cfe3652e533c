import type { RuleConfiguration } from "@sigwright/core";

/** What the engine's configuration files define for rules, as far as its rules ask for it. */
export type Snort2Configuration = Required<Pick<RuleConfiguration, "addressVariables" | "portVariables" | "classtypes" | "references">>;

/** Address groups of the stock `snort.conf` of 2.9.20. */
const ADDRESS_VARIABLES: readonly (readonly [name: string, value: string])[] = [
  ["HOME_NET", "any"],
  ["EXTERNAL_NET", "any"],
  ["DNS_SERVERS", "$HOME_NET"],
  ["SMTP_SERVERS", "$HOME_NET"],
  ["HTTP_SERVERS", "$HOME_NET"],
  ["SQL_SERVERS", "$HOME_NET"],
  ["TELNET_SERVERS", "$HOME_NET"],
  ["SSH_SERVERS", "$HOME_NET"],
  ["FTP_SERVERS", "$HOME_NET"],
  ["SIP_SERVERS", "$HOME_NET"],
  ["AIM_SERVERS", "$EXTERNAL_NET"],
];

/** Port groups of the same file; of long lists only that they are there matters here. */
const PORT_VARIABLES: readonly (readonly [name: string, value: string])[] = [
  ["HTTP_PORTS", "[80,81,311,383,591,593,901,1220,1414,8000,8080]"],
  ["SHELLCODE_PORTS", "!80"],
  ["ORACLE_PORTS", "1024:"],
  ["SSH_PORTS", "22"],
  ["FTP_PORTS", "[21,2100,3535]"],
  ["SIP_PORTS", "[5060,5061,5600]"],
  ["FILE_DATA_PORTS", "[$HTTP_PORTS,110,143]"],
  ["GTP_PORTS", "[2123,2152,3386]"],
];

/** Names of the stock `classification.config`; the last is that of older releases, which rules still use. */
const CLASSTYPES: readonly string[] = (
  "not-suspicious unknown bad-unknown attempted-recon successful-recon-limited successful-recon-largescale attempted-dos successful-dos " +
  "attempted-user unsuccessful-user successful-user attempted-admin successful-admin rpc-portmap-decode shellcode-detect string-detect " +
  "suspicious-filename-detect suspicious-login system-call-detect tcp-connection trojan-activity unusual-client-port-connection network-scan " +
  "denial-of-service non-standard-protocol protocol-command-decode web-application-activity web-application-attack misc-activity misc-attack " +
  "icmp-event inappropriate-content policy-violation default-login-attempt sdf file-format malware-cnc client-side-exploit kickass-porn"
).split(" ");

/** Systems of the stock `reference.config`, in lower case. */
const REFERENCES: readonly string[] = ["bugtraq", "cve", "arachnids", "osvdb", "mcafee", "nessus", "url", "msb"];

/** The stock files of 2.9.20, as far as its rules ask for them. */
export const SNORT2_STOCK_CONFIGURATION: Snort2Configuration = {
  addressVariables: new Map(ADDRESS_VARIABLES),
  portVariables: new Map(PORT_VARIABLES),
  classtypes: new Set(CLASSTYPES),
  references: new Set(REFERENCES),
};

/** A configuration with what it does not say taken from the stock files of 2.9.20. */
export function completeConfiguration(configuration: RuleConfiguration | undefined): Snort2Configuration {
  return configuration === undefined ? SNORT2_STOCK_CONFIGURATION : { ...SNORT2_STOCK_CONFIGURATION, ...configuration };
}
