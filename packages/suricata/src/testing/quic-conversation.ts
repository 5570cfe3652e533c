import { createCipheriv, createHmac } from "node:crypto";
import { tlsClientHello, type Conversation } from "@sigwright/engines";

/** Salt of QUIC version 1 (RFC 9001 section 5.2). */
const INITIAL_SALT = Buffer.from("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "hex");
const CONNECTION_ID = Buffer.from("8394c8f03e515708", "hex");
const PACKET_NUMBER = Buffer.from([0, 0, 0, 2]);
/** A client's first datagram has at least 1200 bytes (RFC 9000 section 14.1). */
const PAYLOAD_LENGTH = 1162;
const TAG_LENGTH = 16;

/** A QUIC version 1 client's first datagram, sent twice as clients do that get no answer. */
export function quicConversation(serverName: string): Conversation {
  const bytes = initialPacket(serverName);
  return { transport: "udp", server: { port: 443 }, messages: [bytes, bytes].map((each) => ({ from: "client", bytes: each })) };
}

function initialPacket(serverName: string): Uint8Array {
  const secret = expandLabel(hmac(INITIAL_SALT, CONNECTION_ID), "client in", 32);
  const key = expandLabel(secret, "quic key", 16);
  const iv = expandLabel(secret, "quic iv", 12);
  const headerKey = expandLabel(secret, "quic hp", 16);

  const frame = cryptoFrame(serverName);
  const payload = Buffer.concat([frame, Buffer.alloc(PAYLOAD_LENGTH - frame.length)]);
  const length = PACKET_NUMBER.length + payload.length + TAG_LENGTH;
  const header = Buffer.concat([
    Buffer.from([0xc3, 0, 0, 0, 1, CONNECTION_ID.length]),
    CONNECTION_ID,
    Buffer.from([0, 0, 0x40 | (length >>> 8), length & 0xff]),
    PACKET_NUMBER,
  ]);
  const nonce = Buffer.from(iv);
  for (const [index, byte] of PACKET_NUMBER.entries()) nonce[8 + index]! ^= byte;
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  cipher.setAAD(header);
  const sealed = Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()]);

  // Header protection (RFC 9001 section 5.4): the sample lies right behind a packet number of four bytes.
  const mask = createCipheriv("aes-128-ecb", headerKey, null).update(sealed.subarray(0, 16));
  header[0]! ^= mask[0]! & 0x0f;
  for (let index = 0; index < 4; index++) header[header.length - 4 + index]! ^= mask[1 + index]!;
  return new Uint8Array(Buffer.concat([header, sealed]));
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

/** A CRYPTO frame (RFC 9000 section 19.6) with the client hello, without the record header that QUIC leaves out. */
function cryptoFrame(serverName: string): Buffer {
  const hello = tlsClientHello({ serverName, protocols: ["h3"] }).subarray(5);
  return Buffer.concat([Buffer.from([6, 0, 0x40 | (hello.length >>> 8), hello.length & 0xff]), hello]);
}
