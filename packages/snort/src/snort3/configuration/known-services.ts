/**
 * Services that Snort 3.12.2 finds: those its stock configuration binds and its wizard tells apart, and those its
 * application detectors name and the community rules use. `file` stands for all that carry files.
 */
export const KNOWN_SERVICES: ReadonlySet<string> = new Set([
  "bgp", "bitcoin", "cip", "cvs", "dce_http_proxy", "dce_http_server", "dcerpc", "dhcp", "dnp3", "dns", "domain", "drda", "enip",
  "file", "file_id", "finger", "ftp", "ftp-data", "gopher", "gtp", "http", "http2", "http3", "ident", "iec104", "imap", "imaps",
  "irc", "isakmp", "kerberos", "ldap", "login", "mdns", "mms", "modbus", "mysql", "netbios-dgm", "netbios-ns", "netbios-ssn",
  "netflow", "nntp", "ntp", "opcua", "oracle", "pop2", "pop3", "pop3s", "postgresql", "printer", "quic", "radius", "rdp", "rexec",
  "rlogin", "rpc", "rsync", "rtmp", "rtsp", "s7commplus", "shell", "sip", "smtp", "smtps", "snmp", "socks", "ssdp", "ssh", "ssl",
  "sunrpc", "syslog", "teamview", "telnet", "tftp", "tns", "vnc", "vnc-server", "wins", "x11", "xmpp",
]);
