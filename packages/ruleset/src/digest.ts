import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();

/** SHA-256 of a text's UTF-8, lower-case hexadecimal. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(encoder.encode(text)));
}

/**
 * A 64-bit hash of a text, 16 hexadecimal digits: what the ledger keeps of a fingerprint. Two lanes of FNV-1a with
 * different multipliers over the UTF-16 code units, each with MurmurHash3's final mixing. It guards against mistakes, not
 * against people: a collision would only leave a revision where it is.
 */
export function shortDigest(text: string): string {
  let a = 0x811c9dc5;
  let b = 0xc2b2ae3d;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca77);
    // Low bits never see high ones by multiplying alone.
    b ^= b >>> 15;
  }
  return hex32(mixed(a ^ (b >>> 7))) + hex32(mixed(b ^ (a << 9)));
}

/**
 * A 32-bit hash that spreads similar texts evenly: FNV-1a over the UTF-16 code units, with the final mixing of
 * MurmurHash3. It places signatures in the sid range and members in lists, so it never changes; whoever makes values
 * collide on purpose gains nothing but neighbouring sids and a list that is not used.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, "0");
}
