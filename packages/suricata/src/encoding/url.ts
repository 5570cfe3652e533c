import type { RequestMatch } from "@sigwright/core";
import { LONGEST_LINE } from "../targets.ts";
import { contentPattern, isWellFormed, wireBytes } from "@sigwright/rule-language/template";
import { contentChain } from "./content-chain.ts";
import { HTTP_HOST } from "./host.ts";

/** How a request names its target: to the server itself (`GET /path`), or to a proxy (`GET http://host/path`). */
export type UrlVariant = "origin" | "absolute";

/** The host as it stands in a `Host` header and in `http.host`: an IPv6 address has its brackets. */
export function headerHost(match: RequestMatch): string {
  const host = match.host.toLowerCase();
  return match.hostKind === "ipv6" ? `[${host}]` : host;
}

/** Why a request can't be seen or matched byte for byte, or `undefined` when it can. Completes "not emitted because …". */
export function requestObstacle(match: RequestMatch): string | undefined {
  const { scheme, target } = match;
  if (scheme === "https") {
    return "the request of an https URL is encrypted; a template with `observations.url.https: host` watches for its host instead";
  }
  if (target.length > LONGEST_LINE) {
    return `its request target has ${target.length} characters, more than the ${LONGEST_LINE} bytes of a rule's line`;
  }
  if (!target.startsWith("/")) return "its request target does not begin with `/`";
  if (target.includes(" ")) return "its request target has a blank, which would end the target on the wire";
  if (target.includes("\n")) return "its request target has a line feed, which would end the request line";
  if (!isWellFormed(target)) return "its request target has half a surrogate pair, which has no bytes";
  return undefined;
}

/**
 * Detection options for a request: host and target byte for byte. `http.uri.raw` is used because `http.uri` is decoded
 * and normalised. The longer of the two patterns is the fast pattern, the host when they are equally long.
 */
export function requestDetection(match: RequestMatch, variant: UrlVariant): string {
  return variant === "origin" ? originForm(match) : absoluteForm(match);
}

function originForm(match: RequestMatch): string {
  const host = wireBytes(headerHost(match));
  const target = wireBytes(match.target);
  const targetIsFast = target.length > host.length;
  return [
    `${HTTP_HOST} bsize:${host.length}; content:"${contentPattern(host)}";${targetIsFast ? "" : " fast_pattern;"}`,
    `http.uri.raw; bsize:${target.length};`,
    contentChain(target, { anchor: "", fast: targetIsFast }),
  ].join(" ");
}

// The authority's case is free, the path's is not; so they are two patterns, the second right behind the first. Together
// they are as long as the buffer, so that the first begins it.
function absoluteForm(match: RequestMatch): string {
  const authority = match.port === undefined ? headerHost(match) : `${headerHost(match)}:${match.port}`;
  const prefix = wireBytes(`http://${authority}`);
  const target = wireBytes(match.target);
  const targetIsFast = target.length > prefix.length;
  return [
    `http.uri.raw; bsize:${prefix.length + target.length};`,
    `content:"${contentPattern(prefix)}"; nocase;${targetIsFast ? "" : " fast_pattern;"}`,
    contentChain(target, { fast: targetIsFast }),
  ].join(" ");
}
