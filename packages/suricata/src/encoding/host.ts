import type { DomainMatch } from "@sigwright/core";
import { contentPattern, wireBytes } from "./content-pattern.ts";

/** Where a host name is looked for: one variant, one sticky buffer. */
export type HostVariant = "dns" | "http" | "tls";

/**
 * Detection options for a host name in one buffer: exactly the name, or the name and everything below it.
 *
 * `nocase` is for buffers that keep the case of the wire. `http.host` is lower case already, and 7.0.10 refuses
 * `nocase` and capitals there with no more than a warning.
 */
export function hostDetection(match: DomainMatch, variant: HostVariant): string {
  const name = match.name.toLowerCase();
  const buffer = { dns: "dns.query", http: "http.host", tls: "tls.sni" }[variant];
  const nocase = variant === "http" ? "" : " nocase;";
  if (match.subdomains) {
    return `${buffer}; dotprefix; content:"${contentPattern(wireBytes(`.${name}`))}";${nocase} endswith;`;
  }
  const bytes = wireBytes(name);
  return `${buffer}; bsize:${bytes.length}; content:"${contentPattern(bytes)}";${nocase}`;
}
