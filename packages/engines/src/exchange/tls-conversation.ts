import type { Endpoint, Message, Side, TcpConversation } from "../packet/conversation.ts";
import { type TlsClientHello, tlsClientHello } from "./tls-client-hello.ts";
import { changeCipherSpec, encryptedRecord, tlsServerHello } from "./tls-server-hello.ts";

/** One TLS connection: what the client offers, and between whom. */
export interface TlsHandshake extends TlsClientHello {
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
 * A handshake and some application data. Whatever would be encrypted is a placeholder. In 1.2 a session is resumed,
 * so that no certificate is sent in the clear.
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
export function tlsMessages(hello: TlsClientHello): readonly Message[] {
  const version = hello.version ?? "1.3";
  const finished = (from: Side, seed: number): Message[] => [
    { from, bytes: changeCipherSpec() },
    { from, bytes: encryptedRecord(version, FINISHED_LENGTH, seed) },
  ];
  return [
    { from: "client", bytes: tlsClientHello(hello) },
    { from: "server", bytes: tlsServerHello(version) },
    ...finished("server", 0x61),
    ...finished("client", 0x62),
    { from: "client", bytes: encryptedRecord("data", APPLICATION_DATA_LENGTH, 0x63) },
    { from: "server", bytes: encryptedRecord("data", APPLICATION_DATA_LENGTH, 0x64) },
  ];
}
