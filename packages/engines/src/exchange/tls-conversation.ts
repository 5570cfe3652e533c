import type { Endpoint, Message, Side, TcpConversation } from "../packet/conversation.ts";
import { type TlsClientHello, tlsClientHello } from "./tls-client-hello.ts";
import { changeCipherSpec, clientKeyExchange, encryptedRecord, serverCertificateRecords, tlsServerHello } from "./tls-server-hello.ts";

/** What is said in one TLS handshake. */
export interface TlsDialogue extends TlsClientHello {
  /** The server's certificate, DER. Only in 1.2, where it can be seen: there a new session begins with it. */
  readonly certificate?: Uint8Array;
  /** The cipher suite that the server chooses. Default: one that fits the version. */
  readonly chosenSuite?: number;
}

/** One TLS connection: what is said, and between whom. */
export interface TlsHandshake extends TlsDialogue {
  readonly family?: 4 | 6;
  readonly client?: Endpoint;
  /** Default port 443. */
  readonly server?: Endpoint;
  /** See `TcpConversation.segmentSize`. */
  readonly segmentSize?: number;
}

const PORT = 443;
/** A finished message under AES-GCM in 1.2: explicit nonce 8, message 16, tag 16. */
const FINISHED_LENGTH = 40;
const APPLICATION_DATA_LENGTH = 120;

/**
 * A handshake and some application data. Whatever would be encrypted is a placeholder. In 1.2 a session is resumed
 * unless a certificate is given.
 *
 * @throws RangeError when a name is too long for its field.
 */
export function tlsConversation(handshake: TlsHandshake): TcpConversation {
  return {
    transport: "tcp",
    messages: tlsMessages(handshake),
    server: { port: PORT, ...handshake.server },
    ...(handshake.family === undefined ? {} : { family: handshake.family }),
    ...(handshake.client === undefined ? {} : { client: handshake.client }),
    ...(handshake.segmentSize === undefined ? {} : { segmentSize: handshake.segmentSize }),
  };
}

/** The messages of {@link tlsConversation}, for use inside another conversation, a proxy's tunnel for example. */
export function tlsMessages(dialogue: TlsDialogue): readonly Message[] {
  const { version = "1.3", certificate, chosenSuite } = dialogue;
  const isNew = version === "1.2" && certificate !== undefined;
  const said = (from: Side, records: readonly Uint8Array[]): Message[] => records.map((bytes) => ({ from, bytes }));
  const finished = (from: Side, seed: number): Message[] => said(from, [changeCipherSpec(), encryptedRecord(version, FINISHED_LENGTH, seed)]);
  const serverFinished = finished("server", 0x61);
  const clientFinished = finished("client", 0x62);
  return [
    ...said("client", [tlsClientHello(dialogue)]),
    ...said("server", [tlsServerHello({ version, certificate, cipherSuite: chosenSuite }), ...(isNew ? serverCertificateRecords(certificate) : [])]),
    // Who begins a session waits for the other's key; who resumes one does not (RFC 5246 section 7.3).
    ...(isNew ? [...said("client", [clientKeyExchange()]), ...clientFinished, ...serverFinished] : [...serverFinished, ...clientFinished]),
    ...said("client", [encryptedRecord("data", APPLICATION_DATA_LENGTH, 0x63)]),
    ...said("server", [encryptedRecord("data", APPLICATION_DATA_LENGTH, 0x64)]),
  ];
}
