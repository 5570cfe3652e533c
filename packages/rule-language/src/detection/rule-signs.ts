import type { Rule, RuleDialect, RuleOption } from "../tree.ts";

/** Something a rule has by which its dialect is known. */
export interface RuleSign {
  /** For people; completes "12 of 20 rules have …". */
  readonly words: string;
  /** Dialects that write such a rule. */
  readonly of: readonly RuleDialect[];
  /** How sure it is: 4 for what all others refuse, 1 for what one of them does, less for what they load and their authors hardly write. */
  readonly weight: number;
  readonly has: (rule: SignedRule) => boolean;
}

/** A rule as signs look at it. Names and words are in lower case. */
export interface SignedRule {
  readonly action: string;
  readonly protocol: string | undefined;
  /** What the header has between protocol and options; empty where it stops after the protocol. */
  readonly addresses: string;
  readonly options: readonly RuleOption[];
  readonly names: ReadonlySet<string>;
  /** Lines the rule stands on that no backslash joins. */
  readonly spansLines: boolean;
}

/** A rule, made ready to be looked at. */
export function signedRule(rule: Rule, text: string): SignedRule {
  const { header, action, range } = rule;
  const options = [...rule.options];
  return {
    action: action.text.toLowerCase(),
    protocol: header.protocol?.text.toLowerCase(),
    addresses: text.slice(header.source?.range.start ?? header.range.end, header.range.end),
    options,
    names: new Set(options.map(({ name }) => name.toLowerCase())),
    spansLines: /[^\\\r]\r?\n/.test(text.slice(range.start, range.end)),
  };
}

function hasName(...names: readonly string[]): RuleSign["has"] {
  return (rule) => names.some((name) => rule.names.has(name));
}

function hasValue(name: string, pattern: RegExp): RuleSign["has"] {
  return ({ options }) => options.some((option) => option.name.toLowerCase() === name && option.value !== undefined && pattern.test(option.value));
}

/** HTTP buffers that Snort 3 selects before a content and the others name behind it. */
const HTTP_BUFFER = /^http_(?:uri|header|client_body|cookie|method|stat_code|stat_msg|raw_uri|raw_header|raw_cookie)$/;
const LOOKS = /^(?:content|pcre|regex|bufferlen|byte_(?:test|jump|math|extract)|isdataat)$/;
/** What may stand between a content and the modifier that names its buffer. */
const MODIFIER = /^(?:nocase|depth|offset|distance|within|fast_pattern|rawbytes)$/;

/** Whether an HTTP buffer is selected: something that looks into it follows, and nothing that could be in it stands before. */
function selectsHttp({ options }: SignedRule): boolean {
  const at = options.findIndex(({ name }) => HTTP_BUFFER.test(name));
  if (at === -1) return false;
  const followed = options[at + 1] !== undefined && LOOKS.test(options[at + 1]!.name);
  return followed && !options.slice(0, at).some(({ name }) => name === "content");
}

/** Whether an HTTP buffer is named behind the content that is in it. */
function modifiesHttp({ options }: SignedRule): boolean {
  return options.some(({ name }, index) => {
    if (!HTTP_BUFFER.test(name)) return false;
    let at = index - 1;
    while (at >= 0 && MODIFIER.test(options[at]!.name)) at--;
    const isBehind = at >= 0 && options[at]!.name === "content";
    return isBehind && (options[index + 1] === undefined || !LOOKS.test(options[index + 1]!.name) || !hasBufferBefore(options, at));
  });
}

function hasBufferBefore(options: readonly RuleOption[], at: number): boolean {
  return options.slice(0, at).some(({ name }) => HTTP_BUFFER.test(name));
}

const SURICATA_ONLY_PROTOCOL = /^(?:http1|ftp-data|tcp-pkt|tcp-stream|pkthdr|ipv[46]|ip[46]|krb5|nfs|tftp|ntp|dhcp|rfb|mqtt|ike|quic|websocket|ldap|mdns|pop3|icmpv[46])$/;
const SURICATA_PROTOCOL = /^(?:dns|http|http2|tls|ssl|smb|ssh|ftp|smtp|dcerpc|rdp|sip|snmp|modbus|enip|dnp3|imap|telnet)$/;

