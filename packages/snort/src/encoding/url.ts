import type { RequestMatch } from "@sigwright/core";
import { isWellFormed, wireBytes } from "@sigwright/rule-language/template";
import { httpHost } from "./host.ts";
import { content, contentChain, type SnortDialect } from "./pattern.ts";

/** How a request names its target: to the server itself (`GET /path`), or to a proxy (`GET http://host/path`). */
export type UrlVariant = "origin" | "absolute";

/** Bytes of a request target that a rule can hold beside all else. */
const LONGEST_TARGET = 1500;

/** The host as it stands in a `Host` header: an IPv6 address has its brackets. */
export function headerHost(match: RequestMatch): string {
  const host = match.host.toLowerCase();
  return match.hostKind === "ipv6" ? `[${host}]` : host;
}

/** Why a request can't be seen or matched byte for byte, or `undefined` when it can. Completes "not emitted because …". */
export function requestObstacle({ scheme, target }: RequestMatch): string | undefined {
  if (scheme === "https") {
    return "the request of an https URL is encrypted; a template with `observations.url.https: host` watches for its host instead";
  }
  if (target.length > LONGEST_TARGET) return `its request target has ${target.length} characters, more than the ${LONGEST_TARGET} that a rule has room for`;
  if (!target.startsWith("/")) return "its request target does not begin with `/`";
  if (target.includes(" ")) return "its request target has a blank, which would end the target on the wire";
  // Seen in 3.12.2, which ends the target at either.
  if (/[\t\r]/.test(target)) return "its request target has a tab or carriage return, which Snort takes for a blank";
  if (target.includes("\n")) return "its request target has a line feed, which would end the request line";
  if (!isWellFormed(target)) return "its request target has half a surrogate pair, which has no bytes";
  return undefined;
}

const RAW_URI = "http_raw_uri";

/** Detection options for a request: host and target byte for byte, in the URI as it came. */
export function requestDetection(dialect: SnortDialect, match: RequestMatch, variant: UrlVariant): string {
  const target = wireBytes(match.target);
  return variant === "origin" ? originForm(dialect, match, target) : absoluteForm(dialect, match, target);
}

function originForm(dialect: SnortDialect, match: RequestMatch, target: Uint8Array): string {
  const host = headerHost(match);
  // Snort 2 never looks in the raw URI first.
  const isTargetFast = dialect === "snort3" && target.length > host.length;
  const first = { depth: Math.min(target.length, 255), ...(isTargetFast ? { fast: true as const } : {}) };
  return [httpHost(dialect, host, false, !isTargetFast), uriOfLength(dialect, target.length), contentChain(dialect, target, first, RAW_URI)].join(" ");
}

// The authority's case is free, the path's is not; so they are two patterns, the second right behind the first.
function absoluteForm(dialect: SnortDialect, match: RequestMatch, target: Uint8Array): string {
  const authority = match.port === undefined ? headerHost(match) : `${headerHost(match)}:${match.port}`;
  const prefix = wireBytes(`http://${authority}`);
  const options = [uriOfLength(dialect, prefix.length + target.length)];
  if (dialect === "snort2") options.unshift(content(dialect, prefix, { nocase: true, fast: "only" }));
  options.push(content(dialect, prefix, { nocase: true, depth: prefix.length, ...(dialect === "snort3" ? { fast: true } : {}), buffer: RAW_URI }));
  const first = { distance: 0, within: Math.min(target.length, 255) };
  options.push(contentChain(dialect, target, first, RAW_URI));
  return options.join(" ");
}

/** Asks for a raw URI of so many bytes; in Snort 3 what follows is looked for in it. */
function uriOfLength(dialect: SnortDialect, length: number): string {
  return dialect === "snort3" ? `http_raw_uri; bufferlen:${length};` : `urilen:${length},raw;`;
}
