import type { AppProtocol } from "@sigwright/rule-language/dialect";

/**
 * The application protocols that Suricata knows in rule headers and keywords, with the transports it detects them on.
 * Names are compared exactly: `HTTP` is none of them.
 */
export const SURICATA_PROTOCOLS: readonly AppProtocol[] = [
  { name: "http", transports: ["tcp"], covers: ["http1", "http2"], refuses: ["doh2"], files: true },
  { name: "http1", transports: ["tcp"], files: true },
  { name: "http2", transports: ["tcp"], covers: ["doh2"], refuses: ["doh2"], files: true },
  // DNS over HTTPS: rules for it may use the keywords of both, and those for either see it.
  { name: "doh2", since: "8.0", transports: ["tcp"], covers: ["dns", "http2", "http"], keeps: true, files: true },
  { name: "ftp", transports: ["tcp"] },
  { name: "ftp-data", transports: ["tcp"], files: true },
  { name: "smtp", transports: ["tcp"], files: true },
  { name: "tls", transports: ["tcp"] },
  { name: "ssh", transports: ["tcp"] },
  { name: "imap", transports: ["tcp"] },
  { name: "smb", transports: ["tcp"], files: true },
  // A rule for dcerpc also sees it inside smb, but smb's own keywords don't make it one for smb.
  { name: "dcerpc", transports: ["tcp", "udp"], covers: ["smb"], refuses: ["smb"] },
  { name: "dns", transports: ["tcp", "udp"], covers: ["doh2"], refuses: ["doh2"] },
  { name: "modbus", transports: ["tcp"] },
  { name: "enip", transports: ["tcp", "udp"] },
  { name: "dnp3", transports: ["tcp"] },
  { name: "nfs", transports: ["tcp", "udp"], files: true },
  { name: "ntp", transports: ["udp"] },
  { name: "tftp", transports: ["udp"] },
  { name: "ike", aliases: ["ikev2"], transports: ["udp"] },
  { name: "krb5", transports: ["tcp", "udp"] },
  { name: "quic", transports: ["udp"] },
  { name: "dhcp", transports: ["udp"] },
  { name: "snmp", transports: ["udp"] },
  { name: "sip", until: "8.0", transports: ["udp"] },
  { name: "sip", since: "8.0", transports: ["tcp", "udp"] },
  { name: "rfb", transports: ["tcp"] },
  { name: "mqtt", transports: ["tcp"] },
  { name: "pgsql", transports: ["tcp"] },
  { name: "telnet", transports: ["tcp"] },
  { name: "rdp", transports: ["tcp"] },
  { name: "bittorrent-dht", transports: ["udp"] },
  { name: "websocket", since: "8.0", transports: ["tcp"] },
  { name: "ldap", since: "8.0", transports: ["tcp", "udp"] },
  { name: "pop3", since: "8.0", transports: ["tcp"] },
  { name: "mdns", since: "8.0", transports: ["udp"] },
];
