import { ByteWriter } from "../packet/byte-writer.ts";

/** Protocol versions as they stand on the wire (RFC 5246, RFC 8446). */
export const TLS_VERSION = { "1.0": 0x0301, "1.2": 0x0303, "1.3": 0x0304 } as const;

/** A version whose handshake can be built. */
export type TlsVersion = "1.2" | "1.3";

/** Content types of RFC 8446 section 5.1. */
export const CONTENT_TYPE = { changeCipherSpec: 20, handshake: 22, applicationData: 23 } as const;

/** Handshake types of RFC 8446 section 4. */
export const HANDSHAKE_TYPE = {
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  serverHelloDone: 14,
  clientKeyExchange: 16,
} as const;

/** Extension numbers as IANA assigns them. */
export const EXTENSION = {
  serverName: 0,
  supportedGroups: 10,
  ecPointFormats: 11,
  signatureAlgorithms: 13,
  applicationLayerProtocols: 16,
  extendedMasterSecret: 23,
  supportedVersions: 43,
  pskKeyExchangeModes: 45,
  keyShare: 51,
  quicTransportParameters: 57,
  renegotiationInfo: 0xff01,
} as const;

/** Named group x25519 (RFC 8422). */
export const GROUP_X25519 = 0x001d;

/** A record with one fragment. */
export function tlsRecord(type: number, version: number, fragment: Uint8Array): Uint8Array {
  return new ByteWriter(5 + fragment.length)
    .uint8(type)
    .uint16(version)
    .sized(2, (inner) => inner.bytes(fragment))
    .toBytes();
}

/** A handshake message: type, length, what `write` writes (RFC 8446 section 4). */
export function handshakeMessage(type: number, write: (body: ByteWriter) => void): Uint8Array {
  return new ByteWriter(512).uint8(type).sized(3, write).toBytes();
}

/** A record with one handshake message. */
export function handshakeRecord(type: number, version: number, write: (body: ByteWriter) => void): Uint8Array {
  return tlsRecord(CONTENT_TYPE.handshake, version, handshakeMessage(type, write));
}

/** Writes one extension: number, length, what `write` writes. */
export function writeExtension(extensions: ByteWriter, type: number, write: (data: ByteWriter) => void): void {
  extensions.uint16(type).sized(2, write);
}

/** Bytes that stand where real peers send random ones: fixed, so that captures are the same each time. */
export function placeholderBytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (seed + i * 29) & 0xff);
}
