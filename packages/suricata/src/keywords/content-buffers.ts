import type { DialectKeyword } from "@sigwright/rule-language/dialect";

/** Keywords of the older style that move the content before them to a buffer, and the sticky buffers in their place. */
export const CONTENT_BUFFERS: readonly DialectKeyword[] = [
  { name: "http_client_body", value: "none", role: { kind: "moves", buffer: "http_client_body" }, protocol: "http1", successor: "http.request_body", manual: "http-keywords.html#http-request-body" },
  { name: "http_cookie", value: "none", role: { kind: "moves", buffer: "http_cookie" }, protocol: "http1", successor: "http.cookie", manual: "http-keywords.html#http-cookie" },
  { name: "http_header", value: "none", role: { kind: "moves", buffer: "http_header" }, protocol: "http1", successor: "http.header", manual: "http-keywords.html#http-header" },
  { name: "http_host", value: "none", role: { kind: "moves", buffer: "http_host" }, protocol: "http1", successor: "http.host", manual: "http-keywords.html#http-host" },
  { name: "http_method", value: "none", role: { kind: "moves", buffer: "http_method" }, protocol: "http1", successor: "http.method", manual: "http-keywords.html#http-method" },
  { name: "http_raw_header", value: "none", role: { kind: "moves", buffer: "http_raw_header" }, protocol: "http1", successor: "http.header.raw", manual: "http-keywords.html#http-header" },
  { name: "http_raw_host", value: "none", role: { kind: "moves", buffer: "http_raw_host" }, protocol: "http1", successor: "http.host.raw", manual: "http-keywords.html#http-host" },
  { name: "http_raw_uri", value: "none", role: { kind: "moves", buffer: "http_raw_uri" }, protocol: "http1", successor: "http.uri.raw", manual: "http-keywords.html#http-uri" },
  { name: "http_server_body", value: "none", role: { kind: "moves", buffer: "file_data" }, protocol: "http1", successor: "http.response_body", manual: "http-keywords.html#http-response-body" },
  { name: "http_stat_code", value: "none", role: { kind: "moves", buffer: "http_stat_code" }, protocol: "http1", successor: "http.stat_code", manual: "http-keywords.html#http-stat-code" },
  { name: "http_stat_msg", value: "none", role: { kind: "moves", buffer: "http_stat_msg" }, protocol: "http1", successor: "http.stat_msg", manual: "http-keywords.html#http-stat-msg" },
  { name: "http_uri", value: "none", role: { kind: "moves", buffer: "http_uri" }, protocol: "http1", successor: "http.uri", manual: "http-keywords.html#http-uri-and-http-uri-raw" },
  { name: "http_user_agent", value: "none", role: { kind: "moves", buffer: "http_user_agent" }, protocol: "http1", successor: "http.user_agent", manual: "http-keywords.html#http-user-agent" },
];
