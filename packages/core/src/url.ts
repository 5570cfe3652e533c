import { parseHostName } from "./host-name.ts";
import { mappedRemark } from "./ip-network.ts";
import { isLooseIpv4, parseIpAddress, parseIpv4 } from "./ip-address.ts";
import { trimUnseen } from "./refang.ts";
import { malformed } from "./remark.ts";
import type { Malformed, Remark } from "./remark.ts";
import { quoted } from "./visible-text.ts";

/** The parts of an absolute URL. Nothing is decoded or encoded. */
export interface UrlParts {
  /** Lower case, without colon. */
  readonly scheme: string;
  /** What stands before `@`, as given. */
  readonly userinfo?: string;
  /** Domain in A-labels, IPv4 text, or IPv6 text without brackets. */
  readonly host: string;
  readonly hostKind: "domain" | "ipv4" | "ipv6";
  /** Only when it is not the scheme's default. */
  readonly port?: number;
  /** Path and query as given; begins with `/`. */
  readonly target: string;
}

/** A URL read from text, and what there is to remark. */
export interface ParsedUrl {
  readonly parts: UrlParts;
  readonly remarks: readonly Remark[];
}

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]{0,30}):\/\//;
const PORT = /^\d{1,9}$/;
// What RFC 9112 section 3.2 and RFC 3986 allow in a request target is printable ASCII without these.
const NEEDS_ENCODING = /[^!-~]|["<>\\^`{|}]/;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };
const NO_REMARKS: readonly Remark[] = Object.freeze([]);

/**
 * Splits an absolute URL (RFC 3986) and brings all but the request target to canonical form. The target stays as given,
 * byte for byte; a missing path is `/`, a fragment, which never leaves the client, is removed with a remark. A text
 * without scheme is taken as `http` with a remark.
 */
export function parseUrl(raw: string): ParsedUrl | Malformed {
  const remarks: Remark[] = [];
  const scheme = SCHEME.exec(raw);
  if (scheme === null) {
    const start = raw.search(/[/?#]/);
    const authority = start === -1 ? raw : raw.slice(0, start);
    if (!authority.includes(".") || /^[A-Za-z][A-Za-z0-9+-]*:(?!\d)/.test(raw)) {
      return malformed("indicator/invalid-url", `${quoted(raw)} has no scheme`, "write it like `http://host.example/path`");
    }
    remarks.push({
      code: "indicator/assumed-scheme",
      message: `${quoted(raw)} has no scheme; taken as \`http\``,
      help: "give the URL with its scheme",
      field: "value",
    });
  }
  const authorityStart = scheme === null ? 0 : scheme[0].length;
  const schemeName = scheme === null ? "http" : scheme[1]!.toLowerCase();
  const delimiter = raw.slice(authorityStart).search(/[/?#]/);
  const authorityEnd = delimiter === -1 ? raw.length : authorityStart + delimiter;
  const authority = splitAuthority(raw, raw.slice(authorityStart, authorityEnd), schemeName, remarks);
  if ("status" in authority) return authority;

  const fragment = raw.indexOf("#", authorityEnd);
  if (fragment !== -1) {
    remarks.push({
      code: "indicator/url-fragment",
      message: `the fragment ${quoted(raw.slice(fragment))} was removed, it is never sent`,
      field: "value",
    });
  }
  // Blanks in front of a fragment end the value now, where they are not part of it.
  const given = fragment === -1 ? raw.slice(authorityEnd) : trimUnseen(raw.slice(authorityEnd, fragment));
  const target = given.startsWith("/") ? given : `/${given}`;
  if (NEEDS_ENCODING.test(target)) {
    remarks.push({
      code: "indicator/unencoded-target",
      message: `${quoted(target)} has characters that clients send percent-encoded; it is matched as written`,
      help: "give the URL as it was seen in the request",
      field: "value",
    });
  }
  return {
    parts: { scheme: schemeName, ...authority, target },
    remarks: remarks.length === 0 ? NO_REMARKS : remarks,
  };
}

/** The text of a URL made of its parts; of canonical parts, the canonical text. */
export function formatUrl(parts: UrlParts): string {
  const userinfo = parts.userinfo === undefined ? "" : `${parts.userinfo}@`;
  const host = parts.hostKind === "ipv6" ? `[${parts.host}]` : parts.host;
  const port = parts.port === undefined ? "" : `:${parts.port}`;
  return `${parts.scheme}://${userinfo}${host}${port}${parts.target}`;
}

type Authority = Omit<UrlParts, "scheme" | "target">;

function splitAuthority(raw: string, text: string, scheme: string, remarks: Remark[]): Authority | Malformed {
  const at = text.lastIndexOf("@");
  const userinfo = at === -1 ? undefined : text.slice(0, at);
  if (userinfo !== undefined && /[@[\]<>"\s]/.test(userinfo)) {
    return malformed(
      "indicator/invalid-url",
      `${quoted(userinfo)} in ${quoted(raw)} can't stand before the \`@\` of a URL`,
      "give the URL as the client requested it",
    );
  }
  const hostAndPort = text.slice(at + 1);
  const colon = hostAndPort.startsWith("[") ? hostAndPort.indexOf(":", hostAndPort.indexOf("]")) : hostAndPort.indexOf(":");
  const hostText = colon === -1 ? hostAndPort : hostAndPort.slice(0, colon);
  const portText = colon === -1 ? "" : hostAndPort.slice(colon + 1);
  if (text.includes("\\")) {
    return malformed(
      "indicator/invalid-url",
      `${quoted(raw)} has a \`\\\` before its path, and software disagrees on which host is meant`,
      "give the URL as the client requested it",
    );
  }
  if (hostText === "") return malformed("indicator/invalid-url", `${quoted(raw)} has no host`);
  const host = splitHost(raw, hostText, remarks);
  if ("status" in host) return host;
  const port = portText === "" ? undefined : Number(portText);
  if (port !== undefined && (!PORT.test(portText) || port < 1 || port > 65_535)) {
    return malformed("indicator/invalid-url", `${quoted(portText)} in ${quoted(raw)} is not a port`, "write a number from 1 to 65535");
  }
  const authority: Authority = userinfo === undefined || userinfo === "" ? host : { userinfo, ...host };
  return port === undefined || port === DEFAULT_PORTS[scheme] ? authority : { ...authority, port };
}

function splitHost(raw: string, text: string, remarks: Remark[]): Pick<UrlParts, "host" | "hostKind"> | Malformed {
  if (parseIpv4(text) !== undefined) return { host: text, hostKind: "ipv4" };
  if (text.startsWith("[")) {
    const address = text.endsWith("]") ? parseIpAddress(text) : undefined;
    if (address === undefined || "status" in address) {
      return malformed("indicator/invalid-url", `${quoted(text)} in ${quoted(raw)} is not an IPv6 address in brackets`);
    }
    if (address.mapped === true) remarks.push(mappedRemark(text));
    return { host: address.text, hostKind: address.family === 4 ? "ipv4" : "ipv6" };
  }
  const name = parseHostName(text);
  if (!("status" in name)) {
    remarks.push(...name.remarks);
    return { host: name.name, hostKind: "domain" };
  }
  if (text.endsWith(".") && parseIpv4(text.slice(0, -1)) !== undefined) {
    return { host: text.slice(0, -1), hostKind: "ipv4" };
  }
  if (isLooseIpv4(text)) {
    return malformed(
      "indicator/ambiguous-address",
      `${quoted(text)} in ${quoted(raw)} is an IP address in an octal, hexadecimal or shortened form`,
      "write four decimal numbers without leading zeros",
    );
  }
  return malformed("indicator/invalid-url", name.problem.message, "give the URL as it was seen, with a host name or IP address");
}