/** Every sign, the sure ones first. */
export const RULE_SIGNS: readonly RuleSign[] = [
  { words: "sticky buffers with a point in their names", of: ["suricata"], weight: 4, has: ({ names }) => [...names].some((name) => /^[a-z0-9]+\.[a-z0-9_.-]+$/.test(name) && name !== "ftp.bounce") },
  {
    words: "option keywords that only Suricata has",
    of: ["suricata"],
    weight: 4,
    has: hasName(
      "dns_query", "tls_sni", "tls_cert_subject", "tls_cert_issuer", "http_user_agent", "http_host", "http_raw_host", "http_content_type", "http_accept", "http_referer", "http_header_names",
      "bsize", "startswith", "endswith", "dotprefix", "xbits", "flowint", "hostbits", "dataset", "datarep", "app-layer-event", "app-layer-protocol", "decode-event", "stream-event", "target", "iprep", "lua",
      "filestore", "filemagic", "filename", "fileext", "filemd5", "filesha1", "filesha256", "filesize", "noalert", "prefilter", "to_lowercase", "to_sha256", "requires", "geoip", "ja3_hash", "icmp_mtu", "bypass",
    ),
  },
  { words: "a protocol that only Suricata's headers name", of: ["suricata"], weight: 4, has: ({ protocol }) => protocol !== undefined && SURICATA_ONLY_PROTOCOL.test(protocol) },
  { words: "an application protocol before the addresses", of: ["suricata"], weight: 0.7, has: ({ protocol, addresses }) => protocol !== undefined && SURICATA_PROTOCOL.test(protocol) && addresses !== "" },
  { words: "an action that only Suricata knows", of: ["suricata"], weight: 4, has: ({ action }) => /^(?:rejectsrc|rejectdst|rejectboth|accept|config)(?::|$)/.test(action) },
  { words: "a direction that only Suricata knows", of: ["suricata"], weight: 4, has: ({ addresses }) => addresses.includes("=>") },

  { words: "no addresses in the header, as only Snort 3 allows", of: ["snort3"], weight: 4, has: ({ protocol, addresses, names }) => addresses === "" && names.size > 0 && (protocol !== undefined || !names.has("metadata")) },
  { words: "modifiers behind the text of a content, as Snort 3 writes them", of: ["snort3"], weight: 4, has: hasValue("content", /"[ \t\r\n]*,[ \t\r\n]*(?:nocase|fast_pattern|depth|offset|distance|within|width|endian)/) },
  {
    words: "option keywords that only Snort 3 has",
    of: ["snort3"],
    weight: 4,
    has: hasName("service", "bufferlen", "http_param", "js_data", "vba_data", "rem", "regex", "appids", "http_raw_body", "http_raw_request", "http_raw_status", "http_true_ip", "http_trailer", "http_version", "http_num_headers", "script_data", "ber_data", "ber_skip", "alert_alerts", "cursor", "raw_data", "icmp_code", "wizard"),
  },
  { words: "an HTTP buffer before the content, as Snort 3 selects it", of: ["snort3"], weight: 4, has: selectsHttp },
  { words: "the field of a header named in `http_header`, as Snort 3 does", of: ["snort3"], weight: 4, has: hasValue("http_header", /field/) },
  { words: "several lines without a backslash, as only Snort 3 allows", of: ["snort3"], weight: 4, has: ({ spansLines }) => spansLines },
  { words: "an action that only Snort 3 knows", of: ["snort3"], weight: 4, has: ({ action }) => action === "react" || action === "rewrite" },

  { words: "an HTTP buffer behind the content, as Snort 2 and Suricata name it", of: ["snort2", "suricata"], weight: 1, has: modifiesHttp },
  { words: "modifiers as options of their own, as Snort 2 and Suricata write them", of: ["snort2", "suricata"], weight: 1, has: hasName("nocase", "depth", "offset", "distance", "within", "fast_pattern", "rawbytes", "uricontent", "urilen") },
  {
    words: "option keywords that only Snort 2 has",
    of: ["snort2"],
    weight: 4,
    has: hasName("protected_content", "http_encode", "activates", "activated_by", "logto", "appid", "cvs", "resp", "session", "file_group", "stream_reassemble", "sip_body"),
  },
  { words: "an action that only Snort 2 knows", of: ["snort2"], weight: 4, has: ({ action }) => /^(?:sdrop|activate|dynamic)$/.test(action) },
  { words: "metadata of Snort's own rule sets", of: ["snort2", "snort3"], weight: 0.6, has: hasValue("metadata", /(?:^|,)[ \t]*(?:service[ \t]|policy[ \t]+\S+-ips[ \t]|ruleset[ \t]+community|impact_flag[ \t])/) },
  {
    words: "`tcp` and HTTP ports in the header with an HTTP buffer, as in Snort 2",
    of: ["snort2"],
    weight: 0.3,
    has: (rule) => rule.protocol === "tcp" && /\$HTTP_PORTS|\b80\b/.test(rule.addresses) && modifiesHttp(rule),
  },
  { words: "`uricontent`, which is rare in rules for Suricata", of: ["snort2"], weight: 0.4, has: hasName("uricontent") },
  { words: "metadata of rule sets for Suricata", of: ["suricata"], weight: 0.4, has: hasValue("metadata", /(?:^|,)[ \t]*(?:created_at|updated_at|signature_severity|attack_target|affected_product)[ \t]/) },
  { words: "port groups of Snort's configuration", of: ["snort2"], weight: 0.1, has: ({ protocol, addresses, names }) => protocol === "tcp" && /\$(?:HTTP|SHELLCODE|ORACLE|FILE_DATA|SIP|FTP)_PORTS/.test(addresses) && !names.has("metadata") },
  { words: "`threshold`, which Snort 2 and Suricata know", of: ["snort2", "suricata"], weight: 1, has: hasName("threshold") },
];
