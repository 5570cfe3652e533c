import type { AppProtocol } from "@sigwright/rule-language/dialect";

/**
 * The application protocols that Suricata knows in rule headers and keywords, with the transports it detects them on.
 * Names are compared exactly: `HTTP` is none of them.
 */
export const SURICATA_PROTOCOLS: readonly AppProtocol[] = [
  { name: "http", transports: ["tcp"], covers: ["http1", "http2"], files: true },
  { name: "http1", transports: ["tcp"], files: true },
  { name: "http2", transports: ["tcp"], files: true },
  { name: "ftp", transports: ["tcp"] },
  { name: "ftp-data", transports: ["tcp"], files: true },
  { name: "smtp", transports: ["tcp"], files: true },
  { name: "tls", transports: ["tcp"] },
  { name: "ssh", transports: ["tcp"] },
  { name: "imap", transports: ["tcp"] },
  { name: "smb", transports: ["tcp"], files: true },
  // A rule for dcerpc also sees it inside smb, but smb's own keywords don't make it one for smb.
  { name: "dcerpc", transports: ["tcp", "udp"], covers: ["smb"], refuses: ["smb"] },
  { name: "dns", transports: ["tcp", "udp"] },
  { name: "modbus", transports: ["tcp"] },
  { name: "enip", transports: ["tcp", "udp"] },
  { name: "dnp3", transports: ["tcp"] },
  { name: "nfs", transports: ["tcp", "udp"], files: true },
  { name: "ntp", transports: ["udp"] },
  { name: "tftp", transports: ["udp"] },
  { name: "ike", transports: ["udp"] },
  { name: "krb5", transports: ["tcp", "udp"] },
  { name: "quic", transports: ["udp"] },
  { name: "dhcp", transports: ["udp"] },
  { name: "snmp", transports: ["udp"] },
  { name: "sip", transports: ["udp"] },
  { name: "rfb", transports: ["tcp"] },
  { name: "mqtt", transports: ["tcp"] },
  { name: "pgsql", transports: ["tcp"] },
  { name: "telnet", transports: ["tcp"] },
  { name: "rdp", transports: ["tcp"] },
  { name: "bittorrent-dht", transports: ["udp"] },
];
