import { createCipheriv, createHmac } from "node:crypto";
import { ByteWriter } from "../packet/byte-writer.ts";
import type { Endpoint, UdpConversation } from "../packet/conversation.ts";
import { clientHelloMessage, type TlsClientHello } from "./tls-client-hello.ts";

/** What a QUIC client offers, and between whom. */
export interface QuicHandshake extends Omit<TlsClientHello, "version"> {
  readonly family?: 4 | 6;
  readonly client?: Endpoint;
  /** Default port 443. */
  readonly server?: Endpoint;
}

const PORT = 443;
/** Salt of QUIC version 1 (RFC 9001 section 5.2). */
const INITIAL_SALT = Buffer.from("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "hex");
/** What the client calls the server in its first packets; the keys are made of it. The one of RFC 9001 appendix A. */
const CONNECTION_ID = Buffer.from("8394c8f03e515708", "hex");
/** Long header, Initial, packet number of four bytes (RFC 9000 section 17.2.2). */
const FIRST_BYTE = 0xc3;
const VERSION_1 = 1;
const FRAME_CRYPTO = 6;
/** A client's first datagram has at least 1200 bytes (RFC 9000 section 14.1). */
const LEAST_DATAGRAM = 1200;
const TAG_LENGTH = 16;
const SAMPLE_LENGTH = 16;
const DEFAULT_PROTOCOLS = ["h3"];

/**
 * A client's first datagram of QUIC version 1 with its client hello, and once more in a second packet, as clients do that
 * get no answer. It is encrypted with the keys that everybody can make of it (RFC 9001 section 5.2).
 *
 * @throws RangeError when the hello does not fit one datagram.
 */
export function quicConversation(handshake: QuicHandshake): UdpConversation {
  const hello = clientHelloMessage({ protocols: DEFAULT_PROTOCOLS, ...handshake, version: "1.3" }, "quic");
  return {
    transport: "udp",
    messages: [0, 1].map((packetNumber) => ({ from: "client", bytes: initialPacket(hello, packetNumber) })),
    server: { port: PORT, ...handshake.server },
    ...(handshake.family === undefined ? {} : { family: handshake.family }),
    ...(handshake.client === undefined ? {} : { client: handshake.client }),
  };
}

function initialPacket(hello: Uint8Array, packetNumber: number): Uint8Array {
  const keys = clientKeys();
  const number = new ByteWriter(4).uint32(packetNumber).toBytes();
  const frame = new ByteWriter(hello.length + 4).uint8(FRAME_CRYPTO).uint8(0).bytes(variableLength(hello.length)).bytes(hello).toBytes();
  const headLength = 5 + 1 + CONNECTION_ID.length + 2 + 2 + number.length;
  const padding = Math.max(0, LEAST_DATAGRAM - headLength - frame.length - TAG_LENGTH);
  const payload = Buffer.concat([frame, Buffer.alloc(padding)]);
  const header = new ByteWriter(headLength)
    .uint8(FIRST_BYTE)
    .uint32(VERSION_1)
    .sized(1, (id) => id.bytes(CONNECTION_ID))
    .uint8(0) // the client's own connection id is empty
    .uint8(0) // no token
    .bytes(variableLength(number.length + payload.length + TAG_LENGTH))
    .bytes(number)
    .toBytes();
  const nonce = Buffer.from(keys.iv);
  for (const [index, byte] of number.entries()) nonce[8 + index]! ^= byte;
  const cipher = createCipheriv("aes-128-gcm", keys.key, nonce);
  cipher.setAAD(header);
  const sealed = Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
  // The sample lies right behind a packet number of four bytes (RFC 9001 section 5.4.2).
  const mask = createCipheriv("aes-128-ecb", keys.headerKey, null).update(sealed.subarray(0, SAMPLE_LENGTH));
  header[0]! ^= mask[0]! & 0x0f;
  for (let index = 0; index < number.length; index++) header[header.length - number.length + index]! ^= mask[1 + index]!;
  return new ByteWriter(header.length + sealed.length).bytes(header).bytes(sealed).toBytes();
}

/** Keys of a client's Initial packets (RFC 9001 section 5.2). */
function clientKeys(): { readonly key: Buffer; readonly iv: Buffer; readonly headerKey: Buffer } {
  const secret = expandLabel(hmac(INITIAL_SALT, CONNECTION_ID), "client in", 32);
  return { key: expandLabel(secret, "quic key", 16), iv: expandLabel(secret, "quic iv", 12), headerKey: expandLabel(secret, "quic hp", 16) };
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

/** HKDF-Expand-Label of TLS 1.3 (RFC 8446 section 7.1) for at most one block. */
function expandLabel(secret: Uint8Array, name: string, length: number): Buffer {
  const label = Buffer.from(`tls13 ${name}`);
  const info = Buffer.concat([Buffer.from([0, length, label.length]), label, Buffer.from([0, 1])]);
  return hmac(secret, info).subarray(0, length);
}

/** A number as a variable-length integer of two bytes (RFC 9000 section 16). */
function variableLength(number: number): Uint8Array {
  if (number > 0x3fff) throw new RangeError(`${number} bytes don't fit a length field of QUIC`);
  return new ByteWriter(2).uint16(0x4000 | number).toBytes();
}
