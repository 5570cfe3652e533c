import type { ForeignKeyword } from "@sigwright/rule-language/dialect";

const BOTH = "Snort 2 and Suricata";
const SURICATA = "Suricata";
const SNORT_2 = "Snort 2";

/** A modifier that stands behind the pattern of a content here. */
function inContent(of: string, instead: string): ForeignKeyword {
  return { of, instead: `it behind the pattern: \`content:"…",${instead}\`` };
}

/** What Snort 2 and Suricata write with keywords that Snort 3 has not. */
export const FOREIGN_KEYWORDS: ReadonlyMap<string, ForeignKeyword> = new Map<string, ForeignKeyword>([
  ["nocase", inContent(BOTH, "nocase")],
  ["depth", inContent(BOTH, "depth 5")],
  ["offset", inContent(BOTH, "offset 5")],
  ["distance", inContent(BOTH, "distance 5")],
  ["within", inContent(BOTH, "within 5")],
  ["fast_pattern", inContent(BOTH, "fast_pattern")],
  ["startswith", inContent(SURICATA, "depth 5")],
  ["rawbytes", { of: BOTH, instead: "`raw_data;` before the content" }],
  ["endswith", { of: SURICATA, instead: "`isdataat:!1,relative;` behind the content" }],
  ["bsize", { of: SURICATA, instead: "`bufferlen:5;`" }],
  ["urilen", { of: BOTH, instead: "`http_uri; bufferlen:5;`" }],
  ["uricontent", { of: BOTH, instead: '`http_uri; content:"…";`' }],
  ["threshold", { of: BOTH, instead: "`detection_filter`, or an `event_filter` in the configuration" }],
  ["sameip", { of: BOTH }],
  ["noalert", { of: SURICATA, instead: "`flowbits:noalert;`" }],
  ["xbits", { of: SURICATA, instead: "`flowbits`" }],
  ["flowint", { of: SURICATA }],
  ["dataset", { of: SURICATA }],
  ["pkthdr", { of: SURICATA }],
  ["to_lowercase", inContent(SURICATA, "nocase")],
  ["http.uri", { of: SURICATA, instead: "`http_uri;`" }],
  ["http.uri.raw", { of: SURICATA, instead: "`http_raw_uri;`" }],
  ["http.method", { of: SURICATA, instead: "`http_method;`" }],
  ["http.header", { of: SURICATA, instead: "`http_header;`" }],
  ["http.header.raw", { of: SURICATA, instead: "`http_raw_header;`" }],
  ["http.host", { of: SURICATA, instead: "`http_header: field host;`" }],
  ["http_host", { of: SURICATA, instead: "`http_header: field host;`" }],
  ["http.user_agent", { of: SURICATA, instead: "`http_header: field user-agent;`" }],
  ["http_user_agent", { of: SURICATA, instead: "`http_header: field user-agent;`" }],
  ["http.referer", { of: SURICATA, instead: "`http_header: field referer;`" }],
  ["http.cookie", { of: SURICATA, instead: "`http_cookie;`" }],
  ["http.request_body", { of: SURICATA, instead: "`http_client_body;`" }],
  ["http.response_body", { of: SURICATA, instead: "`file_data;`" }],
  ["http_server_body", { of: SURICATA, instead: "`file_data;`" }],
  ["http.stat_code", { of: SURICATA, instead: "`http_stat_code;`" }],
  ["http.stat_msg", { of: SURICATA, instead: "`http_stat_msg;`" }],
  ["http.protocol", { of: SURICATA, instead: "`http_version;`" }],
  ["http_encode", { of: SNORT_2 }],
  ["file.data", { of: SURICATA, instead: "`file_data;`" }],
  ["dns.query", { of: SURICATA, instead: "the name with length bytes in a `content`: `content:\"|03|www|07|example|03|com|00|\"`" }],
  ["dns_query", { of: SURICATA, instead: "the name with length bytes in a `content`: `content:\"|03|www|07|example|03|com|00|\"`" }],
  ["tls.sni", { of: SURICATA, instead: "a `content` for the name in the client hello, behind `ssl_state:client_hello;`" }],
  ["tls_sni", { of: SURICATA, instead: "a `content` for the name in the client hello, behind `ssl_state:client_hello;`" }],
  ["app-layer-protocol", { of: SURICATA, instead: "`service` or `appids`" }],
  ["fileext", { of: SURICATA, instead: "`file_type`" }],
  ["filemd5", { of: SURICATA }],
  ["filesha256", { of: SURICATA }],
  ["lua", { of: SURICATA }],
  ["luajit", { of: SURICATA }],
  ["asn1", { of: SNORT_2, instead: "`ber_data` or `ber_skip`" }],
  ["ftpbounce", { of: SNORT_2 }],
  ["logto", { of: SNORT_2 }],
  ["session", { of: SNORT_2, instead: "`tag:session`" }],
  ["resp", { of: SNORT_2, instead: "the action `reject`" }],
  ["react", { of: SNORT_2, instead: "the action `react`" }],
  ["activates", { of: SNORT_2, instead: "`flowbits`" }],
  ["activated_by", { of: SNORT_2, instead: "`flowbits`" }],
  ["protected_content", { of: SNORT_2, instead: "`sha256` with its length" }],
  ["file_group", { of: SNORT_2, instead: "`file_type`" }],
]);
