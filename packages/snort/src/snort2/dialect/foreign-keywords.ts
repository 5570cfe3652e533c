import type { ForeignKeyword } from "@sigwright/rule-language/dialect";

/** Keywords of Snort 3, and what says the same in Snort 2.9. */
const SNORT3: Readonly<Record<string, string | undefined>> = {
  service: "`metadata:service http;`",
  bufferlen: "`urilen` for a URI, or `isdataat` behind the content",
  rem: undefined,
  soid: "`metadata:soid 3|19187;`",
  regex: '`pcre:"/…/";`',
  appids: "`appid:http;`",
  http_raw_body: 'the content, and `http_client_body;` behind it',
  http_param: 'the content, and `http_uri;` or `http_client_body;` behind it',
  http_version: undefined,
  http_raw_request: undefined,
  http_raw_status: "the content, and `http_stat_code;` behind it",
  http_true_ip: undefined,
  http_trailer: undefined,
  js_data: "`file_data;`",
  vba_data: "`file_data;`",
  script_data: "`file_data;`",
  raw_data: "`pkt_data;`",
  wscale: undefined,
  icmp_code: "`icode`",
  enable: undefined,
  ber_data: undefined,
  ber_skip: undefined,
};

/** Keywords of Suricata, and what says the same in Snort 2.9. */
const SURICATA: Readonly<Record<string, string | undefined>> = {
  "http.uri": "the content, and `http_uri;` behind it",
  "http.uri.raw": "the content, and `http_raw_uri;` behind it",
  "http.method": "the content, and `http_method;` behind it",
  "http.header": "the content, and `http_header;` behind it",
  "http.header.raw": "the content, and `http_raw_header;` behind it",
  "http.host": "the content `Host|3a| …`, and `http_header;` behind it",
  "http.user_agent": "the content `User-Agent|3a| …`, and `http_header;` behind it",
  "http.cookie": "the content, and `http_cookie;` behind it",
  "http.request_body": "the content, and `http_client_body;` behind it",
  "http.stat_code": "the content, and `http_stat_code;` behind it",
  "http.stat_msg": "the content, and `http_stat_msg;` behind it",
  "http.response_body": "`file_data;`",
  "file.data": "`file_data;`",
  http_user_agent: "the content `User-Agent|3a| …`, and `http_header;` behind it",
  http_host: "the content `Host|3a| …`, and `http_header;` behind it",
  http_content_type: "the content `Content-Type|3a| …`, and `http_header;` behind it",
  http_referer: "the content `Referer|3a| …`, and `http_header;` behind it",
  "dns.query": 'the name with its labels\' lengths before them: `content:"|03|bad|07|example|00|"; nocase;`',
  dns_query: 'the name with its labels\' lengths before them: `content:"|03|bad|07|example|00|"; nocase;`',
  "tls.sni": 'the name with its length before it: `content:"|00 0b|bad.example"; nocase;`',
  tls_sni: 'the name with its length before it: `content:"|00 0b|bad.example"; nocase;`',
  bsize: "`urilen` for a URI, or `isdataat` behind the content",
  startswith: "`depth` with the length of the content",
  endswith: "`isdataat:!1,relative;` behind the content",
  dotprefix: undefined,
  "app-layer-protocol": "`metadata:service http;`",
  xbits: "`flowbits`, which lasts for one flow",
  flowint: "`flowbits`",
  noalert: "`flowbits:noalert;`",
  target: undefined,
  dataset: undefined,
  iprep: undefined,
  lua: undefined,
  filestore: undefined,
  filemagic: "`file_type`",
  prefilter: "`fast_pattern` behind a content",
};

/** Keywords of related rule languages by name. */
export const FOREIGN_KEYWORDS: ReadonlyMap<string, ForeignKeyword> = new Map([...entries("Snort 3", SNORT3), ...entries("Suricata", SURICATA)]);

function entries(of: string, table: Readonly<Record<string, string | undefined>>): readonly (readonly [string, ForeignKeyword])[] {
  return Object.entries(table).map(([name, instead]) => [name, instead === undefined ? { of } : { of, instead }]);
}
