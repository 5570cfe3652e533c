import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { der, DER_TAG, derOid, derText } from "./der.ts";
import { placeholderBytes } from "./tls-record.ts";

/** An attribute of a distinguished name: one of {@link NAME_ATTRIBUTES} or a dotted object identifier, and its value. */
export type NameAttribute = readonly [type: string, value: string];

/** What a certificate says. */
export interface CertificateFields {
  /** In this order. */
  readonly subject: readonly NameAttribute[];
  /** Default: the subject. */
  readonly issuer?: readonly NameAttribute[];
  /** Hexadecimal, 1 to 20 bytes, as they stand in the certificate: the first bit is a sign. Default `01`. */
  readonly serial?: string;
}

/** A server's certificate. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-1 of the bytes, lower-case hexadecimal. */
  readonly sha1: string;
}

/** Attribute types of X.520 and RFC 4519. */
const ATTRIBUTE_OIDS: Readonly<Record<string, string>> = {
  CN: "2.5.4.3",
  SN: "2.5.4.4",
  serialNumber: "2.5.4.5",
  C: "2.5.4.6",
  L: "2.5.4.7",
  ST: "2.5.4.8",
  street: "2.5.4.9",
  O: "2.5.4.10",
  OU: "2.5.4.11",
  title: "2.5.4.12",
  GN: "2.5.4.42",
  emailAddress: "1.2.840.113549.1.9.1",
  DC: "0.9.2342.19200300.100.1.25",
};

/** The short names of attributes that are known, as RFC 4514 section 3 and OpenSSL write them. */
export const NAME_ATTRIBUTES: readonly string[] = Object.freeze(Object.keys(ATTRIBUTE_OIDS));

const ED25519 = "1.3.101.112";
/** An Ed25519 private key (RFC 8410 section 7) of fixed bytes, so that a certificate is the same each time. */
const PRIVATE_KEY = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20, ...placeholderBytes(32, 0x5a)]);
const NOT_BEFORE = "260101000000Z";
const NOT_AFTER = "360101000000Z";
const VERSION_3 = der(0xa0, der(DER_TAG.integer, Uint8Array.of(2)));
const DOTTED = /^[0-2]\.[1-3]?[0-9](?:\.[0-9]{1,9}){1,20}$/;
const SERIAL = /^(?:[0-9a-f]{2}){1,20}$/i;

/**
 * A certificate (X.509 version 3, RFC 5280) with an Ed25519 key, signed by itself.
 *
 * @throws RangeError when the serial number is not hexadecimal of 1 to 20 bytes, or an attribute's type is not known.
 */
export function certificate(fields: CertificateFields): Certificate {
  const { subject, issuer = subject, serial = "01" } = fields;
  if (!SERIAL.test(serial)) throw new RangeError(`not a serial number: ${JSON.stringify(serial.slice(0, 64))}`);
  const key = createPrivateKey({ key: Buffer.from(PRIVATE_KEY), format: "der", type: "pkcs8" });
  const algorithm = der(DER_TAG.sequence, derOid(ED25519));
  const toBeSigned = der(
    DER_TAG.sequence,
    VERSION_3,
    der(DER_TAG.integer, Buffer.from(serial, "hex")),
    algorithm,
    distinguishedName(issuer),
    der(DER_TAG.sequence, derText(DER_TAG.utcTime, NOT_BEFORE), derText(DER_TAG.utcTime, NOT_AFTER)),
    distinguishedName(subject),
    publicKeyInfo(key),
  );
  const signature = der(DER_TAG.bitString, Uint8Array.of(0), sign(null, toBeSigned, key));
  const bytes = der(DER_TAG.sequence, toBeSigned, algorithm, signature);
  return { der: bytes, sha1: createHash("sha1").update(bytes).digest("hex") };
}

function publicKeyInfo(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ format: "der", type: "spki" });
}

function distinguishedName(attributes: readonly NameAttribute[]): Uint8Array {
  return der(DER_TAG.sequence, ...attributes.map(([type, value]) => der(DER_TAG.set, attribute(type, value))));
}

function attribute(type: string, value: string): Uint8Array {
  const oid = Object.hasOwn(ATTRIBUTE_OIDS, type) ? ATTRIBUTE_OIDS[type]! : type;
  if (!DOTTED.test(oid)) throw new RangeError(`not an attribute of a name: ${JSON.stringify(type.slice(0, 64))}`);
  return der(DER_TAG.sequence, derOid(oid), derText(stringTag(type), value));
}

/** The string types that RFC 5280 appendix A asks for. */
function stringTag(type: string): number {
  if (type === "C" || type === "serialNumber") return DER_TAG.printableString;
  return type === "emailAddress" || type === "DC" ? DER_TAG.ia5String : DER_TAG.utf8String;
}
