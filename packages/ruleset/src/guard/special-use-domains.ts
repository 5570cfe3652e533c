/** A domain whose names never belong to somebody on the public internet. */
export interface SpecialUseDomain {
  readonly name: string;
  readonly purpose: string;
  readonly source: string;
}

/**
 * Domains of IANA's registry of special-use domain names, and top-level domains that are set aside for private networks.
 * Left out on purpose: `onion` (RFC 7686), since a look-up of such a name on an ordinary resolver is worth an alert.
 */
export const SPECIAL_USE_DOMAINS: readonly SpecialUseDomain[] = [
  { name: "alt", purpose: "names outside the DNS", source: "RFC 9476" },
  { name: "arpa", purpose: "infrastructure of the internet", source: "RFC 3172" },
  { name: "example", purpose: "documentation", source: "RFC 2606" },
  { name: "example.com", purpose: "documentation", source: "RFC 2606" },
  { name: "example.net", purpose: "documentation", source: "RFC 2606" },
  { name: "example.org", purpose: "documentation", source: "RFC 2606" },
  { name: "invalid", purpose: "names that are meant to be wrong", source: "RFC 2606" },
  { name: "local", purpose: "multicast DNS", source: "RFC 6762" },
  { name: "localhost", purpose: "the machine itself", source: "RFC 6761" },
  { name: "test", purpose: "testing", source: "RFC 2606" },
  { name: "internal", purpose: "private networks", source: "ICANN board resolution 2024.07.29.06" },
  { name: "corp", purpose: "private networks", source: "RFC 6762, appendix G" },
  { name: "home", purpose: "private networks", source: "RFC 6762, appendix G" },
  { name: "intranet", purpose: "private networks", source: "RFC 6762, appendix G" },
  { name: "lan", purpose: "private networks", source: "RFC 6762, appendix G" },
  { name: "private", purpose: "private networks", source: "RFC 6762, appendix G" },
  { name: "localdomain", purpose: "private networks", source: "common default of Unix systems" },
];
