import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();

/** SHA-256 of a text's UTF-8, lower-case hexadecimal. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(encoder.encode(text)));
}

/** The first 48 bits of a text's SHA-256 as a whole number. */
export function hash48(text: string): number {
  const digest = sha256(encoder.encode(text));
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 256 + digest[i]!;
  return value;
}

/** The first 64 bits of a text's SHA-256, lower-case hexadecimal: what the ledger keeps of a fingerprint. */
export function shortDigest(text: string): string {
  return bytesToHex(sha256(encoder.encode(text)).subarray(0, 8));
}

/** The first 16 bits of a text's SHA-256, 0 to 65535: what places a member of a list. */
export function hash16(text: string): number {
  const digest = sha256(encoder.encode(text));
  return digest[0]! * 256 + digest[1]!;
}
