/**
 * The Internet checksum of RFC 1071 over the given stretches as if they stood behind one another.
 * Every stretch but the last must have an even number of bytes.
 */
export function internetChecksum(...stretches: readonly Uint8Array[]): number {
  let sum = 0;
  for (const bytes of stretches) {
    const even = bytes.length & ~1;
    for (let i = 0; i < even; i += 2) sum += (bytes[i]! << 8) | bytes[i + 1]!;
    if (even < bytes.length) sum += bytes[even]! << 8;
  }
  // A sum of 16-bit words stays exact in a double for any packet, so the carries are folded once at the end.
  while (sum > 0xffff) sum = Math.floor(sum / 0x10000) + (sum % 0x10000);
  return ~sum & 0xffff;
}
