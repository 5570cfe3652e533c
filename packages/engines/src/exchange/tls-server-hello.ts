import { SESSION_ID } from "./tls-client-hello.ts";
import {
  CONTENT_TYPE,
  EXTENSION,
  GROUP_X25519,
  HANDSHAKE_TYPE,
  handshakeRecord,
  placeholderBytes,
  TLS_VERSION,
  tlsRecord,
  type TlsVersion,
  writeExtension,
} from "./tls-record.ts";

const SUITE = { "1.2": 0xc02f, "1.3": 0x1301 } as const;
/** ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, for the Ed25519 key of our certificates (RFC 8422 section 2). */
const CERTIFICATE_SUITE = 0xc02b;
const NEW_SESSION_ID = placeholderBytes(32, 0x52);
const NAMED_CURVE = 3;
const SIGNATURE_ED25519 = 0x0807;
const SIGNATURE_LENGTH = 64;

/** What a server does with the client's offer. */
export interface TlsServerChoice {
  readonly version: TlsVersion;
  /** A new session of 1.2 is begun, with this certificate; else one is resumed. */
  readonly certificate?: Uint8Array | undefined;
  /** Default: one that fits the version. */
  readonly cipherSuite?: number | undefined;
}

/** The record with a server hello that takes up the client's offer, repeating its session id unless it begins a session. */
export function tlsServerHello(choice: TlsServerChoice): Uint8Array {
  const { version, certificate } = choice;
  const isNew = version === "1.2" && certificate !== undefined;
  return handshakeRecord(HANDSHAKE_TYPE.serverHello, TLS_VERSION["1.2"], (body) => {
    body
      .uint16(TLS_VERSION["1.2"])
      .bytes(placeholderBytes(32, 0x91))
      .sized(1, (id) => id.bytes(isNew ? NEW_SESSION_ID : SESSION_ID))
      .uint16(choice.cipherSuite ?? (isNew ? CERTIFICATE_SUITE : SUITE[version]))
      .uint8(0)
      .sized(2, (extensions) => {
        if (version === "1.2") {
          writeExtension(extensions, EXTENSION.extendedMasterSecret, () => {});
          writeExtension(extensions, EXTENSION.renegotiationInfo, (data) => data.uint8(0));
          return;
        }
        writeExtension(extensions, EXTENSION.keyShare, (data) =>
          data.uint16(GROUP_X25519).sized(2, (key) => key.bytes(placeholderBytes(32, 0x44))),
        );
        writeExtension(extensions, EXTENSION.supportedVersions, (data) => data.uint16(TLS_VERSION["1.3"]));
      });
  });
}

/** Records in which a server of 1.2 shows its certificate and its share of the key (RFC 5246 section 7.4, RFC 8422). */
export function serverCertificateRecords(certificate: Uint8Array): readonly Uint8Array[] {
  return [
    handshakeRecord(HANDSHAKE_TYPE.certificate, TLS_VERSION["1.2"], (body) =>
      body.sized(3, (chain) => chain.sized(3, (one) => one.bytes(certificate))),
    ),
    handshakeRecord(HANDSHAKE_TYPE.serverKeyExchange, TLS_VERSION["1.2"], (body) =>
      body
        .uint8(NAMED_CURVE)
        .uint16(GROUP_X25519)
        .sized(1, (key) => key.bytes(placeholderBytes(32, 0x45)))
        .uint16(SIGNATURE_ED25519)
        .sized(2, (signature) => signature.bytes(placeholderBytes(SIGNATURE_LENGTH, 0x46))),
    ),
    handshakeRecord(HANDSHAKE_TYPE.serverHelloDone, TLS_VERSION["1.2"], () => {}),
  ];
}

/** The record with a client's share of the key in 1.2. */
export function clientKeyExchange(): Uint8Array {
  return handshakeRecord(HANDSHAKE_TYPE.clientKeyExchange, TLS_VERSION["1.2"], (body) =>
    body.sized(1, (key) => key.bytes(placeholderBytes(32, 0x47))),
  );
}

/** The record after which a peer encrypts (in 1.3 kept for the sake of middleboxes, RFC 8446 appendix D.4). */
export function changeCipherSpec(): Uint8Array {
  return tlsRecord(CONTENT_TYPE.changeCipherSpec, TLS_VERSION["1.2"], Uint8Array.of(1));
}

/** A record that stands for encrypted content of the given length: a finished message of 1.2, or any of 1.3. */
export function encryptedRecord(version: TlsVersion | "data", length: number, seed: number): Uint8Array {
  const type = version === "1.2" ? CONTENT_TYPE.handshake : CONTENT_TYPE.applicationData;
  return tlsRecord(type, TLS_VERSION["1.2"], placeholderBytes(length, seed));
}
