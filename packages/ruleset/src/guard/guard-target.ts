import type { Observation, ObservationKind } from "@sigwright/core";
import { rangeOfAddress, rangeOfNetwork } from "./address-range.ts";
import type { AddressRange } from "./address-range.ts";

/** What an observation is about, in the guards' terms. */
export interface GuardTarget {
  readonly kind: ObservationKind;
  readonly domain?: string;
  /** Whether every name below the domain is meant, too. */
  readonly subdomains: boolean;
  readonly addresses?: AddressRange;
  /** Length of the prefix, for networks. */
  readonly prefix?: number;
  /** The URL in canonical form. */
  readonly url?: string;
  readonly literal?: string;
  /** Digests of a file or a certificate, and the hashes that are fingerprints; empty for all else. */
  readonly digests: readonly string[];
  /** What people call it. */
  readonly shown: string;
  /** True unless only one page of a host is meant: then what is said of the whole host does not count. */
  readonly isWholeHost: boolean;
}

/** Says what an observation is about. */
export function guardTarget({ kind, key, match }: Observation): GuardTarget {
  const rest = { kind, subdomains: false, isWholeHost: true, digests: NONE };
  switch (match.kind) {
    case "domain":
      return { ...rest, domain: match.name, subdomains: match.subdomains, shown: match.name };
    case "address":
      return { ...rest, addresses: rangeOfAddress(match.address), shown: match.address };
    case "network": {
      const { address, prefix } = match;
      return { ...rest, addresses: rangeOfNetwork(address, prefix), prefix, shown: `${address}/${prefix}` };
    }
    case "request": {
      const host = match.hostKind === "domain" ? { domain: match.host } : { addresses: rangeOfAddress(match.host) };
      return { ...rest, ...host, url: key, shown: match.host, isWholeHost: match.target === "/" };
    }
    case "literal": {
      const at = kind === "email-address" ? match.text.lastIndexOf("@") : -1;
      const domain = at === -1 ? {} : { domain: match.text.slice(at + 1) };
      return { ...rest, ...domain, literal: match.text, shown: match.text, isWholeHost: false };
    }
    case "fingerprint":
      return { ...rest, digests: [match.value], shown: key };
    case "digest":
      return { ...rest, digests: [match.md5, match.sha1, match.sha256].flatMap((digest) => digest ?? []), shown: key };
  }
}

const NONE: readonly never[] = Object.freeze([]);
