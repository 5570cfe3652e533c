import type { RuleConfiguration } from "@sigwright/core";

/** What the configuration defines for rules, all that Snort 3 asks for. */
export type Snort3Configuration = Required<Pick<RuleConfiguration, "addressVariables" | "portVariables" | "classtypes" | "references">>;

const HTTP_PORTS =
  "80 81 311 383 591 593 901 1220 1414 1741 1830 2301 2381 2809 3037 3128 3702 4343 4848 5250 6988 7000 7001 7144 7145 7510 " +
  "7777 7779 8000 8008 8014 8028 8080 8085 8088 8090 8118 8123 8180 8181 8243 8280 8300 8800 8888 8899 9000 9060 9080 9090 " +
  "9091 9443 9999 11371 34443 34444 41080 50002 55555";
const MAIL_PORTS = "110 143";

/** `snort.lua` and `snort_defaults.lua` as Snort 3.12.2 ships them: both networks are `any`. */
export const SNORT3_STOCK_CONFIGURATION: Snort3Configuration = {
  addressVariables: new Map(
    ["HOME_NET", "EXTERNAL_NET", "DNS_SERVERS", "FTP_SERVERS", "HTTP_SERVERS", "SIP_SERVERS", "SMTP_SERVERS", "SQL_SERVERS", "SSH_SERVERS", "TELNET_SERVERS"].map((name) => [name, "any"]),
  ),
  portVariables: new Map([
    ["FTP_PORTS", "21 2100 3535"],
    ["HTTP_PORTS", HTTP_PORTS],
    ["MAIL_PORTS", MAIL_PORTS],
    ["ORACLE_PORTS", "1024:"],
    ["SIP_PORTS", "5060 5061 5600"],
    ["SSH_PORTS", "22"],
    ["FILE_DATA_PORTS", `${HTTP_PORTS} ${MAIL_PORTS}`],
  ]),
  classtypes: new Set([
    "not-suspicious", "unknown", "bad-unknown", "attempted-recon", "successful-recon-limited", "successful-recon-largescale",
    "attempted-dos", "successful-dos", "attempted-user", "unsuccessful-user", "successful-user", "attempted-admin", "successful-admin",
    "rpc-portmap-decode", "shellcode-detect", "string-detect", "suspicious-filename-detect", "suspicious-login", "system-call-detect",
    "tcp-connection", "trojan-activity", "unusual-client-port-connection", "network-scan", "denial-of-service", "non-standard-protocol",
    "protocol-command-decode", "web-application-activity", "web-application-attack", "misc-activity", "misc-attack", "icmp-event",
    "inappropriate-content", "policy-violation", "default-login-attempt", "sdf", "file-format", "malware-cnc", "client-side-exploit",
  ]),
  references: new Set(["bugtraq", "cve", "arachNIDS", "osvdb", "McAfee", "nessus", "url", "msb"]),
};

/** The stock configuration with what another one says instead. */
export function completeConfiguration(configuration: RuleConfiguration = {}): Snort3Configuration {
  const { addressVariables, portVariables, classtypes, references } = SNORT3_STOCK_CONFIGURATION;
  return {
    addressVariables: configuration.addressVariables ?? addressVariables,
    portVariables: configuration.portVariables ?? portVariables,
    classtypes: configuration.classtypes ?? classtypes,
    references: configuration.references ?? references,
  };
}
