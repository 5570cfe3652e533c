/** An address block that is not part of the public internet. */
export interface SpecialPurposeBlock {
  readonly network: string;
  readonly name: string;
  readonly source: string;
}

/**
 * Address blocks that the IANA registries of special-purpose addresses (RFC 6890, RFC 8190; IPv4 and IPv6, as of
 * October 2025) mark as not globally reachable, the multicast blocks, and IPv6 space that is reserved. Left out on
 * purpose: blocks inside them that are globally reachable have no traffic worth a signature either, and NAT64's
 * 64:ff9b::/96 and 6to4's 2002::/16 stand for IPv4 addresses that can be bad.
 */
export const SPECIAL_PURPOSE_BLOCKS: readonly SpecialPurposeBlock[] = [
  { network: "0.0.0.0/8", name: "this network", source: "RFC 791" },
  { network: "10.0.0.0/8", name: "private use", source: "RFC 1918" },
  { network: "100.64.0.0/10", name: "shared address space", source: "RFC 6598" },
  { network: "127.0.0.0/8", name: "loopback", source: "RFC 1122" },
  { network: "169.254.0.0/16", name: "link local", source: "RFC 3927" },
  { network: "172.16.0.0/12", name: "private use", source: "RFC 1918" },
  { network: "192.0.0.0/24", name: "IETF protocol assignments", source: "RFC 6890" },
  { network: "192.0.2.0/24", name: "documentation", source: "RFC 5737" },
  { network: "192.31.196.0/24", name: "AS112 sink for private reverse lookups", source: "RFC 7535" },
  { network: "192.52.193.0/24", name: "automatic multicast tunneling", source: "RFC 7450" },
  { network: "192.88.99.0/24", name: "6to4 relay anycast, deprecated", source: "RFC 7526" },
  { network: "192.168.0.0/16", name: "private use", source: "RFC 1918" },
  { network: "192.175.48.0/24", name: "AS112 sink for private reverse lookups", source: "RFC 7534" },
  { network: "198.18.0.0/15", name: "benchmarking", source: "RFC 2544" },
  { network: "198.51.100.0/24", name: "documentation", source: "RFC 5737" },
  { network: "203.0.113.0/24", name: "documentation", source: "RFC 5737" },
  { network: "224.0.0.0/4", name: "multicast", source: "RFC 5771" },
  { network: "240.0.0.0/4", name: "reserved", source: "RFC 1112" },
  { network: "::/128", name: "unspecified address", source: "RFC 4291" },
  { network: "::1/128", name: "loopback", source: "RFC 4291" },
  { network: "64:ff9b:1::/48", name: "local-use translation", source: "RFC 8215" },
  { network: "100::/64", name: "discard only", source: "RFC 6666" },
  { network: "100:0:0:1::/64", name: "dummy prefix", source: "RFC 9780" },
  { network: "2001::/23", name: "IETF protocol assignments", source: "RFC 2928" },
  { network: "2001:db8::/32", name: "documentation", source: "RFC 3849" },
  { network: "2620:4f:8000::/48", name: "AS112 sink for private reverse lookups", source: "RFC 7534" },
  { network: "3fff::/20", name: "documentation", source: "RFC 9637" },
  { network: "5f00::/16", name: "segment routing", source: "RFC 9602" },
  { network: "fc00::/7", name: "unique local", source: "RFC 4193" },
  { network: "fe80::/10", name: "link local", source: "RFC 4291" },
  { network: "fec0::/10", name: "site local, deprecated", source: "RFC 3879" },
  { network: "ff00::/8", name: "multicast", source: "RFC 4291" },
];
