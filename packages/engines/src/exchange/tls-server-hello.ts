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

/** The record with a server hello that takes up the client's offer, repeating its session id. */
export function tlsServerHello(version: TlsVersion): Uint8Array {
  return handshakeRecord(HANDSHAKE_TYPE.serverHello, TLS_VERSION["1.2"], (body) => {
    body
      .uint16(TLS_VERSION["1.2"])
      .bytes(placeholderBytes(32, 0x91))
      .sized(1, (id) => id.bytes(SESSION_ID))
      .uint16(SUITE[version])
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

/** The record after which a peer encrypts (in 1.3 kept for the sake of middleboxes, RFC 8446 appendix D.4). */
export function changeCipherSpec(): Uint8Array {
  return tlsRecord(CONTENT_TYPE.changeCipherSpec, TLS_VERSION["1.2"], Uint8Array.of(1));
}

/** A record that stands for encrypted content of the given length: a finished message of 1.2, or any of 1.3. */
export function encryptedRecord(version: TlsVersion | "data", length: number, seed: number): Uint8Array {
  const type = version === "1.2" ? CONTENT_TYPE.handshake : CONTENT_TYPE.applicationData;
  return tlsRecord(type, TLS_VERSION["1.2"], placeholderBytes(length, seed));
}
