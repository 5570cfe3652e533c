import { closest } from "./closest.ts";
import { CUSTOM_INDICATOR_TYPES, INDICATOR_TYPES } from "./indicator.ts";
import type { CustomIndicatorType, IndicatorType } from "./indicator.ts";

/** A type whose values are understood: one of ThreatConnect's, or a custom one that is known. */
export type KnownType = IndicatorType | CustomIndicatorType;

/**
 * What a type name stands for: one of ThreatConnect's types or of the custom types that are known, or another custom
 * type under its own name. `suggestion` is the known type that a custom name was perhaps meant to be.
 */
export type TypeName =
  | { readonly kind: "known"; readonly type: KnownType }
  | { readonly kind: "custom"; readonly type: string; readonly suggestion?: KnownType };

const BY_SPELLING: ReadonlyMap<string, KnownType> = new Map(
  [...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES].map((type) => [type.toLowerCase(), type] as const),
);

/** What people call the fingerprint of a hello: `JA3 Hash`, `ja3-fingerprint-md5` (MISP). */
const HELLO = /^(ja3|ja3s|ja4)(?:hash|md5|fingerprint|fingerprintmd5)$/;
/** What people call what is known of a certificate: `SSL Certificate SHA1`, `x509-fingerprint-sha1` (MISP). */
const CERTIFICATE =
  /^(?:(?:tls|ssl|x509)(?:cert|certificate)?|cert|certificate)(?:(fingerprint|thumbprint|hash|md5|sha1|sha256|fingerprintmd5|fingerprintsha1|fingerprintsha256|sha1fingerprint|sha256fingerprint)|(subject|subjectdn)|(?:serial|serialnumber))$/;

/** Names that are near to one another and to those of other fingerprints (`JA4S`, `JARM`) are no misspelling. */
const SUGGESTED: readonly KnownType[] = [...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES.filter((type) => type.length > 4)];

/** The known types by what people call them too; used for suggestions only. */
const OTHER_NAMES: ReadonlyMap<string, IndicatorType> = new Map([
  ["ip", "Address"],
  ["ipv4", "Address"],
  ["ipv6", "Address"],
  ["ipaddress", "Address"],
  ["domain", "Host"],
  ["domainname", "Host"],
  ["hostname", "Host"],
  ["fqdn", "Host"],
  ["uri", "URL"],
  ["hash", "File"],
  ["filehash", "File"],
  ["md5", "File"],
  ["sha1", "File"],
  ["sha256", "File"],
  ["email", "EmailAddress"],
  ["subject", "EmailSubject"],
  ["netblock", "CIDR"],
  ["subnet", "CIDR"],
  ["network", "CIDR"],
  ["registry", "RegistryKey"],
]);

/**
 * Reads the name of an indicator type: ThreatConnect's names in any case, with blanks, hyphens or underscores between
 * their words (`Email Address`, `registry_key`), and what custom types for fingerprints of TLS are called (`JA3 Hash`,
 * `SSL Certificate SHA1`). Any other name is a custom type and keeps its spelling, trimmed.
 */
export function indicatorType(name: string): TypeName {
  const exact = BY_SPELLING.get(name.toLowerCase());
  if (exact !== undefined) return { kind: "known", type: exact };
  const trimmed = name.trim();
  if (trimmed.length > 128) return { kind: "custom", type: trimmed };
  const spelling = trimmed.toLowerCase().replaceAll(/[ _-]/g, "");
  const type = BY_SPELLING.get(spelling) ?? customType(spelling);
  if (type !== undefined) return { kind: "known", type };
  const suggestion = OTHER_NAMES.get(spelling) ?? closest(spelling, SUGGESTED);
  if (suggestion === undefined) return { kind: "custom", type: trimmed };
  return { kind: "custom", type: trimmed, suggestion };
}

function customType(spelling: string): CustomIndicatorType | undefined {
  const hello = HELLO.exec(spelling)?.[1];
  if (hello !== undefined) return CUSTOM_INDICATOR_TYPES.find((type) => type.toLowerCase() === hello);
  const certificate = CERTIFICATE.exec(spelling);
  if (certificate === null) return undefined;
  const [, fingerprint, subject] = certificate;
  if (fingerprint !== undefined) return "CertificateFingerprint";
  return subject === undefined ? "CertificateSerial" : "CertificateSubject";
}
