import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { internetChecksum } from "./checksum.ts";

test("the example of RFC 1071 section 3", () => {
  expect(internetChecksum(Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7))).toBe(~0xddf2 & 0xffff);
});

test("data with its checksum sums to zero", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (data) => {
      const checksum = internetChecksum(data);
      const sent = Uint8Array.of(checksum >>> 8, checksum & 0xff);
      expect(internetChecksum(sent, data)).toBe(0);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test("stretches count as if they stood behind one another", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(100), (data, half) => {
      const cut = Math.min(half * 2, data.length & ~1);
      expect(internetChecksum(data.subarray(0, cut), data.subarray(cut))).toBe(internetChecksum(data));
    }),
    { numRuns: fuzzRuns(200) },
  );
});
