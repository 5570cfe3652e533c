import type { FingerprintMatch } from "@sigwright/core";
import { contentPattern, wireBytes } from "@sigwright/rule-language/template";
import { exactly } from "./content-chain.ts";

/** Detection options for the fingerprint of a hello. */
export function helloDetection({ algorithm, value }: FingerprintMatch): string {
  return exactly(`${algorithm}.hash`, wireBytes(value));
}

/** The SHA-1 of a certificate as the engine writes it. */
export function colonPairs(digits: string): string {
  return digits.match(/../g)?.join(":") ?? digits;
}

/**
 * Detection options for a certificate by its digest. The engine knows SHA-1 itself; other digests it computes of each
 * certificate that the server sends.
 */
export function certificateDetection({ algorithm, value }: FingerprintMatch): string {
  if (algorithm === "sha1") return exactly("tls.cert_fingerprint", wireBytes(colonPairs(value)));
  const bytes = Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return `tls.certs; to_${algorithm}; bsize:${bytes.length}; content:"${contentPattern(bytes)}";`;
}

/** Names of attributes that the engine writes otherwise (seen in 7.0.10 and 8.0.8). */
const ATTRIBUTE_NAMES: ReadonlyMap<string, string> = new Map([
  ["emailAddress", "Email"],
  ["GN", "givenName"],
  ["SN", "surname"],
  ["street", "streetAddress"],
  ["UID", "uid"],
  ["jurisdictionC", "msJurisdictionCountry"],
  ["jurisdictionST", "msJurisdictionStateOrProvince"],
  ["organizationIdentifier", "OID(2.5.4.97)"],
]);
const ATTRIBUTE = /(^|, )([A-Za-z][A-Za-z0-9.-]{0,40}|\d[\d.]{2,60})=/g;

/** A subject as the engine writes it. */
export function shownSubject(subject: string): string {
  return subject.replaceAll(ATTRIBUTE, (_, separator: string, name: string) => {
    const shown = ATTRIBUTE_NAMES.get(name) ?? (/^\d/.test(name) ? `OID(${name})` : name);
    return `${separator}${shown}=`;
  });
}

/** A serial number as the engine writes it: with a zero in front where the first bit would make it negative. */
export function shownSerial(pairs: string): string {
  return (/^[89a-f]/.test(pairs) ? `00:${pairs}` : pairs).toUpperCase();
}
