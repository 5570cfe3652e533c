/** Header fields of HTTP that Snort 3.12.2 keeps apart; rules can name them in any case. */
export const HTTP_HEADER_FIELDS: ReadonlySet<string> = new Set([
  "accept", "accept-charset", "accept-encoding", "accept-language", "accept-ranges", "age", "allow",
  "authorization", "cache-control", "client-ip", "connection", "content-disposition", "content-encoding",
  "content-language", "content-length", "content-location", "content-md5", "content-range",
  "content-transfer-encoding", "content-type", "cookie", "date", "etag", "expect", "expires", "forwarded", "from",
  "host", "http2-settings", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
  "last-modified", "location", "max-forwards", "mime-version", "origin", "pragma", "proxy-agent",
  "proxy-authenticate", "proxy-authorization", "proxy-connection", "range", "referer", "restrict-access-context",
  "restrict-access-to-tenants", "retry-after", "server", "set-cookie", "te", "trailer", "transfer-encoding",
  "true-client-ip", "upgrade", "user-agent", "vary", "via", "warning", "www-authenticate", "x-forwarded-for",
  "x-forwarded-from", "x-working-with", "xroxy-connection",
]);
