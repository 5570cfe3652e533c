import { malformed } from "./remark.ts";
import type { Malformed } from "./remark.ts";
import { quoted } from "./visible-text.ts";

/** Digests that certificates are known by, by the number of their hexadecimal digits. */
export const CERTIFICATE_DIGESTS: ReadonlyMap<number, "md5" | "sha1" | "sha256"> = new Map([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
]);

const HEXADECIMAL = /^[0-9A-Fa-f]+$/;
const SEPARATOR = /[\s:-]/g;
/** What OpenSSL writes in front: `SHA1 Fingerprint=`, `sha256 Fingerprint=`. */
const FINGERPRINT_LABEL = /^(?:(?:md5|sha-?1|sha-?256)\s{0,9})?(?:fingerprint|thumbprint)?\s{0,9}[=:]\s{0,9}/i;
const SERIAL_LABEL = /^serial(?:\s?number)?\s{0,9}[=:]\s{0,9}/i;
/** `4096 (0x1000)`, as OpenSSL prints numbers that are not long. */
const BOTH_BASES = /^\d{1,30}\s{0,9}\((0x[0-9a-f]{1,30})\)$/i;
const HEXADECIMAL_MARK = /^0x/i;
const PAIRS = /^[0-9a-f]{2}(?:[: ][0-9a-f]{2})+$/i;
const DECIMAL = /^\d+$/;
const LONGEST_INPUT = 4096;
/** RFC 5280 section 4.1.2.2 allows 20 octets; there are certificates with more. In digits. */
const LONGEST_SERIAL = 64;

/** Reads the digest of a whole certificate: MD5, SHA-1 or SHA-256, in pairs between colons or not. */
export function parseCertificateFingerprint(text: string): string | Malformed {
  const bare = text.length > LONGEST_INPUT ? "" : text.replace(FINGERPRINT_LABEL, "").replaceAll(SEPARATOR, "");
  if (HEXADECIMAL.test(bare) && CERTIFICATE_DIGESTS.has(bare.length)) return bare.toLowerCase();
  return malformed(
    "indicator/invalid-fingerprint",
    `${quoted(text)} is not the fingerprint of a certificate`,
    "give 40 (SHA-1), 64 (SHA-256) or 32 (MD5) hexadecimal digits, with colons between pairs or without",
  );
}

/**
 * Reads a serial number: hexadecimal in pairs between colons, after `0x`, or with a digit that no decimal number has.
 * Digits alone could be decimal as well and are refused, but for a single one. The canonical form is `0x`, digits in
 * lower case, no leading zeros.
 */
export function parseCertificateSerial(text: string): string | Malformed {
  if (text.length > LONGEST_INPUT) return invalidSerial(text);
  const unlabelled = text.replace(SERIAL_LABEL, "");
  const given = BOTH_BASES.exec(unlabelled)?.[1] ?? unlabelled;
  const isMarked = HEXADECIMAL_MARK.test(given) || PAIRS.test(given);
  const digits = given.replace(HEXADECIMAL_MARK, "").replaceAll(SEPARATOR, "").toLowerCase();
  if (!HEXADECIMAL.test(digits)) return invalidSerial(text);
  let start = 0;
  while (start < digits.length - 1 && digits[start] === "0") start++;
  const number = digits.slice(start);
  if (number.length > LONGEST_SERIAL) return invalidSerial(text);
  if (isMarked || number.length === 1 || !DECIMAL.test(number)) return `0x${number}`;
  return malformed(
    "indicator/ambiguous-serial",
    `${quoted(text)} can be a decimal or a hexadecimal number`,
    `write it like \`0x${number}\` when its digits are hexadecimal`,
  );
}

/** A canonical serial number as engines show it: pairs of digits between colons, `10:00`. */
export function serialPairs(canonical: string): string {
  const digits = canonical.slice("0x".length);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return even.match(/../g)?.join(":") ?? even;
}

/** What names of attributes become; others are kept as they are. OpenSSL and Java write some in their own way. */
const ATTRIBUTE_NAMES: ReadonlyMap<string, string> = new Map([
  ["c", "C"],
  ["cn", "CN"],
  ["dc", "DC"],
  ["l", "L"],
  ["o", "O"],
  ["ou", "OU"],
  ["gn", "GN"],
  ["givenname", "GN"],
  ["s", "ST"],
  ["sn", "SN"],
  ["sp", "ST"],
  ["st", "ST"],
  ["street", "street"],
  ["streetaddress", "street"],
  ["surname", "SN"],
  ["uid", "UID"],
  ["e", "emailAddress"],
  ["email", "emailAddress"],
  ["emailaddress", "emailAddress"],
]);
/** Object identifiers as Java (`OID.1.2.3`) and Suricata (`OID(1.2.3)`) write them. */
const OID_MARK = /^OID[.(](\d[\d.]*)\)?$/;
const ATTRIBUTE = /^([A-Za-z][A-Za-z0-9.-]{0,40}|\d[\d.]{2,60}|OID\(\d[\d.]{2,60}\))[ \t]{0,9}=[ \t]{0,9}/;
/** Where an attribute begins behind a comma, or behind a slash in OpenSSL's old way. */
const AFTER_COMMA = /[ \t]{0,9},[ \t]{0,9}(?=(?:[A-Za-z][A-Za-z0-9.-]{0,40}|\d[\d.]{2,60}|OID\(\d[\d.]{2,60}\))[ \t]{0,9}=)/;
const AFTER_SLASH = /\/(?=(?:[A-Za-z][A-Za-z0-9.-]{0,40}|\d[\d.]{2,60}|OID\(\d[\d.]{2,60}\))=)/;
const SUBJECT_LABEL = /^subject[ \t]{0,9}[=:][ \t]{0,9}(?=\/|(?:[A-Za-z][A-Za-z0-9.-]{0,40}|\d[\d.]{2,60}|OID\(\d[\d.]{2,60}\))[ \t]{0,9}=)/i;

/**
 * Reads the name of a certificate's subject: attributes with a comma and a blank between them, `C=US, O=Example,
 * CN=bad.example`, or with slashes as OpenSSL once wrote them. The order is kept: it is that of the certificate in what
 * engines, OpenSSL and crt.sh show, and the other way round in RFC 4514.
 */
export function parseCertificateSubject(text: string): string | Malformed {
  if (text.length > LONGEST_INPUT) return invalidSubject(text);
  let subject = text;
  for (let before = ""; before !== subject; ) {
    before = subject;
    subject = subject.replace(SUBJECT_LABEL, "");
    if (subject.startsWith("/")) subject = subject.slice(1).split(AFTER_SLASH).join(", ");
  }
  const attributes: string[] = [];
  for (const part of subject.split(AFTER_COMMA)) {
    const match = ATTRIBUTE.exec(part);
    if (match === null) return invalidSubject(text);
    const name = match[1]!.replace(OID_MARK, "$1");
    attributes.push(`${ATTRIBUTE_NAMES.get(name.toLowerCase()) ?? name}=${part.slice(match[0].length).trimEnd()}`);
  }
  return attributes.join(", ");
}

function invalidSerial(text: string): Malformed {
  const help = "give hexadecimal digits, `5C:19:B7:B1` or `0x5c19b7b1` for example";
  return malformed("indicator/invalid-serial", `${quoted(text)} is not the serial number of a certificate`, help);
}

function invalidSubject(text: string): Malformed {
  const help = "write its attributes like `C=US, O=Example, CN=bad.example`; a name alone is a Host";
  return malformed("indicator/invalid-subject", `${quoted(text)} is not the subject of a certificate`, help);
}
