/**
 * Where something can be seen. A format says which of these an encoding covers.
 * Names are Suricata's where it has one, because the field knows them.
 */
export const CHANNELS = [
  "ip",
  "dns.query",
  "http.host",
  "http.request",
  "http.user_agent",
  "tls.sni",
  "quic.sni",
  "tls.certificate",
  "tls.ja3",
  "tls.ja3s",
  "tls.ja4",
  "quic.ja3",
  "quic.ja4",
  "smtp.envelope",
  "mail.header",
  "file.content",
  "memory",
  "registry",
] as const;

/** One of {@link CHANNELS}. */
export type Channel = (typeof CHANNELS)[number];

/** A domain name, in A-labels, lower case, without final dot. */
export interface DomainMatch {
  readonly kind: "domain";
  readonly name: string;
  /** Whether every name below it is meant too. */
  readonly subdomains: boolean;
}

/** One IP address in canonical text (RFC 5952 for IPv6). */
export interface AddressMatch {
  readonly kind: "address";
  readonly family: 4 | 6;
  readonly address: string;
}

/** A network: address with host bits cleared, and prefix length. */
export interface NetworkMatch {
  readonly kind: "network";
  readonly family: 4 | 6;
  readonly address: string;
  readonly prefix: number;
}

/** A request to one host for one target. */
export interface RequestMatch {
  readonly kind: "request";
  readonly scheme: "http" | "https";
  /** Domain in A-labels, lower case; IPv4 text; or IPv6 text without brackets. */
  readonly host: string;
  readonly hostKind: "domain" | "ipv4" | "ipv6";
  /** Only when the URL names one that is not the scheme's default. */
  readonly port?: number;
  /** The request target in origin form, byte-exact as given, never decoded or re-encoded; begins with `/`. */
  readonly target: string;
}

/** A file by any of its digests, lower-case hexadecimal. At least one is given. */
export interface DigestMatch {
  readonly kind: "digest";
  readonly md5?: string;
  readonly sha1?: string;
  readonly sha256?: string;
  /** Size of the file in bytes, when known. */
  readonly size?: number;
}

/** Text that appears as it is. */
export interface LiteralMatch {
  readonly kind: "literal";
  readonly text: string;
  readonly caseSensitive: boolean;
}

/** Text that is not seen as such: whoever looks computes it from what is seen. */
export interface FingerprintMatch {
  readonly kind: "fingerprint";
  /** JA3, JA3S and JA4 of a hello; the others of a whole certificate (DER). */
  readonly algorithm: "ja3" | "ja3s" | "ja4" | "md5" | "sha1" | "sha256";
  /** As the algorithm writes it; hexadecimal digits in lower case, without separators. */
  readonly value: string;
}

/** What an observation is of, by `kind`. */
export type Match =
  | DomainMatch
  | AddressMatch
  | NetworkMatch
  | RequestMatch
  | DigestMatch
  | LiteralMatch
  | FingerprintMatch;

/** What an observation is of; one canonical match of one kind is one observation, whichever indicator it came from. */
export const OBSERVATION_KINDS = [
  "address",
  "network",
  "host",
  "url",
  "email-address",
  "email-subject",
  "user-agent",
  "file",
  "mutex",
  "registry-key",
  "ja3",
  "ja3s",
  "ja4",
  "certificate-fingerprint",
  "certificate-subject",
  "certificate-serial",
] as const;

/** One of {@link OBSERVATION_KINDS}. */
export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

/**
 * What would be seen, and where: the meaning of an indicator, free of any format.
 * JSON-safe. Two observations with one {@link key} are the same observation.
 */
export interface Observation {
  readonly kind: ObservationKind;
  /** Canonical text of the match, unique within the kind; part of the sid ledger's key. */
  readonly key: string;
  readonly match: Match;
  /** Everywhere it can be seen; never empty. */
  readonly channels: readonly Channel[];
}
