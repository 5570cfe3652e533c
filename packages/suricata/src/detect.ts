import type { Likelihood } from "@sigwright/core";

/** Characters looked at: enough to pass a licence comment. */
const LOOK_AT = 64 * 1024;

const RULE_LINE = /^#?[ \t]*(?:alert|drop|pass|reject|rejectsrc|rejectdst|rejectboth)[ \t]+([a-z0-9_.:-]+)[ \t][^\n(]*\(/gm;

/** What only Suricata writes: protocols of the application layer in the header, and sticky buffers with a point. */
const SURICATA_PROTOCOL = /^(?:dns|http1?|http2|tls|ssl|smb|ssh|ftp|ftp-data|smtp|quic|krb5|dcerpc|tftp|nfs|ntp|dhcp|rdp|sip|snmp|mqtt|ike|rfb|pkthdr|tcp-pkt|tcp-stream)$/;
const SURICATA_OPTION = /;\s*(?:http\.[a-z_.]+|dns[._]query|tls[._](?:sni|cert_[a-z]+)|ja3s?\.hash|file[._]data|flowbits|xbits|dataset|bsize|startswith|endswith|dotprefix)\s*[:;]/;
const SNORT3_OPTION = /;\s*(?:service|bufferlen|http_param|js_data|rem)\s*:|content:"[^"\n]*"\s*,|;\s*(?:http_uri|http_header|http_client_body|http_cookie)\s*(?::|;\s*content)/;

/** Says whether a text looks like Suricata rules rather than those of its relatives. */
export function detect(text: string): Likelihood {
  const head = text.slice(0, LOOK_AT);
  let rules = 0;
  let named = 0;
  for (const [, protocol = ""] of head.matchAll(RULE_LINE)) {
    rules++;
    if (SURICATA_PROTOCOL.test(protocol)) named++;
  }
  if (rules === 0) return { score: 0, reason: "no line looks like a rule" };
  const snort3 = SNORT3_OPTION.test(head);
  if (named > 0 && SURICATA_OPTION.test(head)) {
    return { score: snort3 ? 0.7 : 0.95, reason: `${named} of ${rules} rules name an application protocol Suricata knows` };
  }
  if (SURICATA_OPTION.test(head)) return { score: snort3 ? 0.4 : 0.8, reason: "it uses option keywords of Suricata" };
  if (snort3) return { score: 0.1, reason: "its rules look like Snort 3" };
  if (named > 0) return { score: 0.6, reason: `${named} of ${rules} rules name an application protocol` };
  return { score: 0.5, reason: "its rules may be Suricata's or Snort's" };
}
