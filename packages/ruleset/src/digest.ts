import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();

/** SHA-256 of a text's UTF-8, lower-case hexadecimal. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(encoder.encode(text)));
}

/** The first 64 bits of a text's SHA-256, lower-case hexadecimal: what the ledger keeps of a fingerprint. */
export function shortDigest(text: string): string {
  return bytesToHex(sha256(encoder.encode(text)).subarray(0, 8));
}

/**
 * A 32-bit hash that spreads similar texts evenly: FNV-1a over the UTF-16 code units, with the final mixing of
 * MurmurHash3. It places signatures in the sid range and members in lists, so it never changes; whoever makes values
 * collide on purpose gains nothing but neighbouring sids and a list that is not used.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
