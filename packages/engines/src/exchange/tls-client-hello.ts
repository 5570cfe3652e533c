import type { ByteWriter } from "../packet/byte-writer.ts";
import {
  EXTENSION,
  GROUP_X25519,
  HANDSHAKE_TYPE,
  handshakeMessage,
  CONTENT_TYPE,
  tlsRecord,
  placeholderBytes,
  TLS_VERSION,
  type TlsVersion,
  writeExtension,
} from "./tls-record.ts";

/** What a client offers. */
export interface TlsClientHello {
  /** Name for the server_name extension (RFC 6066), sent as it is; without it the extension is left out. */
  readonly serverName?: string;
  /** Protocol names for ALPN (RFC 7301), `h2` for example; without them the extension is left out. */
  readonly protocols?: readonly string[];
  /** Highest version offered. Default 1.3. */
  readonly version?: TlsVersion;
  /** Numbers of the cipher suites offered (RFC 8446 appendix B.4, RFC 5289). Default: some that browsers offer. */
  readonly cipherSuites?: readonly number[];
}

/** Suites a client of each version offers first (RFC 8446 appendix B.4, RFC 5289). */
const CIPHER_SUITES = {
  "1.2": [0xc02f, 0xc030, 0xc02b, 0xc02c],
  "1.3": [0x1301, 0x1302, 0x1303, 0xc02f, 0xc030],
} as const;
/** x25519, secp256r1, secp384r1. */
const GROUPS = [GROUP_X25519, 0x0017, 0x0018];
/** ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256, rsa_pkcs1_sha256. */
const SIGNATURE_ALGORITHMS = [0x0403, 0x0804, 0x0401];
const PSK_WITH_DHE = 1;
const NAME_TYPE_HOST = 0;
/** Both hellos carry it: a server of 1.2 that repeats it resumes the session, one of 1.3 must repeat it. */
export const SESSION_ID: Uint8Array = placeholderBytes(32, 0x51);

/**
 * The record with a client hello.
 *
 * @throws RangeError when a name is too long for its field.
 */
export function tlsClientHello(hello: TlsClientHello = {}): Uint8Array {
  return tlsRecord(CONTENT_TYPE.handshake, TLS_VERSION["1.0"], clientHelloMessage(hello, "tcp"));
}

/** The client hello itself. Over QUIC it has transport parameters and no session id (RFC 9001 section 8). */
export function clientHelloMessage(hello: TlsClientHello, transport: "tcp" | "quic"): Uint8Array {
  const version = hello.version ?? "1.3";
  return handshakeMessage(HANDSHAKE_TYPE.clientHello, (body) => {
    body
      .uint16(TLS_VERSION["1.2"])
      .bytes(placeholderBytes(32, 0x07))
      .sized(1, (id) => id.bytes(transport === "quic" ? new Uint8Array(0) : SESSION_ID))
      .sized(2, (suites) => writeNumbers(suites, hello.cipherSuites ?? CIPHER_SUITES[version]))
      .sized(1, (compression) => compression.uint8(0))
      .sized(2, (extensions) => {
        writeExtensions(extensions, hello, version);
        if (transport === "quic") writeExtension(extensions, EXTENSION.quicTransportParameters, writeTransportParameters);
      });
  });
}

/** initial_max_data and initial_source_connection_id (RFC 9000 section 18.2), the latter empty as in the packet. */
function writeTransportParameters(data: ByteWriter): void {
  data.uint8(4).uint8(4).uint32(0x8010_0000).uint8(15).uint8(0);
}

function writeExtensions(extensions: ByteWriter, hello: TlsClientHello, version: TlsVersion): void {
  const { serverName, protocols } = hello;
  if (serverName !== undefined) {
    writeExtension(extensions, EXTENSION.serverName, (data) =>
      data.sized(2, (names) => names.uint8(NAME_TYPE_HOST).sized(2, (name) => name.bytes(encodeText(serverName)))),
    );
  }
  writeExtension(extensions, EXTENSION.extendedMasterSecret, () => {});
  writeExtension(extensions, EXTENSION.renegotiationInfo, (data) => data.uint8(0));
  writeExtension(extensions, EXTENSION.supportedGroups, (data) => data.sized(2, (list) => writeNumbers(list, GROUPS)));
  writeExtension(extensions, EXTENSION.ecPointFormats, (data) => data.sized(1, (list) => list.uint8(0)));
  if (protocols !== undefined) {
    writeExtension(extensions, EXTENSION.applicationLayerProtocols, (data) =>
      data.sized(2, (list) => {
        for (const protocol of protocols) list.sized(1, (name) => name.bytes(encodeText(protocol)));
      }),
    );
  }
  writeExtension(extensions, EXTENSION.signatureAlgorithms, (data) =>
    data.sized(2, (list) => writeNumbers(list, SIGNATURE_ALGORITHMS)),
  );
  if (version !== "1.3") return;
  writeExtension(extensions, EXTENSION.keyShare, (data) =>
    data.sized(2, (shares) => shares.uint16(GROUP_X25519).sized(2, (key) => key.bytes(placeholderBytes(32, 0x33)))),
  );
  writeExtension(extensions, EXTENSION.pskKeyExchangeModes, (data) =>
    data.sized(1, (list) => list.uint8(PSK_WITH_DHE)),
  );
  writeExtension(extensions, EXTENSION.supportedVersions, (data) =>
    data.sized(1, (list) => writeNumbers(list, [TLS_VERSION["1.3"], TLS_VERSION["1.2"]])),
  );
}

function writeNumbers(writer: ByteWriter, numbers: readonly number[]): void {
  for (const number of numbers) writer.uint16(number);
}

function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
