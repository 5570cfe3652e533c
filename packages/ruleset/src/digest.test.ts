import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hash32, sha256Hex, shortDigest } from "./digest.ts";

// Ledgers in other people's repositories rest on these: they never change.
test("hashes are what they always were", () => {
  expect(hash32("")).toBe(2_872_998_923);
  expect(hash32("suricata/host/bad.example/host-dns")).toBe(2_655_581_853);
  expect(shortDigest("")).toBe("955b13a64cc98651");
  expect(shortDigest("alert")).toBe("ef72c6daffa9879b");
  expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("a hundred thousand similar texts spread evenly and don't collide in 64 bits", () => {
  const bins = new Uint32Array(64);
  const digests = new Set<string>();
  for (let n = 0; n < 100_000; n++) {
    bins[hash32(`suricata/address/10.0.${n >> 8}.${n & 255}/address`) >>> 26]!++;
    digests.add(shortDigest(`alert ip ${n} any -> any any (sid:${n * 7};)`));
  }
  expect(digests.size).toBe(100_000);
  expect(Math.min(...bins)).toBeGreaterThan(1300);
  expect(Math.max(...bins)).toBeLessThan(1850);
});

test("a changed character changes the digest", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.nat(), (text, at) => {
      const place = at % text.length;
      const unit = (text.charCodeAt(place) + 1) & 0xffff;
      const changed = text.slice(0, place) + String.fromCharCode(unit) + text.slice(place + 1);
      expect(shortDigest(changed)).not.toBe(shortDigest(text));
      expect(shortDigest(text)).toMatch(/^[0-9a-f]{16}$/);
    }),
    { numRuns: fuzzRuns(300) },
  );
});
