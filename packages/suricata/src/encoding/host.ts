import type { DomainMatch } from "@sigwright/core";
import { contentPattern, wireBytes } from "@sigwright/rule-language/template";

/** Where a host name is looked for: one variant, one sticky buffer. */
export type HostVariant = "dns" | "http" | "tls" | "quic";

/**
 * The sticky buffer of the HTTP host. 7.0.10 lower-cases `http.host` itself, but not when the Host field has a port
 * (`Host: BAD.example:8080` leaves `BAD.example`), and takes neither `nocase` nor capitals there: so it is
 * lower-cased by a transform.
 */
export const HTTP_HOST = "http.host; to_lowercase;";

/** Detection options for a host name in one buffer: exactly the name, or the name and everything below it. */
export function hostDetection(match: DomainMatch, variant: HostVariant): string {
  const name = match.name.toLowerCase();
  const buffer = { dns: "dns.query;", http: HTTP_HOST, tls: "tls.sni;", quic: "quic.sni;" }[variant];
  const nocase = variant === "http" ? "" : " nocase;";
  if (match.subdomains) {
    return `${buffer} dotprefix; content:"${contentPattern(wireBytes(`.${name}`))}";${nocase} endswith;`;
  }
  const bytes = wireBytes(name);
  return `${buffer} bsize:${bytes.length}; content:"${contentPattern(bytes)}";${nocase}`;
}
