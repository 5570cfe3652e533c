import type { DomainMatch } from "@sigwright/core";
import { contentPattern, wireBytes } from "@sigwright/rule-language/template";
import { content, escaped, pcre, type SnortDialect } from "./pattern.ts";

/** Where a host name is looked for. */
export type HostVariant = "dns-udp" | "dns-tcp" | "http" | "tls" | "tls-below";

/** Bytes of a DNS header. */
const DNS_HEADER = 12;
/** Bytes of a name on the wire, at most. */
const LONGEST_NAME = 255;

/** A name as it is written in DNS: each label with its length before it, and the root behind them. */
export function dnsLabels(name: string): Uint8Array {
  const bytes: number[] = [];
  for (const label of name.split(".")) {
    const text = wireBytes(label);
    bytes.push(text.length, ...text);
  }
  return Uint8Array.from([...bytes, 0]);
}

/** Detection options for a host name: exactly the name, or the name and everything below it; undefined where the dialect can't. */
export function hostDetection(dialect: SnortDialect, match: DomainMatch, variant: HostVariant): string | undefined {
  const name = match.name.toLowerCase();
  switch (variant) {
    case "dns-udp":
      return dnsOverUdp(dialect, name, match.subdomains);
    case "dns-tcp":
      return dnsOverTcp(dialect, name, match.subdomains);
    case "http":
      return httpHost(dialect, name, match.subdomains);
    case "tls":
      // The name alone is half of what is meant when the other half can't be seen.
      return match.subdomains && dialect === "snort2" ? undefined : clientHello(dialect, name);
    case "tls-below":
      return match.subdomains && dialect === "snort3" ? clientHelloBelow(name) : undefined;
  }
}

/** A question, not its answer: the first bit of the flags is clear. The first name of a message is never compressed. */
function dnsOverUdp(dialect: SnortDialect, name: string, subdomains: boolean): string {
  const labels = dnsLabels(name);
  // The type of a question is below 256, so that a zero byte follows the root.
  const place = subdomains
    ? content(dialect, Uint8Array.from([...labels, 0]), { nocase: true, offset: DNS_HEADER, depth: LONGEST_NAME + 2, fast: true })
    : content(dialect, labels, { nocase: true, offset: DNS_HEADER, depth: labels.length, fast: true });
  return `byte_test:1,!&,0x80,2; ${place}`;
}

/** One question and no answers, wherever in the stream the message begins: behind the counts comes the name. */
const ONE_QUESTION = Uint8Array.from([0, 1, 0, 0, 0, 0, 0]);

function dnsOverTcp(dialect: SnortDialect, name: string, subdomains: boolean): string {
  const labels = Uint8Array.from([...dnsLabels(name), 0]);
  const within = subdomains ? LONGEST_NAME + 2 : labels.length;
  return `${content(dialect, ONE_QUESTION)} ${content(dialect, labels, { nocase: true, distance: 1, within, fast: true })}`;
}

/** The host of a request with what may stand around it: a port, a final point, names below. */
export function hostExpression(host: string, subdomains: boolean): string {
  const below = subdomains ? "(?:[^\\s\\x3a]+\\x2e)?" : "";
  return `${below}${escaped(host)}\\x2e?(?:\\x3a\\d{1,5})?`;
}

/** The `Host` field of a request. */
export function httpHost(dialect: SnortDialect, host: string, subdomains: boolean, fast = true): string {
  const found = content(dialect, wireBytes(host), { nocase: true, ...(fast ? { fast: true } : {}), buffer: "http_header" });
  const expression = hostExpression(host, subdomains);
  return dialect === "snort3"
    ? `http_header: field host; ${found} ${pcre(`^${expression}$`, "i")}`
    : `${found} ${pcre(`^Host\\x3a[ \\t]*${expression}[ \\t]*\\r?$`, "miH")}`;
}

/** The bytes of a server name indication before its name (RFC 6066, 3): the lengths say where the name ends. */
function serverNamePrefix(length: number): readonly number[] {
  const word = (value: number): readonly number[] => [value >> 8, value & 0xff];
  return [0, 0, ...word(length + 5), ...word(length + 3), 0, ...word(length)];
}

function clientHello(dialect: SnortDialect, name: string): string {
  const bytes = wireBytes(name);
  return content(dialect, Uint8Array.from([...serverNamePrefix(bytes.length), ...bytes]), { nocase: true, fast: true });
}

/**
 * A name below another ends where the length before it says: so far from its start, less what is looked for. Snort 3
 * only, which computes the place.
 */
function clientHelloBelow(name: string): string {
  const end = wireBytes(`.${name}`);
  return [
    content("snort3", end, { nocase: true, fast: true }),
    content("snort3", Uint8Array.from([0, 0])),
    content("snort3", Uint8Array.from([0]), { distance: 4, within: 1 }),
    // The two bytes that are read stay before the cursor.
    `byte_math:bytes 2,offset 0,oper -,rvalue ${end.length - 2},result gap,relative;`,
    `content:"${contentPattern(end)}",nocase,distance gap,within ${end.length};`,
  ].join(" ");
}
