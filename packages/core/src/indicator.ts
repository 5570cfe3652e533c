/** ThreatConnect's own indicator types, written without blanks. Any other name is a custom type. */
export const INDICATOR_TYPES = [
  "Address",
  "ASN",
  "CIDR",
  "EmailAddress",
  "EmailSubject",
  "File",
  "Hashtag",
  "Host",
  "Mutex",
  "RegistryKey",
  "URL",
  "UserAgent",
] as const;

/** One of {@link INDICATOR_TYPES}. */
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/**
 * Custom types of which it is known where their values can be seen: platforms have no such types of their own, their
 * users define them, under names that differ a little; see `indicatorType`.
 */
export const CUSTOM_INDICATOR_TYPES = [
  "JA3",
  "JA3S",
  "JA4",
  "CertificateFingerprint",
  "CertificateSubject",
  "CertificateSerial",
] as const;

/** One of {@link CUSTOM_INDICATOR_TYPES}. */
export type CustomIndicatorType = (typeof CUSTOM_INDICATOR_TYPES)[number];

/** Digests of one file, lower-case hexadecimal, and its size in bytes. */
export interface FileDigests {
  readonly md5?: string;
  readonly sha1?: string;
  readonly sha256?: string;
  readonly size?: number;
}

/** A named value a person attached to an indicator. */
export interface Attribute {
  readonly type: string;
  readonly value: string;
}

/** Where an indicator was read. */
export interface Provenance {
  /** The source as it was given: `file:feed.ndjson`, `threatconnect:incident/12345`. */
  readonly source: string;
  /** 1-based line or row of the source, where it has such. */
  readonly line?: number;
  /** Identifier on the platform, a decimal string of any size. */
  readonly id?: string;
}

/**
 * Something that is known to be bad, as a platform holds it: plain, JSON-safe data.
 * Absent means unknown, which is never the same as zero or empty.
 */
export interface Indicator {
  /** One of {@link INDICATOR_TYPES} or {@link CUSTOM_INDICATOR_TYPES}, or the name of another custom type. */
  readonly type: string;
  /** Canonical value; see `canonicalise`. */
  readonly value: string;
  /** The value as it was delivered, when that differs. */
  readonly original?: string;
  /** Threat rating, 0 to 5 skulls, fractions allowed. */
  readonly rating?: number;
  /** Confidence in per cent, 0 to 100. */
  readonly confidence?: number;
  readonly digests?: FileDigests;
  readonly tags: readonly string[];
  /** Security labels, `TLP:AMBER` for example. */
  readonly labels: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly active?: boolean;
  /** Dates are ISO 8601 in UTC. */
  readonly dateAdded?: string;
  readonly lastModified?: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly expires?: string;
  readonly owner?: string;
  readonly description?: string;
  /** Who says so: the platform's Source attribute or a feed's name. */
  readonly source?: string;
  /** Address of the indicator's page on the platform. */
  readonly link?: string;
  /** Names of the groups (incidents, campaigns) it is associated with. */
  readonly groups: readonly string[];
  readonly provenance: Provenance;
}
